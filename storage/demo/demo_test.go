package demo

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// The tests read the files with encoding/csv alone, so that they hold whatever becomes of the dossier reader.

const (
	start = "2025-09-01"
	end   = "2026-08-31"
)

// table reads one CSV file as rows by column name.
func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := Files().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var records []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, column := range rows[0] {
			record[column] = row[i]
		}
		records = append(records, record)
	}
	return records
}

// byKey indexes a table and fails on a key that is empty or there twice, or, where sorted is asked, out of order.
func byKey(t *testing.T, records []map[string]string, key string, sorted bool) map[string]map[string]string {
	t.Helper()
	index := map[string]map[string]string{}
	last := ""
	for _, r := range records {
		k := r[key]
		if k == "" || index[k] != nil {
			t.Errorf("%s %q is empty or there twice", key, k)
		}
		if sorted && k <= last {
			t.Errorf("%s %q comes after %q", key, k, last)
		}
		index[k], last = r, k
	}
	return index
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		t.Fatalf("%q is not a count", s)
	}
	return n
}

// cents reads an amount that must be written with exactly two decimals.
func cents(t *testing.T, s string) int {
	t.Helper()
	if i := strings.Index(s, "."); i < 1 || i != len(s)-3 {
		t.Fatalf("%q is not an amount with two decimals", s)
	}
	return number(t, strings.Replace(s, ".", "", 1))
}

// reason is the rule of who is counted, in the words of the dossier format; nothing for a counted school.
func reason(school, member map[string]string) string {
	switch {
	case member["transmitted"] == "" || member["transmitted"] > end, member["left"] != "" && member["left"] < start:
		return "member_not_beneficiary"
	case school["access"] == "":
		return "no_access"
	case school["access"] > end:
		return "access_after_year"
	case school["closed"] != "" && school["closed"] < start:
		return "closed"
	case school["pupils"] == "0":
		return "no_pupils"
	}
	return ""
}

// countedColleges gives the pupils of each counted collège.
func countedColleges(t *testing.T) map[string]int {
	t.Helper()
	members := byKey(t, table(t, "members.csv"), "id", true)
	counted := map[string]int{}
	for _, s := range table(t, "schools.csv") {
		if s["level"] == "college" && reason(s, members[s["member"]]) == "" {
			counted[s["uai"]] = number(t, s["pupils"])
		}
	}
	return counted
}

