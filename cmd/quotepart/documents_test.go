package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// Calls and invoices come into a stored year by themselves, are refused with every fault of both files, replace others only
// where that is asked for, and stay where a dossier without any replaces the year.
func TestImportDocuments(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("QUOTEPART_DATA", filepath.Join(t.TempDir(), "data"))
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	d.Calls, d.Invoices = nil, nil
	if err := dossier.WriteFolder("year", d); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wants := func(code int, want string, args ...string) {
		t.Helper()
		if a := runWith(t, lang.EN, args...); a.code != code || !strings.Contains(a.out+a.err, want) {
			t.Errorf("%q: exit %d, %s%s; want %d, %s", args, a.code, a.out, a.err, code, want)
		}
	}
	for _, name := range []string{"calls.csv", "invoices.csv"} {
		data, err := demo.Files().(interface{ ReadFile(string) ([]byte, error) }).ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(name, string(data))
	}
	write("wrong-calls.csv", "number;date;member;amount\nT1;2026-10-12;cc-brune;1,00\nT2;12/10/2026;cc-brune-et-lionde;x\n")
	write("wrong-invoices.csv", "number,date,supplier,charge,amount\nF1,2026-01-01,Editeur,hotlin,1.00\n")
	write("other.csv", "number,date,member,amount\nT1,2026-10-12,cc-brune-et-lionde,10436.93\n")

	wants(wrong, "neither a folder nor a stored year", "import", "2025-2026", "--calls", "calls.csv")
	must(t, "import", "year")
	wants(wrong, `"year" is a folder`, "import", "year", "--calls", "calls.csv")
	wants(wrong, "do not go with --open-data", "import", "x.csv", "--open-data", "--calls", "calls.csv")
	wants(wrong, "nowhere.csv: the file does not exist", "import", "2025-2026", "--calls", "nowhere.csv")
	a := runWith(t, lang.EN, "import", "2025-2026", "--calls", "wrong-calls.csv", "--invoices", "wrong-invoices.csv")
	want := `wrong-calls.csv:2:15: unknown member "cc-brune" — check the spelling` + "\n" +
		`wrong-calls.csv:3:4: "12/10/2026" is not a date — write 2026-10-12` + "\n" +
		`wrong-calls.csv:3:34: "x" is not a number — write for example 1234.56 or 1 234,56` + "\n" +
		`wrong-invoices.csv:2:23: unknown charge "hotlin" — did you mean "hotline"?` + "\n"
	if got := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(a.err); a.code != wrong || got != want {
		t.Errorf("faults: exit %d\n%s\nwant\n%s", a.code, a.err, want)
	}
	wants(no, "No contribution calls", "check", "2025-2026")
	wants(done, "imported for 2025-2026: 18 call(s), 0 invoice(s)", "import", "2025-2026", "--calls", "calls.csv")
	wants(done, "imported for 2025-2026: 18 call(s), 23 invoice(s)", "import", "2025-2026", "--invoices", "invoices.csv")
	wants(done, "nothing has changed", "import", "2025-2026", "--calls", "calls.csv", "--invoices", "invoices.csv")
	wants(no, "7 open differences", "check", "2025-2026")
	wants(wrong, "the year already has 18 calls, and the file gives others — replace them with --replace", "import", "2025-2026", "--calls", "other.csv")
	wants(no, "7 open differences", "check", "2025-2026")
	wants(done, "the 18 call(s) stored are kept", "import", "year", "--replace")
	wants(no, "7 open differences", "check", "2025-2026")
	wants(done, "1 call(s), 23 invoice(s)", "import", "2025-2026", "--calls", "other.csv", "--replace")
	wants(no, "18 open differences", "check", "2025-2026")
}
