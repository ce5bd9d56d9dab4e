package dossier

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// row is one row of a file and the byte at which it starts, or the end of the row before it.
type row[T any] struct {
	item *T
	at   int
}

// rows is what was read of one CSV file.
type rows[T any] struct {
	*source
	table   *table[T]
	columns []column
	absent  []string // columns that the file must have and lacks
	list    []row[T]
	bad     map[*T][]string // the fields of a row that could not be read; every is all of them
	sure    bool            // no row was lost, so what is not here does not exist
}

// column says what a column of the file holds.
type column struct {
	name  string
	field int // in the table's fields, or one of those below
}

const (
	keyColumn     = -1
	unknownColumn = -2
)

// every stands for all fields of a row.
const every = "*"

// readRows reads a CSV file row by row and reports each fault of it. Rows with faults are kept where they have an id, so that
// what names them is not reported as well. A nil source is a file that is absent.
func readRows[T any](s *source, t *table[T]) *rows[T] {
	r := &rows[T]{source: s, table: t, bad: map[*T][]string{}}
	if s == nil {
		return r
	}
	reader := r.reader(0)
	if !r.readHeader(reader) {
		return r
	}
	r.sure = t.key == "" || !slices.Contains(r.absent, t.key)
	r.list = make([]row[T], 0, bytes.Count(s.data, []byte("\n")))
	for {
		at := int(reader.InputOffset())
		record, err := reader.Read()
		if err == io.EOF {
			return r
		}
		r.readRow(reader, record, at, err)
	}
}

// reader reads the rows of a CSV file from a byte on that starts one.
func (s *source) reader(at int) *csv.Reader {
	reader := csv.NewReader(bytes.NewReader(s.data[at:]))
	reader.Comma = delimiter(s.data)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	return reader
}