func TestFilesArePlainText(t *testing.T) {
	var names []string
	err := fs.WalkDir(Files(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		names = append(names, path)
		text, err := fs.ReadFile(Files(), path)
		if err != nil {
			return err
		}
		if !utf8.Valid(text) || bytes.HasPrefix(text, []byte("\uFEFF")) || bytes.Contains(text, []byte("\r")) || !bytes.HasSuffix(text, []byte("\n")) {
			t.Errorf("%s is not UTF-8 without BOM with LF lines", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"calls.csv", "charges.csv", "invoices.csv", "members.csv", "scenarios/ecoles-plus-2-pour-cent.yaml", "scenarios/fin-du-feder.yaml",
		"scenarios/ouverture-college-ormevert.yaml", "schools.csv", "subsidies.csv", "usage.csv", "year.yaml",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
}

func TestMembers(t *testing.T) {
	members := byKey(t, table(t, "members.csv"), "id", true)
	kinds, left := map[string]int{}, 0
	for id, m := range members {
		kinds[m["kind"]]++
		if !luhn(m["siren"]) {
			t.Errorf("%s: SIREN %q does not pass Luhn's check", id, m["siren"])
		}
		if m["siren"][2:4] != "99" {
			t.Errorf("%s: SIREN %q is not in the département 99, which does not exist", id, m["siren"])
		}
		last := ""
		for _, step := range []string{"approved", "signed", "designated", "transmitted", "left"} {
			if m[step] != "" && m[step] < last {
				t.Errorf("%s: %s on %s, before the step that precedes it", id, step, m[step])
			}
			last = cmp.Or(m[step], last)
		}
		if m["left"] != "" && m["left"] < start {
			left++
		}
	}
	if want := map[string]int{"departement": 1, "epci": 17, "commune": 1}; !maps.Equal(kinds, want) {
		t.Errorf("members %v, want %v: 16 EPCI and one that has left", kinds, want)
	}
	if left != 1 {
		t.Errorf("%d members have left before the year, want 1", left)
	}
}

// luhn is the check of the nine digits of a SIREN.
func luhn(siren string) bool {
	sum := 0
	for i, c := range siren {
		d := int(c - '0')
		if i%2 == 1 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return len(siren) == 9 && sum%10 == 0
}

func TestSchools(t *testing.T) {
	members := byKey(t, table(t, "members.csv"), "id", true)
	byKey(t, table(t, "schools.csv"), "uai", true)
	reasons, names := map[string]int{}, map[string]bool{}
	for _, s := range table(t, "schools.csv") {
		uai := s["uai"]
		n, err := strconv.Atoi(uai[:7])
		if err != nil || uai[7:] != string("ABCDEFGHJKLMNPRSTUVWXYZ"[n%23]) || uai[:3] != "099" {
			t.Errorf("UAI %s: wrong département or letter", uai)
		}
		m, known := members[s["member"]]
		if !known {
			t.Errorf("%s: member %q is not known", uai, s["member"])
		}
		if name := s["name"] + ", " + s["town"]; names[name] {
			t.Errorf("%s is there twice", name)
		} else {
			names[name] = true
		}
		if s["level"] == "college" != (s["classes"] == "") || s["level"] == "college" != (m["kind"] == "departement") {
			t.Errorf("%s: level %s, classes %q, member %s do not fit", uai, s["level"], s["classes"], s["member"])
		}
		if s["level"] == "ecole" && (number(t, s["classes"]) == 0) != (number(t, s["pupils"]) == 0) {
			t.Errorf("%s: classes without pupils, or pupils without classes", uai)
		}
		reasons[s["level"]+" "+reason(s, m)]++
	}
	want := map[string]int{
		"college ": 50, "college closed": 1, "ecole ": 300, "ecole closed": 2, "ecole no_access": 2, "ecole access_after_year": 1,
		"ecole no_pupils": 1, "ecole member_not_beneficiary": 5,
	}
	if !maps.Equal(reasons, want) {
		t.Errorf("counted and not: %v, want %v", reasons, want)
	}
}

// The collèges show the edges of the site.TV price bands, and none needs a band that is not there.
func TestCollegesAndBands(t *testing.T) {
	sizes := slices.Sorted(maps.Values(countedColleges(t)))
	for _, edge := range []int{200, 399, 400} {
		if !slices.Contains(sizes, edge) {
			t.Errorf("no collège of %d pupils", edge)
		}
	}
	if largest := sizes[len(sizes)-1]; largest < 1050 || largest > 1100 {
		t.Errorf("the largest collège has %d pupils, want one close to 1,100 and not above", largest)
	}
}

func TestUsage(t *testing.T) {
	colleges := countedColleges(t)
	seen, over, at, all, last := map[string]int{}, 0, 0, 0, ""
	for _, r := range table(t, "usage.csv") {
		minutes, pupils := number(t, r["minutes"]), number(t, r["pupils"])
		key := r["uai"] + r["tool"] + strings.Repeat("0", 9-len(r["minutes"])) + r["minutes"]
		if key <= last {
			t.Errorf("%v is out of order", r)
		}
		last = key
		if r["tool"] != "maxicours" {
			t.Errorf("tool %q", r["tool"])
		}
		seen[r["uai"]] += pupils
		all += pupils
		switch {
		case minutes == 60:
			at += pupils
		case minutes > 60:
			over += pupils
		}
	}
	for uai, pupils := range seen {
		if colleges[uai] == 0 || pupils > colleges[uai] {
			t.Errorf("usage of %d pupils in %s, which has %d", pupils, uai, colleges[uai])
		}
	}
	if len(seen) != len(colleges)-1 {
		t.Errorf("usage of %d collèges, want all but one of %d", len(seen), len(colleges))
	}
	if at == 0 || over == 0 || over*2 > all {
		t.Errorf("%d pupils at 60 minutes, %d over, of %d: most should be under", at, over, all)
	}
}

func TestBudget(t *testing.T) {
	members := byKey(t, table(t, "members.csv"), "id", true)
	charges := byKey(t, table(t, "charges.csv"), "id", false)
	for id, c := range charges {
		planned, paid := cents(t, c["planned"]), cents(t, c["paid"])
		if diff := planned - paid; planned == 0 || diff < 0 || diff*10 > planned {
			t.Errorf("%s: planned %s, paid %s", id, c["planned"], c["paid"])
		}
		if c["mutualised"] == "" {
			t.Errorf("%s: no mutualised part given", id)
		}
	}
	subsidies := byKey(t, table(t, "subsidies.csv"), "id", true)
	for id, s := range subsidies {
		collection, target, _ := strings.Cut(s["target"], "/")
		known := collection == "members" && members[target] != nil || collection == "charges" && charges[target] != nil
		if !known || (s["amount"] == "") == (s["rate"] == "") {
			t.Errorf("%s: target %s, amount %q, rate %q", id, s["target"], s["amount"], s["rate"])
		}
	}
	if len(charges) != 11 || len(subsidies) != 2 {
		t.Errorf("%d charges and %d subsidies", len(charges), len(subsidies))
	}
}

func TestCallsAndInvoices(t *testing.T) {
	members := byKey(t, table(t, "members.csv"), "id", true)
	charges := byKey(t, table(t, "charges.csv"), "id", false)
	calls := byKey(t, table(t, "calls.csv"), "number", true)
	for n, c := range calls {
		if members[c["member"]] == nil || cents(t, c["amount"]) == 0 || c["date"] <= end {
			t.Errorf("call %s: %v; calls follow the school year", n, c)
		}
	}
	if len(calls) != 18 {
		t.Errorf("%d calls, want one for each member but the newcomer and the one that is still to be called, and one twice", len(calls))
	}
	invoiced := map[string]int{}
	for n, i := range byKey(t, table(t, "invoices.csv"), "number", false) {
		if i["supplier"] == "" || i["date"] < start || i["date"] > end {
			t.Errorf("invoice %s: %v", n, i)
		}
		invoiced[i["charge"]] += cents(t, i["amount"])
	}
	var differ []string
	for id, c := range charges {
		if invoiced[id] != cents(t, c["paid"]) {
			differ = append(differ, id)
		}
		delete(invoiced, id)
	}
	slices.Sort(differ)
	if !slices.Equal(differ, []string{"hotline", "maxicours-colleges"}) || len(invoiced) != 0 {
		t.Errorf("invoices differ from the paid charges %v, unknown charges %v; two are meant to differ", differ, invoiced)
	}
}
