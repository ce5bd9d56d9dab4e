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

// BenchmarkComputeSomme computes the real year from its columns on; BenchmarkRecomputeSomme is the computation alone.
func BenchmarkComputeSomme(b *testing.B) {
	y := read(b, somme(b)).Year
	b.ReportAllocs()
	for b.Loop() {
		if _, err := engine.Compute(y); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRecomputeSomme(b *testing.B) {
	plan, err := engine.Compile(read(b, somme(b)).Year)
	if err != nil {
		b.Fatal(err)
	}
	r := plan.NewResult()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Compute(); err != nil {
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
