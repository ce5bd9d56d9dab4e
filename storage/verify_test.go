package storage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// verified verifies a folder and gives what is wrong with it, in one line of English each.
func verified(t *testing.T, dir string) (v *Verified, flaws string) {
	t.Helper()
	v, err := Verify(dir)
	must(t, err)
	var b strings.Builder
	for _, f := range v.Flaws {
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			if line := f.In(l); strings.Contains(line, "\n") || strings.Contains(line, "%!") || f.Mend.In(l) == "" {
				t.Errorf("not one clear line: %q", line)
			}
		}
		if f.Warning {
			b.WriteString("warning: ")
		}
		b.WriteString(f.Error() + "\n")
	}
	return v, b.String()
}

func TestVerifySound(t *testing.T) {
	for _, killed := range []bool{false, true} {
		dir, _ := lived(t, killed)
		before := tree(t, dir)
		v, flaws := verified(t, dir)
		if !v.Sound() || flaws != "" {
			t.Fatal(flaws)
		}
		if v.Home != "store-1" || v.Lines != 14 || v.By != "anne" || v.Years != 1 || v.Scenarios != 8 || v.Versions != 1 || v.Objects == 0 || v.Root == (journal.Sum{}) {
			t.Errorf("%+v", v)
		}
		if tree(t, dir) != before {
			t.Error("it wrote")
		}
	}
}

// A store is verified while another process writes to it.
func TestVerifyBesideAWriter(t *testing.T) {
	s := imported(t, demoDossier(t))
	for i := range 20 {
		save(t, s, "essai", string(rune('a'+i)), "anne")
		if v, flaws := verified(t, s.Dir()); !v.Sound() || v.Lines != s.Revision() {
			t.Fatalf("%d of %d lines, %s", v.Lines, s.Revision(), flaws)
		}
	}
}

// tree is all the files of a folder that are not a lock's or memory's.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	for _, path := range names(t, dir) {
		data, err := os.ReadFile(path)
		must(t, err)
		b.WriteString(path[len(dir):] + " " + journal.SumOf(data).String() + "\n")
	}
	return b.String()
}

// Each thing that can be wrong is said, with its file and line, and all of them at once.
func TestVerifyFlaws(t *testing.T) {
	dir, _ := lived(t, false)
	home := filepath.Join(dir, "store-1")
	path := filepath.Join(home, journalName)
	change := func(path string, do func([]byte) []byte) func(string) {
		return func(copied string) {
			path := filepath.Join(copied, path[len(dir):])
			data, err := os.ReadFile(path)
			must(t, err)
			write(t, path, string(do(data)))
		}
	}
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	drop := func(n int) func([]byte) []byte {
		return func(b []byte) []byte {
			lines := bytes.SplitAfter(b, []byte("\n"))
			return bytes.Join(append(lines[:n:n], lines[n+1:]...), nil)
		}
	}
	object := objectOf(t, dir, "schools.csv")
	for name, c := range map[string]struct {
		break_ func(dir string)
		want   []string
	}{
		"a line":      {change(path, func(b []byte) []byte { b[bytes.IndexByte(b, '\n')+30] ^= 1; return b }), []string{"store-1/journal.jsonl, line 2: byte ", "restore --salvage"}},
		"a lost line": {change(path, drop(3)), []string{"store-1/journal.jsonl, line 4: ", "it has the number 5 where 4 is due"}},
		"the end":     {change(path, drop(13)), []string{"store-1/journal.jsonl, line 14: the journal ends here although 14 lines had been acknowledged"}},
		"all":         {func(d string) { must(t, os.Remove(filepath.Join(d, "store-1", journalName))) }, []string{"the journal is missing, or empty"}},
		"a long line": {change(path, func(b []byte) []byte { return append(b, "x\n"...) }), []string{"line 15: byte ", "its seal is not that of its content"}},
		"unfinished":  {change(path, func(b []byte) []byte { return append(b, `{"seq":15,`...) }), []string{"warning: store-1/journal.jsonl, line 15: it is not finished"}},
		"FORMAT":      {change(filepath.Join(dir, formatName), flip), []string{"FORMAT: ", "is damaged", "restore --salvage"}},
		"object":      {change(object, flip), []string{"store-1/objects/", `the file "schools.csv" of 2025-2026@2: its content is not what was written`, "--replace"}},
		"no object":   {func(d string) { must(t, os.Remove(filepath.Join(d, object[len(dir):]))) }, []string{"store-1/objects/", "it is missing"}},
		"index":       {func(d string) { must(t, os.Remove(filepath.Join(d, "store-1/index/MANIFEST"))) }, []string{"store-1/index: the index is damaged: no MANIFEST", "nothing is lost"}},
		"no index":    {func(d string) { must(t, os.RemoveAll(filepath.Join(d, "store-1/index"))) }, []string{"warning: store-1/index: the index is missing", "nothing is lost"}},
		"draft":       {change(first(t, filepath.Join(home, draftsName)), flip), []string{"store-1/drafts/", "the draft is damaged"}},
		"two at once": {func(d string) { change(path, flip)(d); change(object, flip)(d) }, []string{"journal.jsonl, line ", "schools.csv"}},
	} {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "copy")
			must(t, os.CopyFS(copied, os.DirFS(dir)))
			c.break_(copied)
			v, flaws := verified(t, copied)
			for _, w := range c.want {
				if !strings.Contains(flaws, w) {
					t.Errorf("does not say %q:\n%s", w, flaws)
				}
			}
			if lines := strings.Count(flaws, "\n"); lines != 1 && name != "two at once" && name != "all" {
				t.Errorf("%d lines for one flaw:\n%s", lines, flaws)
			}
			if v.Sound() != strings.HasPrefix(c.want[0], "warning: ") {
				t.Errorf("sound: %v", v.Sound())
			}
		})
	}
}

