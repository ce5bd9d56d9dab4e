package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// inTerminal is the real program in a terminal of its own.
type inTerminal struct {
	b      *testing.B
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.SafeEmulator
	wrote  chan struct{} // gets something when the program has written; closed when it has ended
}

// launch starts the program in a terminal of 120 by 40.
func launch(b *testing.B, binary, data string, args ...string) *inTerminal {
	b.Helper()
	p := &inTerminal{b: b, cmd: exec.Command(binary, args...), screen: vt.NewSafeEmulator(120, 40), wrote: make(chan struct{}, 1)}
	p.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=fr_FR.UTF-8", "QUOTEPART_DATA="+data, "HOME="+data)
	var err error
	if p.tty, err = pty.StartWithSize(p.cmd, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		b.Skipf("no terminal can be opened here: %v", err)
	}
	go func() { _, _ = io.Copy(p.tty, p.screen.Emulator) }() // what the terminal answers; ends with the terminal
	go func() {
		defer close(p.wrote)
		for chunk := make([]byte, 1<<16); ; {
			n, err := p.tty.Read(chunk)
			if err != nil {
				return
			}
			_, _ = p.screen.Write(chunk[:n])
			select {
			case p.wrote <- struct{}{}:
			default: // it is told already
			}
		}
	}()
	return p
}

// shows waits until a text is on the screen.
func (p *inTerminal) shows(text string) {
	p.b.Helper()
	deadline := time.After(30 * time.Second)
	for !strings.Contains(strings.ReplaceAll(p.screen.String(), "\u00a0", " "), text) {
		select {
		case _, running := <-p.wrote:
			if !running {
				p.b.Fatalf("the program ended before it showed %q:\n%s", text, p.screen.String())
			}
		case <-deadline:
			p.b.Fatalf("not seen: %q\n%s", text, p.screen.String())
		}
	}
}

// press sends keys as a terminal does.
func (p *inTerminal) press(keys string) {
	p.b.Helper()
	if _, err := p.tty.WriteString(keys); err != nil {
		p.b.Fatal(err)
	}
}

// resident is the memory the program holds, in MB.
func (p *inTerminal) resident() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Skipf("the memory of a process is not told here: %v", err)
	}
	var kb float64
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		p.b.Fatal(err)
	}
	return kb / 1024
}

// end ends the program.
func (p *inTerminal) end() {
	_ = p.cmd.Process.Kill() // what it would keep is in a folder that goes
	_ = p.cmd.Wait()
	p.tty.Close()
	_ = p.screen.Close()
	for range p.wrote { // until its reader has ended
	}
}

func buildProgram(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "quotepart")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// wholeFrame is in the last line of a frame, and a frame comes in one piece.
const wholeFrame = "? aide"

// BenchmarkFirstFrame prints how long it takes from the start of the process until the first frame of the demo is whole in a
// terminal of 120×40, as the terminal sees it, and the time that its processors worked for it.
func BenchmarkFirstFrame(b *testing.B) {
	binary := buildProgram(b)
	var took, worked []time.Duration
	for b.Loop() {
		start := time.Now()
		p := launch(b, binary, b.TempDir(), "demo")
		p.shows(wholeFrame)
		took = append(took, time.Since(start))
		p.end()
		worked = append(worked, p.cmd.ProcessState.UserTime()+p.cmd.ProcessState.SystemTime())
	}
	slices.Sort(took)
	slices.Sort(worked)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
	b.ReportMetric(ms(worked[len(worked)/2]), "p50-cpu-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkMemorySomme prints the memory that the interface holds on the Somme, in MB: at its first frame, and after a walk
// through all screens with a filter and fifty edits that are undone. From its folder, and from the store.
func BenchmarkMemorySomme(b *testing.B) {
	dossier, err := filepath.Abs("../../../shared/data/somme")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(dossier); err != nil {
		b.Skip("the dossier of the Somme is not here")
	}
	binary := buildProgram(b)
	imported := b.TempDir()
	if out, err := exec.Command(binary, "import", dossier, "--data", imported).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	copied := filepath.Join(b.TempDir(), "somme") // a draft may be written into it
	if err := os.CopyFS(copied, os.DirFS(dossier)); err != nil {
		b.Fatal(err)
	}
	for _, from := range []struct{ name, year string }{{"folder", copied}, {"store", "2020-2021"}} {
		b.Run(from.name, func(b *testing.B) {
			var first, used float64
			for b.Loop() {
				p := launch(b, binary, imported, from.year)
				p.shows(wholeFrame)
				first = max(first, p.resident())
				p.walk()
				used = max(used, p.resident())
				p.end()
			}
			b.ReportMetric(first, "first-frame-MB")
			b.ReportMetric(used, "used-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// walk uses the interface for a while: it goes through the screens, filters, edits fifty times and undoes each edit.
func (p *inTerminal) walk() {
	p.press(strings.Repeat(">", 16))
	p.press("\x1bOS") // F4: schools
	p.shows("▸Établissements")
	p.press("/ami\r")
	p.shows("/ami")
	for range 50 {
		p.press("+")
		p.shows("• 1 hypothèse")
		p.press("u")
		p.shows("annulé")
	}
	p.press("?")
	p.shows("Aide")
}
