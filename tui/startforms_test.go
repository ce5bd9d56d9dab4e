package tui

import (
	"os"
	"path/filepath"
	"testing"
)

// Tab makes a path longer as far as the disk leaves no choice.
func TestCompletePath(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for _, name := range []string{"données", "données-2021", ".caché", "vide"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"écoles.csv", "collèges.CSV", "lisez-moi.txt"} {
		if err := os.WriteFile(filepath.Join(dir, "données", name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	in := dir + string(filepath.Separator)
	for _, c := range []struct{ line, ext, want string }{
		{in + "v", "", in + "vide/"},
		{in + "d", "", in + "données"},
		{in + "données", "", in + "données"},
		{in + "données/", "", in + "données/"}, // no folder in it
		{in + "données/é", ".csv", in + "données/écoles.csv"},
		{in + "données/l", ".csv", in + "données/l"}, // no CSV
		{in + "données/écoles.csv ; " + in + "données/c", ".csv", in + "données/écoles.csv ; " + in + "données/collèges.CSV"},
		{in + "none/x", "", in + "none/x"},
		{in + ".c", "", in + ".caché/"},
		{"~/v", "", "~/vide/"},
	} {
		if got := completePath(c.line, c.ext); got != c.want {
			t.Errorf("%q becomes %q, not %q", c.line, got, c.want)
		}
	}
	if got := home("~/x"); got != in+"x" {
		t.Errorf("home gives %q", got)
	}
	if got := home("~x"); got != "~x" {
		t.Errorf("home gives %q", got)
	}
}
