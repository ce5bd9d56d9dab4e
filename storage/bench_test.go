package storage

import (
	"os"
	"path/filepath"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

// BenchmarkFsync is the yardstick of BenchmarkSaveScenario: one write put on the same disk, over what is there already (the
// least that an fsync can cost) or behind it (what any record of a new save costs).
func BenchmarkFsync(b *testing.B) {
	record := make([]byte, 512)
	for name, next := range map[string]int64{"overwrite": 0, "append": int64(len(record))} {
		b.Run(name, func(b *testing.B) {
			f, err := os.Create(filepath.Join(b.TempDir(), "file"))
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			for at := int64(0); b.Loop(); at += next {
				if _, err := f.WriteAt(record, at); err != nil {
					b.Fatal(err)
				}
				if err := f.Sync(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSaveScenario(b *testing.B) {
	s := imported(b, demoDossier(b))
	sc := demoDossier(b).Scenarios[0]
	based := revisionOf(s, demoID, sc.Name)
	for b.Loop() {
		revision, err := s.SaveScenario(demoID, sc, based, lead("anne"))
		if err != nil {
			b.Fatal(err)
		}
		based = revision
	}
}

func benchmarkOpen(b *testing.B, d *scenarios.Dossier) {
	s := imported(b, d)
	shut(b, s)
	for b.Loop() {
		s, err := Open(s.Dir())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		shut(b, s)
		b.StartTimer()
	}
}

func benchmarkYear(b *testing.B, d *scenarios.Dossier) {
	s := imported(b, d)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Year(d.Year.ID); err != nil {
			b.Fatal(err)
		}
	}
}

func big(b *testing.B) *scenarios.Dossier {
	return &scenarios.Dossier{Year: enginetest.BigYear(60_000, 1_000)}
}

func BenchmarkOpenSomme(b *testing.B) { benchmarkOpen(b, somme(b)) }
func BenchmarkOpen60k(b *testing.B)   { benchmarkOpen(b, big(b)) }
func BenchmarkYearSomme(b *testing.B) { benchmarkYear(b, somme(b)) }
func BenchmarkYear60k(b *testing.B)   { benchmarkYear(b, big(b)) }

// BenchmarkVerify60k, BenchmarkBackup60k and BenchmarkRestore60k are of a store with one year of 60,000 schools.
func BenchmarkVerify60k(b *testing.B) {
	dir := stored(b, big(b))
	for b.Loop() {
		if v, err := Verify(dir); err != nil || !v.Sound() {
			b.Fatal(v, err)
		}
	}
}

func BenchmarkBackup60k(b *testing.B) {
	dir, path := stored(b, big(b)), filepath.Join(b.TempDir(), "backup")
	for b.Loop() {
		if _, err := BackupFile(dir, path, true); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRestore60k(b *testing.B) {
	dir, path := stored(b, big(b)), filepath.Join(b.TempDir(), "backup")
	if _, err := BackupFile(dir, path, false); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r, err := Restore(dir, path, "anne")
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := os.RemoveAll(filepath.Join(dir, r.Old)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// stored is a folder with a store that holds a dossier, and is closed.
func stored(b *testing.B, d *scenarios.Dossier) (dir string) {
	s := imported(b, d)
	shut(b, s)
	return s.Dir()
}

func BenchmarkImportSomme(b *testing.B) {
	d := [2]*scenarios.Dossier{somme(b), somme(b)}
	d[1].Year.Label = "Budget voté"
	s := imported(b, d[1])
	for i := 0; b.Loop(); i++ {
		if _, err := s.Import(d[i%2], lead("anne"), true); err != nil {
			b.Fatal(err)
		}
	}
}
