package storage

import (
	"errors"
	"strings"
	"testing"

	"quotepart/scenarios"
)

// Marks, and the calls and invoices of an imported dossier, are there again when the store is opened another time.
func TestMarksAreKept(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	d := demoDossier(t)
	if _, err := s.Import(d, lead("jeanne"), false); err != nil {
		t.Fatal(err)
	}
	year := d.Year.ID
	for _, finding := range []string{"members/b different 2.00 1.00", "members/a missing 1.00 0.00"} {
		if err := s.Mark(year, finding, "première note", lead("jeanne")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Mark(year, "members/b different 2.00 1.00", "vu : avoir à venir", lead("paul")); err != nil {
		t.Fatal(err)
	}
	for err, want := range map[error]string{
		s.Mark(year, "x", " ", lead("jeanne")):                      "the note is missing",
		s.Mark(year, "x", strings.Repeat("é", 501), lead("jeanne")): "longer than 500 characters",
		s.Mark(year, "x", "a\x1b[31m", lead("jeanne")):              "invisible character",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	for _, err := range []error{s.Mark("1999", "x", "note", lead("jeanne")), s.Unmark("1999", "x", lead("anne")), s.Unmark(year, "members/a missing 2.00 0.00", lead("anne"))} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("error %v, want ErrNotFound", err)
		}
	}
	if _, err := s.Marks("1999"); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	shut(t, s)

	s = open(t, dir)
	marks, err := s.Marks(year)
	if err != nil || len(marks) != 2 {
		t.Fatalf("marks %v, %v", marks, err)
	}
	b, found := scenarios.FindMark(marks, "members/b different 2.00 1.00")
	if !found || b.Note != "vu : avoir à venir" || b.By != "paul" || b.At.IsZero() {
		t.Errorf("mark %v %v", b, found)
	}
	again, err := s.Year(year)
	if err != nil || len(again.Calls) != len(d.Calls) || len(again.Invoices) != len(d.Invoices) || len(d.Calls) == 0 || again.Calls[0] != d.Calls[0] || again.Invoices[0] != d.Invoices[0] {
		t.Errorf("calls and invoices came back as %v, %v", again, err)
	}
	d.Calls[0].Amount++
	if _, err := s.Import(d, lead("jeanne"), true); err != nil {
		t.Fatal(err)
	}
	if err := s.Unmark(year, b.Finding, lead("anne")); err != nil {
		t.Fatal(err)
	}
	if marks, err = s.Marks(year); err != nil || len(marks) != 1 || marks[0].Finding != "members/a missing 1.00 0.00" {
		t.Errorf("after a replaced year and a mark taken back: %v, %v", marks, err)
	}
}
