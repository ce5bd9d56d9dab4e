package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers stand in the order in which they may import: each itself and those before it.
var layers = []string{"engine", "scenarios", "storage", "tui", "cmd"}

// Imports run one way: cmd → tui → storage → scenarios → engine. What tests import is free.
func TestImportsRunOneWay(t *testing.T) {
	list := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "quotepart/...")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		importer := layer(words[0])
		if importer < 0 {
			t.Errorf("%s is in none of the layers %v", words[0], layers)
		} else {
			seen[layers[importer]] = true
		}
		for _, imported := range words[1:] {
			if strings.HasPrefix(imported, "quotepart/") && layer(imported) > importer {
				t.Errorf("%s imports %s: imports run the other way", words[0], imported)
			}
		}
	}
	if len(seen) != len(layers) {
		t.Errorf("packages of the layers %v only", seen)
	}
}

// layer is the place of a package's layer, -1 where it has none.
func layer(path string) int {
	parts := strings.Split(path, "/")
	if len(parts) < 2 {
		return -1
	}
	return slices.Index(layers, parts[1])
}
