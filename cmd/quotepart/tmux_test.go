package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The real program in a real terminal: it starts, shows the demo, takes a key and leaves. All else about screens is tested in
// the emulator.
func TestInTmux(t *testing.T) {
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("tmux is not installed: the program is not tried in a real terminal")
	}
	binary := filepath.Join(t.TempDir(), "quotepart")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	socket := filepath.Join(t.TempDir(), "tmux")
	run := func(args ...string) (string, error) {
		cmd := exec.Command(tmux, append([]string{"-S", socket, "-f", "/dev/null"}, args...)...)
		cmd.Env = append(os.Environ(), "TMUX=", "LC_ALL=C.UTF-8", "QUOTEPART_DATA="+t.TempDir())
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run("-u", "new-session", "-d", "-x", "80", "-y", "24", binary+" demo --lang fr; echo left with $?; cat"); err != nil {
		t.Skipf("tmux cannot start here: %v\n%s", err, out)
	}
	defer run("kill-server")
	shows := func(text string) {
		t.Helper()
		screen := ""
		for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
			if screen, _ = run("capture-pane", "-p"); strings.Contains(screen, text) {
				return
			}
		}
		t.Fatalf("the terminal does not show %q:\n%s", text, screen)
	}
	shows("▸Membres")
	run("send-keys", ">")
	shows("▸Établissements")
	run("send-keys", "q")
	shows("left with 0")
}
