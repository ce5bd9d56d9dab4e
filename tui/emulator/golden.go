package emulator

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// update is set by `go test -update`: goldens are written, not compared.
var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Golden compares the screen with testdata/<name>.golden: its text on a
// terminal without colours, with its styles and cursor on the others. With the
// flag -update the file is written instead.
func (tm *Term) Golden(name string) {
	tm.t.Helper()
	got := tm.Screen()
	if tm.look != Mono {
		got = tm.Styled()
	}
	Golden(tm.t, name, got)
}

// Golden compares text with testdata/<name>.golden, and shows the lines that
// differ. Blanks at the ends of the text do not count. With the flag -update
// the file is written instead.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	GoldenFile(t, filepath.Join("testdata", filepath.FromSlash(name)+".golden"), got)
}

// GoldenFile is Golden for a file of any name.
func GoldenFile(t testing.TB, path, got string) {
	t.Helper()
	got = strings.TrimRight(got, "\n") + "\n"
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is missing: look at the text below, and write it with `go test -update`\n%s", path, got)
	}
	if err != nil {
		t.Fatal(err)
	}
	if want := string(file); got != want {
		t.Errorf("%s differs (- golden, + now); `go test -update` writes it anew\n%s", path, diff(want, got))
	}
}

// diff shows what was taken from a and what was added in b, line by line, with
// the lines around it.
func diff(a, b string) string {
	old, now := strings.Split(a, "\n"), strings.Split(b, "\n")
	// common[i][j] is how many lines old[i:] and now[j:] have in common.
	common := make([][]int, len(old)+1)
	for i := range common {
		common[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i] == now[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(old) || j < len(now); {
		switch {
		case i < len(old) && j < len(now) && old[i] == now[j]:
			fmt.Fprintf(&out, "      %s\n", old[i])
			i, j = i+1, j+1
		case j == len(now) || i < len(old) && common[i+1][j] >= common[i][j+1]:
			fmt.Fprintf(&out, "%4d- %s\n", i+1, old[i])
			i++
		default:
			fmt.Fprintf(&out, "%4d+ %s\n", j+1, now[j])
			j++
		}
	}
	return out.String()
}