// objectOf is the path of the file of the demo's year under its name.
func objectOf(t *testing.T, dir, name string) string {
	t.Helper()
	list, _, err := filesOf(demoDossier(t))
	must(t, err)
	for _, f := range list {
		if f.Name == name {
			return objectIn(filepath.Join(dir, "store-1"), f.SHA256)
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

func first(t *testing.T, dir string) string {
	t.Helper()
	return names(t, dir)[0]
}

// An index that says something else than the journal is found, although it is whole in itself.
func TestVerifyOtherIndex(t *testing.T) {
	dir, _ := lived(t, false)
	other := otherStore(t)
	index := filepath.Join(dir, "store-1", indexName)
	must(t, os.RemoveAll(index))
	must(t, os.CopyFS(index, os.DirFS(filepath.Join(other, "store-1", indexName))))
	if _, flaws := verified(t, dir); !strings.Contains(flaws, "store-1/index: the index was made of another journal") {
		t.Error(flaws)
	}
}

// otherStore is a closed store that has nothing of the others.
func otherStore(t *testing.T) string {
	t.Helper()
	s := imported(t, demoDossier(t))
	save(t, s, "autre", "autre", "paul")
	shut(t, s)
	return s.Dir()
}

// A store whose FORMAT was lost is not taken for an empty folder, which would write over its journal.
func TestLostFormat(t *testing.T) {
	dir, _ := lived(t, false)
	must(t, os.Remove(filepath.Join(dir, formatName)))
	before := tree(t, dir)
	_, err := Open(dir)
	wantFault(t, err, ErrDamaged, formatName, "restore --salvage")
	if tree(t, dir) != before {
		t.Error("it wrote")
	}
	if _, flaws := verified(t, dir); !strings.Contains(flaws, "FORMAT: ") || strings.Count(flaws, "\n") != 1 {
		t.Error(flaws)
	}
}

func TestVerifyRefuses(t *testing.T) {
	_, err := Verify(t.TempDir())
	wantFault(t, err, ErrNotFound, "quotepart import")
	dir := t.TempDir()
	write(t, filepath.Join(dir, formatName), `{"schema":3}`)
	_, err = Verify(dir)
	wantFault(t, err, ErrNewer)
	write(t, filepath.Join(dir, formatName), formatOfSchema1)
	_, err = Verify(dir)
	wantFault(t, err, ErrNotFound, "quotepart")
	write(t, filepath.Join(dir, formatName), "x")
	_, err = Verify(dir)
	wantFault(t, err, ErrDamaged, "restore --salvage")
}

// A time that goes backwards is told, but for the clock that was accepted.
func TestVerifyTimes(t *testing.T) {
	s := imported(t, demoDossier(t))
	for _, do := range []journal.Verb{journal.Saved, journal.Clock} {
		_, err := s.journal.Append(journal.Line{At: now().AddDate(0, 0, -1), By: "anne", Do: do})
		must(t, err)
		_, err = s.journal.Append(journal.Line{At: now(), By: "anne", Do: do})
		must(t, err)
	}
	v, flaws := verified(t, s.Dir())
	if !v.Sound() || strings.Count(flaws, "\n") != 1 || !strings.HasPrefix(flaws, "warning: store-1/journal.jsonl, line 3: it is dated ") {
		t.Error(flaws)
	}
}

// The balance of the demo holds; one that is tampered with does not.
func TestBalance(t *testing.T) {
	y := demoDossier(t).Year
	r, err := engine.Compute(y)
	must(t, err)
	must(t, checkBalance(r))
	charges := y.Charges
	y.Charges = charges[1:]
	wantUnbalanced(t, r, "charges: the sum is €")
	y.Charges = charges
	y.Schools = y.Schools[1:]
	wantUnbalanced(t, r, "the sum is €")
}

func wantUnbalanced(t *testing.T, r *engine.Result, words string) {
	t.Helper()
	if err := checkBalance(r); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want %q", err, words)
	}
}
