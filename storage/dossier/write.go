package dossier

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Write gives every file of a dossier's folder to put, as canonical text: what is read back and written again is the same,
// byte for byte. charter.yaml, year.yaml, members.csv and schools.csv are always written, the others when they hold
// something. Errors are those of put, and Faults where two scenarios have one name.
func Write(d *scenarios.Dossier, put func(name string, data []byte) error) error {
	y := d.Year
	named, err := scenarioFiles(d.Scenarios)
	if err != nil {
		return err
	}
	files := []file{
		{yearFile, writeYear(y)},
		{membersFile, writeRows(memberTable, sortedBy(y.Members, func(m *engine.Member) string { return m.ID }))},
	}
	schools := sortedBy(y.Schools, func(s *engine.School) string { return s.UAI })
	files = append(files, file{schoolsFile, writeRows(schoolTable, schools)})
	files = appendRows(files, usageTable, usageRows(schools))
	files = appendRows(files, chargeTable, y.Charges)
	files = appendRows(files, subsidyTable, y.Subsidies)
	files = append(files, file{charterFile, WriteCharter(y.Charter)})
	files = appendRows(files, callTable, pointers(d.Calls))
	files = appendRows(files, invoiceTable, pointers(d.Invoices))
	for _, f := range append(files, named...) {
		if err := put(f.name, f.data); err != nil {
			return err
		}
	}
	return nil
}

// file is one file of a folder as it is written.
type file struct {
	name string
	data []byte
}

// appendRows adds a file that is left out when it is empty.
func appendRows[T any](files []file, t *table[T], list []*T) []file {
	if len(list) == 0 {
		return files
	}
	return append(files, file{t.file, writeRows(t, list)})
}

// writeRows writes a CSV file: the header, then a row for each item.
func writeRows[T any](t *table[T], list []*T) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	record := t.header()
	w.Write(record) // a bytes.Buffer takes everything
	for _, item := range list {
		record = record[:0]
		if t.key != "" {
			record = append(record, *t.id(item))
		}
		for i := range t.fields {
			record = append(record, t.fields[i].Get(item))
		}
		w.Write(record)
	}
	w.Flush()
	return b.Bytes()
}

func sortedBy[T any](list []*T, key func(*T) string) []*T {
	order := func(a, b *T) int { return cmp.Compare(key(a), key(b)) }
	if slices.IsSortedFunc(list, order) {
		return list
	}
	return slices.SortedStableFunc(slices.Values(list), order)
}

func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// scenarioFiles names the scenarios' files after them, whatever their order: two names that come to one file name are told
// apart by a number, in the order of the names.
func scenarioFiles(list []scenarios.Scenario) ([]file, error) {
	list = slices.SortedStableFunc(slices.Values(list), func(a, b scenarios.Scenario) int { return strings.Compare(a.Name, b.Name) })
	taken := map[string]bool{}
	var files []file
	for i, s := range list {
		if i > 0 && s.Name == list[i-1].Name {
			return nil, refusal(scenarioFolder, lang.F("deux scénarios s'appellent %s", "two scenarios are named %s", quoted(s.Name)), lang.T("donnez un autre nom à l'un des deux", "give one of the two another name"))
		}
		slug := slugOf(s.Name)
		name := slug
		for n := 2; taken[name]; n++ {
			name = slug + "-" + strconv.Itoa(n)
		}
		taken[name] = true
		files = append(files, file{scenarioFolder + "/" + name + ".yaml", WriteScenario(s)})
	}
	return files, nil
}

// slugOf makes a file name of a scenario's title.
func slugOf(title string) string { return cmp.Or(Slug(title, 60), "scenario") }

// Slug makes a file name or an id of a title: lower-case letters without accents, digits, single hyphens; about as long as
// asked for, and nothing where the title holds none of these.
func Slug(title string, longest int) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae").Replace(strings.ToLower(title))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
		if b.Len() >= longest {
			break
		}
	}
	return b.String()
}