// delimiter is the semicolon where the header line has more of them than commas.
func delimiter(data []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// readHeader reads the names of the columns, and false where the rows cannot be read.
func (r *rows[T]) readHeader(reader *csv.Reader) bool {
	names := r.table.header()
	record, err := reader.Read()
	expected := lang.F("colonnes, séparées par , ou ; : %s", "columns, separated by , or ;: %s", strings.Join(names, ","))
	if err == io.EOF {
		r.wrong(0, 0, lang.T("le fichier est vide", "the file is empty"), expected)
		return false
	}
	if err != nil {
		r.syntax(err)
		return false
	}
	seen := map[string]int{}
	for i, cell := range record {
		name := strings.TrimSpace(cell)
		line, col := r.cell(reader, i)
		field := r.table.field(name)
		switch first, again := seen[name]; {
		case name == "":
			r.warn(line, col, lang.F("la colonne %d n'a pas de nom ; elle est laissée de côté", "column %d has no name and is kept out", i+1), expected)
		case field == unknownColumn:
			r.warn(line, col, lang.F("la colonne %s n'est pas connue ; elle est laissée de côté", "column %s is not known and is kept out", quoted(name)), scenarios.DidYouMean(name, names))
		case again:
			r.wrong(line, col, lang.F("la colonne %[1]s est là deux fois (déjà en %[2]d)", "column %[1]s is there twice (first as column %[2]d)", quoted(name), first+1), lang.T("gardez-en une", "keep one"))
			field = unknownColumn
		default:
			seen[name] = i
		}
		r.columns = append(r.columns, column{name, field})
	}
	line, _ := r.cell(reader, 0)
	for _, name := range names {
		mayBeEmpty := slices.Contains(r.table.empty, name)
		if _, ok := seen[name]; ok || !mayBeEmpty && !r.table.required(name) {
			continue
		}
		r.absent = append(r.absent, name)
		mend := expected
		if mayBeEmpty {
			mend = lang.F("ajoutez-la : ses cases peuvent rester vides ; %s", "add it: its cells may stay empty; %s", expected)
		}
		r.wrong(line, 0, lang.F("la colonne %s manque", "column %s is missing", quoted(name)), mend)
	}
	return true
}

// field is where a column name stands in the fields, or keyColumn, or unknownColumn.
func (t *table[T]) field(name string) int {
	if name == t.key && name != "" {
		return keyColumn
	}
	for i := range t.fields {
		if t.fields[i].Name == name {
			return i
		}
	}
	return unknownColumn
}

func (t *table[T]) required(name string) bool {
	i := t.field(name)
	return i == keyColumn || t.fields[i].Required
}

// cell is the place of a cell of the row just read.
func (s *source) cell(reader *csv.Reader, i int) (line, col int) {
	return s.place(s.offset(reader.FieldPos(i)))
}

// readRow takes one row: its id, then its fields.
func (r *rows[T]) readRow(reader *csv.Reader, record []string, at int, err error) {
	if err == nil && blank(record) {
		return
	}
	item := new(T)
	fits := err == nil && len(record) == len(r.columns)
	switch {
	case err != nil:
		r.syntax(err)
	case !fits && len(record) == len(r.columns)+len(r.absent): // only the header lacks the column, which is told
	case !fits:
		r.miscounted(reader, len(record), len(r.columns))
	}
	keyed := r.table.key == ""
	for i := range min(len(record), len(r.columns)) {
		c := r.columns[i]
		switch {
		case c.field == keyColumn:
			keyed = r.readKey(reader, i, item, record[i])
		case c.field == unknownColumn || !fits:
		default:
			f := &r.table.fields[c.field]
			if err := f.Set(item, record[i]); err != nil {
				line, col := r.cell(reader, i)
				r.add(engine.Error, line, col, asFault(err))
				r.bad[item] = append(r.bad[item], c.name)
			}
		}
	}
	if !fits {
		r.bad[item] = []string{every}
	}
	if !keyed || !fits && r.table.key == "" {
		r.sure = r.sure && fits // a row without an id is its own fault; one that was cut off had one
		return
	}
	r.list = append(r.list, row[T]{item, at})
}

// blank tells that a row holds nothing: a spreadsheet leaves such rows at the end.
func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// miscounted reports a row that has not as many cells as the header.
func (s *source) miscounted(reader *csv.Reader, cells, columns int) {
	line, _ := s.cell(reader, 0)
	s.wrong(line, 0, lang.F("la ligne a %[1]d cases, l'en-tête en a %[2]d", "the row has %[1]d cells, the header has %[2]d", cells, columns),
		lang.T("un texte ou un nombre qui contient le séparateur se met entre guillemets", "a text or number that contains the separator goes between quotes"))
}

// readKey sets the id of a row, and false where it has none.
func (r *rows[T]) readKey(reader *csv.Reader, i int, item *T, cell string) bool {
	id := strings.TrimSpace(cell)
	*r.table.id(item) = id
	if f := r.table.check(id); f != nil {
		line, col := r.cell(reader, i)
		r.add(engine.Error, line, col, f)
	}
	return id != ""
}

// missingID says that an id is missing, or nothing. It is all there is to say of a UAI here: its letter is checked with the school.
func missingID(id string) *lang.Fault {
	if id != "" {
		return nil
	}
	return &lang.Fault{What: lang.T("l'identifiant manque", "the id is missing"), Mend: lang.T("donnez-en un, unique dans le fichier", "give one, unique in the file")}
}

// checkID says what is wrong with an id, or nothing.
func checkID(id string) *lang.Fault {
	if f := missingID(id); f != nil || engine.ValidID(id) {
		return f
	}
	return &lang.Fault{What: lang.F("%s n'est pas un identifiant", "%s is not an id", quoted(id)),
		Mend: lang.T("lettres sans accent, chiffres, tirets, points ; 100 caractères au plus", "letters without accents, digits, hyphens, points; at most 100 characters")}
}

// syntax reports a row whose quotes do not match.
func (r *rows[T]) syntax(err error) {
	if r.source.syntax(err) {
		r.sure = false
	}
}

// syntax reports a row whose quotes do not match, and tells whether the rows after it are lost.
func (s *source) syntax(err error) (lost bool) {
	mend := lang.T(`un texte entre guillemets double les siens : "École ""Jean Moulin"""`, `a quoted text doubles its own quotes: "École ""Jean Moulin"""`)
	e, ok := err.(*csv.ParseError)
	if !ok {
		s.unreadable(err)
		return false
	}
	at := s.offset(e.Line, e.Column)
	line, col := s.place(at)
	if e.Line > e.StartLine || line > e.Line || at == len(s.data) {
		s.wrong(e.StartLine, 0, lang.F("des guillemets ouverts sur cette ligne ne sont pas bien fermés (lu jusqu'à la ligne %d)", "quotes opened on this line are not closed properly (read up to line %d)", e.Line), mend)
		return true
	}
	s.wrong(line, col, lang.T("guillemets mal placés", "misplaced quotes"), mend)
	return false
}

// fieldPlace finds the cell of a field of a row by reading the row again, or its line where it has no such cell.
func (r *rows[T]) fieldPlace(at int, field string) (line, col int) {
	before, _ := r.place(at)
	reader := r.reader(at)
	record, _ := reader.Read() // a row with misplaced quotes still gives its first cells
	if len(record) == 0 {
		return before, 0
	}
	i := slices.IndexFunc(r.columns, func(c column) bool { return c.name == field })
	if i < 0 || i >= len(record) {
		line, _ = reader.FieldPos(0)
		return before - 1 + line, 0
	}
	line, bytes := reader.FieldPos(i)
	return r.place(r.offset(before-1+line, bytes))
}

// repeated reports each row whose key an earlier row has, and gives the others in the order of the key.
func (r *rows[T]) repeated(key func(*T) string, report func(again, first row[T])) (order []row[T]) {
	list := slices.Clone(r.list)
	slices.SortFunc(list, func(a, b row[T]) int { return cmp.Or(cmp.Compare(key(a.item), key(b.item)), cmp.Compare(a.at, b.at)) })
	order = list[:0]
	for _, o := range list {
		if n := len(order); n > 0 && key(order[n-1].item) == key(o.item) {
			report(o, order[n-1])
			continue
		}
		order = append(order, o)
	}
	return order
}

// unique takes the rows out whose id an earlier row has, each with an error, and gives the others sorted by id.
func (r *rows[T]) unique() []row[T] {
	twice := map[*T]bool{}
	sorted := r.repeated(func(t *T) string { return *r.table.id(t) }, func(again, first row[T]) {
		twice[again.item] = true
		line, col := r.fieldPlace(again.at, r.table.key)
		firstLine, _ := r.fieldPlace(first.at, r.table.key)
		r.wrong(line, col, lang.F("%[1]s est déjà à la ligne %[2]d", "%[1]s is on line %[2]d already", quoted(*r.table.id(again.item)), firstLine),
			lang.T("gardez une seule ligne, ou corrigez l'identifiant", "keep one row, or correct the id"))
	})
	if len(twice) > 0 {
		r.list = slices.DeleteFunc(r.list, func(o row[T]) bool { return twice[o.item] })
	}
	return sorted
}

// items is the rows without their places, nil where there are none.
func items[T any](list []row[T]) []*T {
	out := slices.Grow([]*T(nil), len(list))
	for _, r := range list {
		out = append(out, r.item)
	}
	return out
}
