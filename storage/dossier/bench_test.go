package dossier

import (
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

func BenchmarkReadSomme(b *testing.B) {
	fsys := somme(b)
	for b.Loop() {
		read(b, fsys)
	}
}

// BenchmarkComputeSomme is the year from its columns on; BenchmarkRecomputeSomme is what one edit of a price costs.
func BenchmarkComputeSomme(b *testing.B) {
	y := read(b, somme(b)).Year
	b.ReportAllocs()
	for b.Loop() {
		if _, err := engine.Compute(y); err != nil {
			b.Fatal(err)
		}
	}
}

func bigDossier() *scenarios.Dossier {
	return &scenarios.Dossier{Year: enginetest.BigYear(60_000, 1_000)}
}

func BenchmarkRead60k(b *testing.B) {
	files := written(b, bigDossier())
	b.ReportAllocs()
	for b.Loop() {
		read(b, files)
	}
}

func BenchmarkWrite60k(b *testing.B) {
	d := bigDossier()
	b.ReportAllocs()
	for b.Loop() {
		written(b, d)
	}
}
