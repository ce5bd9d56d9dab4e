package dossier

import (
	"os"
	"path/filepath"
	"testing"

	"quotepart/storage/demo"
)

// One invoice may stand in several charges, and two suppliers may number alike; the same number of one supplier for one charge
// is told.
func TestRepeatedInvoices(t *testing.T) {
	d, _, err := Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "factures.csv")
	text := "number,date,supplier,charge,amount\nF1,2026-01-01,A,hotline,1.00\nF1,2026-01-01,A,formation,1.00\nF1,2026-01-01,B,hotline,1.00\nF1,2026-02-01,A,hotline,2.00\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	invoices, warnings, err := ReadInvoices(path, d.Year)
	want := path + `:5:1: number "F1" is on line 2 already — a document issued twice? correct or delete one of the rows`
	if err != nil || len(invoices) != 4 || warnings.Error() != want {
		t.Errorf("%d invoices, warnings %v, error %v", len(invoices), warnings, err)
	}
}
