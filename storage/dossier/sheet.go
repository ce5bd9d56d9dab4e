package dossier

import (
	"encoding/csv"
	"io"
	"io/fs"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// maxSheet is the largest file of open data that is read, in bytes: those of the whole country and several years are larger
// than any dossier.
const maxSheet = 512 << 20

// Sheet is a CSV file that is no part of a dossier, such as one of open data. It is read as those of a dossier are, with the
// same faults; what its columns mean is the reader's to know.
type Sheet struct {
	Header []string

	source *source
	csv    *csv.Reader
	done   bool
}

// OpenSheet reads a file and its header. What is wrong is added to the faults, and then there is no Sheet. Hidden characters but
// control characters come through: nobody can mend a file that others publish.
func OpenSheet(fsys fs.FS, name string, faults *Faults) *Sheet {
	source := (&source{name: name, faults: faults, most: maxSheet, stored: true}).load(fsys)
	if source == nil {
		return nil
	}
	s := &Sheet{source: source, csv: source.reader(0)}
	header, err := s.csv.Read()
	switch {
	case err == io.EOF:
		s.source.wrong(0, 0, lang.T("le fichier est vide", "the file is empty"), lang.T("téléchargez-le de nouveau", "download it again"))
		return nil
	case err != nil:
		s.source.syntax(err)
		return nil
	}
	s.Header = append(s.Header, header...)
	return s
}

// Next gives the next row, which is good until the row after it, and false at the end. Rows without content are passed over;
// those with a fault of their form are reported and passed over.
func (s *Sheet) Next() ([]string, bool) {
	for !s.done {
		record, err := s.csv.Read()
		switch {
		case err == io.EOF:
			s.done = true
		case err != nil:
			s.done = s.source.syntax(err)
		case blank(record):
		case len(record) != len(s.Header):
			s.source.miscounted(s.csv, len(record), len(s.Header))
		default:
			return record, true
		}
	}
	return nil, false
}

// Line is the line of the row just read, from 1.
func (s *Sheet) Line() int {
	line, _ := s.csv.FieldPos(0)
	return line
}

// Size is the size of the file in bytes.
func (s *Sheet) Size() int { return len(s.source.data) }

// Read is how many bytes of the file were read.
func (s *Sheet) Read() int { return int(s.csv.InputOffset()) }

// Wrong reports an error at a column of the row just read, from 0; -1 is the row itself.
func (s *Sheet) Wrong(column int, f *lang.Fault) {
	if column < 0 {
		s.source.add(engine.Error, s.Line(), 0, f)
		return
	}
	line, col := s.source.cell(s.csv, column)
	s.source.add(engine.Error, line, col, f)
}

// Refuse reports an error of the file as a whole.
func (s *Sheet) Refuse(f *lang.Fault) { s.source.add(engine.Error, 0, 0, f) }
