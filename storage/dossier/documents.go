package dossier

import (
	"os"
	"path/filepath"

	"quotepart/engine"
	"quotepart/scenarios"
)

// ReadCalls reads a file of calls of a year: the columns of calls.csv, under any name. err is Faults with every error, and then
// there are no calls; the warnings come in both cases.
func ReadCalls(path string, y *engine.Year) (calls []scenarios.Call, warnings Faults, err error) {
	return readDocuments(path, callTable, func(r *rows[scenarios.Call]) {
		c := check{year: y, members: &rows[engine.Member]{sure: true}, calls: r}
		c.checkCalls()
	})
}

// ReadInvoices reads a file of supplier invoices of a year: the columns of invoices.csv, under any name. Likewise.
func ReadInvoices(path string, y *engine.Year) (invoices []scenarios.Invoice, warnings Faults, err error) {
	return readDocuments(path, invoiceTable, func(r *rows[scenarios.Invoice]) {
		c := check{year: y, charges: &rows[engine.Charge]{sure: true}, invoices: r}
		c.checkInvoices()
	})
}

// StoredCalls reads a file of calls that quotepart itself keeps, without its year. err is Faults.
func StoredCalls(data []byte) ([]scenarios.Call, error) {
	return readStored(data, callsFile, callTable)
}

// StoredInvoices reads a file of invoices likewise.
func StoredInvoices(data []byte) ([]scenarios.Invoice, error) {
	return readStored(data, invoicesFile, invoiceTable)
}

func readStored[T any](data []byte, name string, t *table[T]) ([]T, error) {
	var faults Faults
	read := readRows((&source{name: name, data: data, faults: &faults, stored: true}).text(), t)
	if wrong := faults.sorted().only(engine.Error); len(wrong) > 0 {
		return nil, wrong
	}
	return read.items(), nil
}

// readDocuments reads one CSV file and holds it against its year.
func readDocuments[T any](path string, t *table[T], against func(*rows[T])) ([]T, Faults, error) {
	var faults Faults
	read := readRows((&source{name: filepath.Base(path), faults: &faults}).load(os.DirFS(filepath.Dir(path))), t)
	if read.source != nil {
		against(read)
	}
	for i := range faults {
		faults[i].File = path
	}
	faults.sorted()
	warnings := faults.only(engine.Warning)
	if wrong := faults.only(engine.Error); len(wrong) > 0 {
		return nil, warnings, wrong
	}
	return read.items(), warnings, nil
}

func (r *rows[T]) items() []T {
	list := make([]T, 0, len(r.list))
	for _, row := range r.list {
		list = append(list, *row.item)
	}
	return list
}
