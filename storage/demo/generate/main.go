// Command generate writes the CSV files of the demo dossier (see package demo) into the folder that it is given. The same
// files come out every time: what is drawn is drawn from a fixed seed.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: generate FOLDER")
	}
	if err := generate(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// generate writes members, schools, usage, charges, subsidies, calls and invoices as CSV files into dir.
func generate(dir string) error {
	d := dice{rand.NewPCG(2025, 2026)}
	schools := allSchools(d)
	usage := allUsage(d, schools)
	tables := map[string][][]string{
		"members.csv":   memberRows(),
		"schools.csv":   schoolRows(schools),
		"usage.csv":     usageRows(usage),
		"charges.csv":   chargeRows(),
		"subsidies.csv": subsidyRows(),
		"calls.csv":     callRows(schools, usage),
		"invoices.csv":  invoiceRows(),
	}
	for name, rows := range tables {
		if err := writeCSV(filepath.Join(dir, name), rows); err != nil {
			return err
		}
	}
	return nil
}

// writeCSV writes one table, its header first: comma, LF, no BOM.
func writeCSV(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// dice draws numbers from the generator alone, whose sequence is fixed by its algorithm; the helpers of math/rand could change.
type dice struct{ source *rand.PCG }

// roll gives a number from 0 to n-1.
func (d dice) roll(n int) int { return int(d.source.Uint64() % uint64(n)) }

// euros writes cents as an amount with two decimals.
func euros(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}
