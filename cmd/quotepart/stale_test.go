package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
)

// A command saves over what it has read when it started, not over what somebody saved since: in the store and in a folder.
func TestCommandsDoNotSaveUnseen(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	must(t, "import", dir, "--data", data)
	for kind, year := range map[string]string{"store": "2025-2026", "folder": dir} {
		save := []string{"scenario", "save", year, "Hausse", "--set", "tariffs/college-comptes/price=7", "--data", data}
		must(t, save...)
		p := &program{out: &bytes.Buffer{}, err: &bytes.Buffer{}, data: data, who: lead("anne")}
		read, err := p.open(year)
		if err != nil {
			t.Fatal(err)
		}
		must(t, append(save, "--note", "de quelqu'un d'autre")...)
		mine := scenarios.Scenario{Name: "Hausse", Note: "d'Anne"}
		if err := p.save(read, mine); !errors.Is(err, scenarios.ErrStale) || !strings.Contains(err.Error(), "after you read it") {
			t.Errorf("%s: %v", kind, err)
		}
		if out := must(t, "scenario", "show", year, "Hausse", "--data", data); !strings.Contains(out, "de quelqu'un d'autre") {
			t.Errorf("%s: theirs became\n%s", kind, out)
		}
		if read, err = p.open(year); err != nil {
			t.Fatal(err)
		}
		if err := p.save(read, mine); err != nil {
			t.Errorf("%s: what was read can be replaced: %v", kind, err)
		}
	}
}

// A damaged draft is said and keeps nobody from the year, in the store and in a folder.
func TestDamagedDraftIsSaid(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	must(t, "import", dir, "--data", data)
	for kind, year := range map[string]string{"store": "2025-2026", "folder": dir} {
		piped(t, lang.FR, "modifie schools/0990001N/pupils 700\n", year, "--data", data)
		var drafts []string
		for _, root := range []string{data, dir} {
			_ = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
				if err == nil && !d.IsDir() && (strings.Contains(path, "/drafts/") || filepath.Base(path) == ".draft.yaml") {
					drafts = append(drafts, path)
				}
				return err
			})
		}
		if len(drafts) == 0 {
			t.Fatalf("%s: no draft was kept", kind)
		}
		for _, path := range drafts {
			if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		a := piped(t, lang.FR, "résumé\n", year, "--data", data)
		if a.code != done || !strings.Contains(a.out, "Attention : ") || !strings.Contains(a.out, "draft") || !strings.Contains(a.out, "Contributions nettes") {
			t.Errorf("%s: exit %d, %s\n%s", kind, a.code, a.err, a.out)
		}
	}
}
