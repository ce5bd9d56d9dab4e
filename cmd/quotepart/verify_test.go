package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
)

// alter changes a file.
func alter(t *testing.T, path string, do func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, do(data), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func flipInMiddle(b []byte) []byte { b[len(b)/2] ^= 1; return b }

// shown is an answer without what differs from run to run.
func shown(a answer, data, tmp string) string {
	s := placeholders(a.out+a.err, data, tmp)
	s = regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(s, "SHA256")
	s = regexp.MustCompile(`\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?`).ReplaceAllString(s, "TIME")
	s = regexp.MustCompile(`[0-9a-f]{32}\.json`).ReplaceAllString(s, "DRAFT.json")
	return s + fmt.Sprintf("exit %d\n", a.code)
}

// verify in every format and language, on a store that is whole, and on one with flaws.
func TestVerify(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	must(t, "scenario", "save", "2025-2026", "x", "--set", "year/basis=paid", "--data", data)
	var b strings.Builder
	all := func(title string, code int) {
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			for _, format := range stringsOf(report.Formats()) {
				a := runWith(t, l, "verify", "--format", format, "--data", data)
				if a.code != code || a.err != "" {
					t.Errorf("%s: exit %d, %s", title, a.code, a.err)
				}
				fmt.Fprintf(&b, "==== %s %s %s\n%s", title, l, format, shown(a, data, data))
			}
		}
	}
	all("whole", done)
	home := filepath.Join(data, "store-1")
	alter(t, filepath.Join(home, "journal.jsonl"), func(b []byte) []byte {
		b[bytes.LastIndexByte(b[:len(b)-1], '\n')+200] ^= 1
		return append(b, `{"seq":4`...)
	})
	objects, err := filepath.Glob(filepath.Join(home, "objects", "*"))
	if err != nil || len(objects) == 0 {
		t.Fatal(err)
	}
	alter(t, objects[0], flipInMiddle)
	alter(t, filepath.Join(home, "index", "MANIFEST"), flipInMiddle)
	all("flaws", no)
	golden(t, "verify.golden", b.String())
}

// A folder without a store is no store that is whole.
func TestVerifyNothing(t *testing.T) {
	data := t.TempDir()
	a := runWith(t, lang.EN, "verify", "--data", data)
	if want := fmt.Sprintf("%q holds no years yet — import one: quotepart import FOLDER\n", data); a.code != wrong || a.err != want {
		t.Errorf("exit %d, %q", a.code, a.err)
	}
}

// What opening a store had to mend is said beside the answer, in one line.
func TestNotices(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	want := runWith(t, lang.EN, "run", "2025-2026", "--data", data).out
	if err := os.Remove(filepath.Join(data, "store-1", "index", "MANIFEST")); err != nil {
		t.Fatal(err)
	}
	a := runWith(t, lang.EN, "run", "2025-2026", "--data", data)
	if a.code != done || a.out != want || !strings.HasPrefix(a.err, "the index is made again from the journal (") || strings.Count(a.err, "\n") != 1 {
		t.Errorf("exit %d, %q", a.code, a.err)
	}
}

// An index that takes long to be made again tells how far it is, once a second; not that it is done.
func TestProgress(t *testing.T) {
	var errs bytes.Buffer
	p := &program{err: &errs, lang: lang.EN}
	at := time.Unix(0, 0)
	tell := p.progress(func() time.Time { at = at.Add(400 * time.Millisecond); return at })
	for i := range uint64(10) {
		tell(min(1000*i, 6000), 6000)
	}
	if want := "index: 2,000 of 6,000 lines\nindex: 5,000 of 6,000 lines\n"; errs.String() != want {
		t.Errorf("%q", errs.String())
	}
}
