package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// configured runs a command line with a config file of this text.
func configured(t *testing.T, text string, args ...string) (out, errs string, code int) {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "quotepart"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "quotepart", "config.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	p := &program{out: &o, err: &e, env: func(name string) string {
		return map[string]string{"XDG_CONFIG_HOME": dir, "LANG": "fr_FR.UTF-8"}[name]
	}}
	code = p.execute(context.Background(), args)
	return o.String(), strings.ReplaceAll(e.String(), dir, "DIR"), code
}

// The config file sets language, colours and keys; a flag wins over it; `config` prints what holds.
func TestConfigFile(t *testing.T) {
	out, errs, code := configured(t, "lang: en\ntheme: safe\nkeys:\n  undo: w\n", "config")
	if code != done || errs != "" || !strings.Contains(out, "lang: en\ntheme: safe\n") || !strings.Contains(out, "['w']") || !strings.Contains(out, "# undo") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	if out, _, _ := configured(t, "lang: en\n", "config", "--lang", "fr"); !strings.Contains(out, "# annuler") {
		t.Errorf("--lang does not win:\n%s", out)
	}
}

// A wrong config file is refused by `config` with its line, and is a warning elsewhere: the defaults are used.
func TestWrongConfigFile(t *testing.T) {
	wrongFile := "lang: en\ntheme: pink\n"
	out, errs, code := configured(t, wrongFile, "config")
	if code != wrong || out != "" || !strings.HasPrefix(errs, "DIR/quotepart/config.yaml:2:8: « pink »") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	out, errs, code = configured(t, wrongFile, "run", demoYear, "--by", "tariff")
	if code != done || !strings.HasPrefix(errs, "attention : DIR/quotepart/config.yaml:2:8:") || !strings.Contains(out, "college-sitetv") {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
}
