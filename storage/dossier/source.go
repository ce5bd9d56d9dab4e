package dossier

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"unicode/utf8"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// maxFile is the largest file that is read, in bytes.
const maxFile = 64 << 20

// source is the text of one file, and where its faults are reported.
type source struct {
	name   string
	data   []byte
	faults *Faults // of the whole dossier
	lines  []int   // byte offsets at which lines start, once a place was asked for
	most   int64   // the largest size that is read, in bytes; 0 is maxFile
	stored bool    // our own writing: hidden characters that an earlier version took are let through
	hidden bool    // there is one, which is reported
	count  map[engine.Severity]int
}

// mostFaults is how many errors, and how many warnings, are listed of one file: nobody reads more.
const mostFaults = 10_000

// load reads the file of that name: regular, not too large, UTF-8 text without control characters. It reports what is wrong and gives
// nil; hidden characters are reported, and reading can go on.
func (s *source) load(fsys fs.FS) *source {
	name, most := s.name, cmp.Or(s.most, maxFile)
	info, err := fs.Stat(fsys, name)
	if err != nil {
		s.unreadable(err)
		return nil
	}
	if !info.Mode().IsRegular() {
		s.wrong(0, 0, lang.T("ce n'est pas un fichier ordinaire", "this is not a regular file"), lang.T("mettez-y le fichier lui-même", "put the file itself there"))
		return nil
	}
	f, err := fsys.Open(name)
	if err != nil {
		s.unreadable(err)
		return nil
	}
	defer f.Close()
	data := bytes.NewBuffer(make([]byte, 0, min(info.Size(), most)+bytes.MinRead))
	if _, err := io.Copy(data, io.LimitReader(f, most+1)); err != nil {
		s.unreadable(err)
		return nil
	}
	s.data = data.Bytes()
	return s.text()
}

// text takes the BOM away and refuses what is not UTF-8 text, or is too large.
func (s *source) text() *source {
	if most := cmp.Or(s.most, maxFile); int64(len(s.data)) > most {
		s.wrong(0, 0, lang.F("le fichier dépasse %d Mio", "the file is larger than %d MiB", most>>20), lang.T("une année tient dans bien moins : vérifiez que c'est le bon fichier", "a year takes far less: check that it is the right file"))
		return nil
	}
	s.data = bytes.TrimPrefix(s.data, []byte("\ufeff"))
	if !utf8.Valid(s.data) {
		line, column := s.place(firstInvalid(s.data))
		s.wrong(line, column, lang.T("le fichier n'est pas en UTF-8", "the file is not UTF-8"), lang.T("enregistrez-le en UTF-8 (dans un tableur : « CSV UTF-8 »)", `save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`))
		return nil
	}
	if at := firstControl(s.data); at >= 0 {
		line, column := s.place(at)
		r, _ := utf8.DecodeRune(s.data[at:])
		s.wrong(line, column, lang.F("%s dans le texte", "%s in the text", lang.HiddenName(r)), lang.T("effacez-le, ou enregistrez le fichier en texte simple", "delete it, or save the file as plain text"))
		return nil
	}
	s.refuseHidden()
	return s
}

// refuseHidden reports hidden characters, one error for those that stand side by side.
func (s *source) refuseHidden() {
	if s.stored {
		return
	}
	end := -1
	for at, r := range lang.Hidden(string(s.data)) {
		if at != end {
			line, column := s.place(at)
			s.wrong(line, column, lang.F("%s dans le texte", "%s in the text", lang.HiddenName(r)), lang.T("effacez-le", "delete it"))
		}
		end = at + utf8.RuneLen(r)
		s.hidden = true
	}
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}

// firstControl finds a control character other than a tab or a line end (LF or CRLF), -1 where there is none.
func firstControl(data []byte) int {
	for i, b := range data {
		switch {
		case b >= ' ' && b < 0x7f || b > 0xc2 || b == '\n' || b == '\t':
		case b == '\r' && i+1 < len(data) && data[i+1] == '\n':
		case b == 0xc2 && data[i+1] >= 0xa0: // U+00A0 to U+00BF
		case b >= 0x80 && b < 0xc2: // inside a longer character
		default:
			return i
		}
	}
	return -1
}

func (s *source) unreadable(err error) {
	what := lang.F("le fichier ne peut pas être lu (%v)", "the file cannot be read (%v)", err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what = lang.T("le fichier n'existe pas", "the file does not exist")
	case errors.Is(err, fs.ErrPermission):
		what = lang.T("le fichier ne peut pas être lu : accès refusé", "the file cannot be read: permission denied")
	}
	s.wrong(0, 0, what, lang.T("vérifiez le fichier et ses droits", "check the file and its permissions"))
}

// wrong reports an error, warn a warning, at a line and column (0 where there is none).
func (s *source) wrong(line, column int, what, mend lang.Text) {
	s.add(engine.Error, line, column, &lang.Fault{What: what, Mend: mend})
}

func (s *source) warn(line, column int, what, mend lang.Text) {
	s.add(engine.Warning, line, column, &lang.Fault{What: what, Mend: mend})
}

func (s *source) add(severity engine.Severity, line, column int, f *lang.Fault) {
	if s.count == nil {
		s.count = map[engine.Severity]int{}
	}
	s.count[severity]++
	switch n := s.count[severity]; {
	case n > mostFaults:
		return
	case n == mostFaults:
		line, column = 0, 0
		f = &lang.Fault{What: lang.F("plus de %s fautes ; les suivantes ne sont pas listées", "more than %s faults; the others are not listed", lang.Count(mostFaults-1)),
			Mend: lang.T("est-ce le bon fichier ?", "is it the right file?")}
	}
	*s.faults = append(*s.faults, Fault{s.name, line, column, severity, safe(f)})
}

// place gives the line and the column, in characters from 1, of a byte of the file.
func (s *source) place(offset int) (line, column int) {
	if s.lines == nil {
		s.lines = []int{0}
		for i, b := range s.data {
			if b == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	i, found := slices.BinarySearch(s.lines, offset)
	if !found {
		i--
	}
	return i + 1, utf8.RuneCount(s.data[s.lines[i]:offset]) + 1
}

// offset is the byte at a line and a column in bytes, both from 1.
func (s *source) offset(line, column int) int {
	s.place(0)
	if line > len(s.lines) {
		return len(s.data)
	}
	return min(s.lines[line-1]+column-1, len(s.data))
}

// quoted shows an offending text of a file.
func quoted(s string) lang.Text { return lang.T(fmt.Sprintf("« %s »", s), fmt.Sprintf("%q", s)) }
