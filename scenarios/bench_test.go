package scenarios_test

import (
	"fmt"
	"testing"

	"quotepart/engine/enginetest"
	. "quotepart/scenarios"
)

// years of the two sizes that matter: the Somme's, and a country's.
var benchYears = []struct {
	name             string
	schools, members int
}{{"somme", 335, 17}, {"60000", 60_000, 1_000}}

// BenchmarkPreview is one key of an edit: the change applied, the year compiled and computed.
func BenchmarkPreview(b *testing.B) {
	edits(b, func(w *Workbench, c Change) error { return w.Preview(c) })
}

// BenchmarkDo is the edit made, which also replaces the one before on the same number.
func BenchmarkDo(b *testing.B) {
	edits(b, func(w *Workbench, c Change) error { return w.Do(c) })
}

func edits(b *testing.B, edit func(*Workbench, Change) error) {
	for _, size := range benchYears {
		y := enginetest.BigYear(size.schools, size.members)
		for _, kind := range []struct {
			name   string
			change func(i int) Change
		}{
			{"pupils", func(i int) Change {
				return set(b, "schools/"+y.Schools[i].UAI+"/pupils", fmt.Sprint(100+i))
			}},
			{"price", func(i int) Change { return set(b, "tariffs/college-comptes/price", fmt.Sprint(1+i)) }},
			{"charge", func(i int) Change { return set(b, "charges/comptes-ecoles/planned", fmt.Sprint(1000+i)) }},
			{"all", func(int) Change { return read(b, "scale schools/*[level=ecole]/pupils by 1.02")[0] }},
		} {
			b.Run(size.name+"/"+kind.name, func(b *testing.B) {
				w := workbench(b, y)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					if err := edit(w, kind.change(i%20)); err != nil {
						b.Fatal(err)
					}
					if kind.name == "all" {
						w.Undo() // so that Do does not grow the list
					}
				}
			})
		}
	}
}

// BenchmarkApply is the part of the scenarios in an edit; the rest is the engine.
func BenchmarkApply(b *testing.B) {
	for _, size := range benchYears {
		y := enginetest.BigYear(size.schools, size.members)
		c := set(b, "schools/"+y.Schools[7].UAI+"/pupils", "321")
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Apply(y, []Change{c}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkUndo(b *testing.B) {
	for _, size := range benchYears {
		w := workbench(b, enginetest.BigYear(size.schools, size.members))
		for _, s := range w.Year().Schools[:100] {
			do(b, w, set(b, "schools/"+s.UAI+"/pupils", "100"))
		}
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				w.Undo()
				w.Redo()
			}
		})
	}
}

// BenchmarkUnknown is what a wrong id costs among 60,000: the closest one is looked for.
func BenchmarkUnknown(b *testing.B) {
	y := enginetest.BigYear(60_000, 1_000)
	c := read(b, "remove schools/0720123A")
	for b.Loop() {
		if _, err := Apply(y, c); err == nil {
			b.Fatal("accepted")
		}
	}
}
