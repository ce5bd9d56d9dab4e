// Package demo holds the fictional département that quotepart shows before it has any data of its own: the year 2025-2026 of
// the Val-de-Brune, which does not exist, as a dossier folder. Members, towns and figures are
// invented; the CSV files come from the generator beside this package, year.yaml and the scenarios are written by hand.
package demo

import (
	"embed"
	"io/fs"
)

//go:generate go run ./generate data

//go:embed all:data
var data embed.FS

// Files gives the demo dossier as a file system with year.yaml at its root. It is read-only and always the same.
func Files() fs.FS {
	root, err := fs.Sub(data, "data")
	if err != nil {
		panic(err) // "data" is a valid path, the only thing that fs.Sub checks
	}
	return root
}
