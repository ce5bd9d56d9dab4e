package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage/demo"
)

// The examples of the documentation are what the commands really answer, in the order in which they stand there, on one store.
// Their pipes from printf, into head and tail, and the times of versions, are the test's own.
func TestExamplesOfTheDocumentation(t *testing.T) {
	const annes = "/home/anne/.local/share/quotepart"
	for _, page := range []struct {
		name  string
		least int    // examples
		data  string // the data folder that they show
	}{{"commands.md", 10, annes}, {"plain.md", 3, annes}, {"backup.md", 10, annes}, {"server.md", 5, "/var/lib/quotepart"}} {
		t.Run(page.name, func(t *testing.T) { examplesOf(t, page.name, page.least, page.data) })
	}
}

// examplesOf runs the examples of one page, of which there are at least some.
func examplesOf(t *testing.T, name string, least int, data string) {
	path, err := filepath.Abs("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	published, err := filepath.Abs("../../storage/opendata/testdata")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("QUOTEPART_DATA", filepath.Join(t.TempDir(), "data"))
	if err := os.CopyFS("storage/demo/data", demo.Files()); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS("storage/opendata/testdata", os.DirFS(published)); err != nil {
		t.Fatal(err)
	}
	commands := 0
	got := regexp.MustCompile("(?ms)^```console\n.*?^```$").ReplaceAllStringFunc(string(text), func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				commands++
				b.WriteString(line + shell(t, strings.TrimSpace(command), data))
			}
		}
		return b.String() + "```"
	})
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(text) {
		t.Errorf("docs/%s is out of date: go test ./cmd/quotepart -update writes its examples anew", name)
	}
	if commands < least {
		t.Errorf("%d examples only", commands)
	}
}

// shell runs one line of the documentation and gives what a terminal would show, of a data folder of that name.
func shell(t *testing.T, line, data string) string {
	t.Helper()
	input := ""
	if said, rest, ok := strings.Cut(line, "' | quotepart"); ok {
		said, ok = strings.CutPrefix(said, "printf '")
		if !ok {
			t.Fatalf("no printf before quotepart: %s", line)
		}
		input, line = strings.NewReplacer(`\n`, "\n", "%%", "%").Replace(said), "quotepart"+rest
	}
	line, pipe, _ := strings.Cut(line, " | ")
	words := regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1)
	var args []string
	for _, w := range words {
		args = append(args, w[1]+w[2])
	}
	if args[0] != "quotepart" {
		t.Fatalf("not an example of quotepart: %s", line)
	}
	a := piped(t, lang.FR, input, args[1:]...)
	lines := slices.Collect(strings.Lines(a.out))
	if pipe != "" {
		var tool string
		var n int
		if _, err := fmt.Sscanf(pipe, "%s -%d", &tool, &n); err != nil || n > len(lines) {
			t.Fatalf("%s: cannot be done on %d lines", pipe, len(lines))
		}
		switch tool {
		case "head":
			lines = lines[:n]
		case "tail":
			lines = lines[len(lines)-n:]
		default:
			t.Fatalf("%s: neither head nor tail", pipe)
		}
	}
	out := anyTime(strings.Join(lines, "") + a.err)
	out = strings.ReplaceAll(out, os.Getenv("QUOTEPART_DATA"), data)
	out = regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(out, "3b1f…")
	if a.code != done {
		out += "(exit " + strconv.Itoa(a.code) + ")\n"
	}
	return out
}
