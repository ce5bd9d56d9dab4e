package storage

import (
	"bufio"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// Salvage makes a new home of all that is whole in the present one, and keeps that one: every line of the journal whose own seal is
// right, those that only the index still has, and the files of years wherever a home has them whole. What is missing is told, and is
// what the first line of the new journal says. Where nothing is missing, nothing is done but to mend FORMAT. A folder that another
// process has open is an ErrInUse, one without anything to salvage an ErrDamaged.
func Salvage(dir, author string) (*Restored, error) {
	return restoring{journal.OS{}}.salvage(dir, author)
}

func (r restoring) salvage(dir, author string) (*Restored, error) {
	if err := mayBeSalvaged(dir); err != nil {
		return nil, err
	}
	h, err := r.start(dir, 0)
	if err != nil {
		return nil, err
	}
	defer h.end()
	s := &salvaging{newHome: h}
	if err := s.read(); err != nil {
		return nil, err
	}
	if len(s.kept) == 0 {
		return nil, wrong(ErrDamaged, lang.F("rien d'entier n'est resté dans « %s »", "nothing whole is left in %q", dir), lang.T("remettez une sauvegarde avec quotepart restore FILE, ou réimportez vos dossiers dans un nouveau dossier avec --data DIR", "put a backup back with quotepart restore FILE, or import your dossiers again into a new folder with --data DIR"))
	}
	if !s.flawed {
		return s.onlyFormat()
	}
	if err := s.make(author); err != nil {
		return nil, notMade(h.dir, err)
	}
	answer := h.answer()
	answer.Lost = s.lost
	return answer, nil
}

func mayBeSalvaged(dir string) error {
	f, err := readFormat(dir)
	switch {
	case errors.Is(err, ErrDamaged):
		return nil
	case err == nil && f.Schema != schema:
		return nothingStored(dir)
	}
	return err
}

// salvaging is a salvage at work.
type salvaging struct {
	*newHome
	survey *survey
	kept   []journal.Line
	gone   bool        // a revision is lost
	flawed bool        // something of the record is not what was written
	lost   []lang.Text // a line for each
}

func (s *salvaging) lose(t lang.Text) {
	s.flawed = true
	s.lost = append(s.lost, t)
}

// read collects what is whole in the old home.
func (s *salvaging) read() (err error) {
	old := filepath.Join(s.dir, s.old)
	known, drop, indexErr := openCopy(old)
	if indexErr == nil {
		defer drop()
	}
	if s.survey, err = surveyJournal(filepath.Join(old, journalName)); err != nil {
		return err
	}
	acknowledged := uint64(0)
	if known != nil {
		acknowledged = known.at.Seq
	}
	s.sayBroken(acknowledged)
	if known == nil {
		s.keepLines(nil, 0)
	} else if err := known.db.View(func(txn *badger.Txn) error { s.keepLines(txn, known.at.Seq); return nil }); err != nil {
		return err
	}
	if s.gone {
		s.lose(lang.T("si des appels ont été émis par ce qui est perdu, ils ne sont plus connus : comparez avec la comptabilité avant quotepart issue", "if calls were issued by what is lost, they are not known any more: compare with the accounts before quotepart issue"))
	}
	return s.keepObjects()
}

// sayBroken names each line that is not what was written, with what can still be read of it.
func (s *salvaging) sayBroken(acknowledged uint64) {
	for _, p := range s.survey.broken {
		if p.Seal == nil {
			s.flawed = true // it is whole, only what was before it is not: told by the numbers that are missing
			continue
		}
		if p.Last && p.Torn && acknowledged > 0 && acknowledged < p.N {
			s.lost = append(s.lost, lang.F("journal, ligne %d : elle n'était pas finie, et n'avait pas été confirmée", "journal, line %d: it was not finished, and had not been acknowledged", p.N))
			continue
		}
		what := lang.F("journal, ligne %[1]d : %[2]s", "journal, line %[1]d: %[2]s", p.N, said(p.Seal))
		if mentioned := mentions(p.Raw); mentioned != "" {
			what = lang.F("%[1]s ; il y était question de %[2]s", "%[1]s; it was about %[2]s", what, mentioned)
		}
		s.lose(what)
	}
}

var keyIn = regexp.MustCompile(`"key":"([^"\\]{1,200})"`)

// mentions gives the keys that can still be read in a broken line.
func mentions(raw []byte) string {
	var found []string
	for _, m := range keyIn.FindAllSubmatch(raw, 5) {
		found = append(found, string(m[1]))
	}
	return strings.Join(found, ", ")
}

// keepLines takes the whole lines by their numbers and, where the index is of the same journal, the missing ones from there. Seq is
// the last line that the index has; txn is nil without one.
func (s *salvaging) keepLines(txn *badger.Txn, seq uint64) {
	have := map[uint64]journal.Line{}
	last := uint64(0)
	for _, l := range s.survey.whole {
		if other, twice := have[l.Seq]; twice {
			if other.Sum != l.Sum {
				s.lose(lang.F("une autre ligne a aussi le numéro %[1]d (%[2]s) : la première est gardée", "another line has the number %[1]d too (%[2]s): the first is kept", l.Seq, inShort(l)))
			}
			continue
		}
		have[l.Seq] = l
		last = max(last, l.Seq)
	}
	if txn != nil && agrees(txn, have, seq) {
		last = max(last, seq)
	} else {
		txn = nil
	}
	for n := uint64(1); n <= last; n++ {
		l, whole := have[n]
		if !whole {
			l, whole = s.fromIndex(txn, n, seq)
		}
		if whole {
			s.kept = append(s.kept, l)
		}
	}
}

// fromIndex gives a missing line as the index has it, and says so, or that it is lost.
func (s *salvaging) fromIndex(txn *badger.Txn, n, seq uint64) (journal.Line, bool) {
	if txn != nil && n <= seq {
		if l, err := lineOf(txn, n); err == nil {
			s.lose(lang.F("révision %[1]d, reprise de l'index : %[2]s", "revision %[1]d, taken from the index: %[2]s", n, inShort(l)))
			l.Seq = n
			return l, true
		}
	}
	s.gone = true
	s.lose(lang.F("révision %d : perdue", "revision %d: lost", n))
	return journal.Line{}, false
}

// inShort is what a line says, in short.
func inShort(l journal.Line) lang.Text {
	var of []string
	for _, w := range l.Set {
		of = append(of, w.Key)
	}
	return lang.F("%[1]s : %[2]s, par %[3]s, le %[4]s", "%[1]s: %[2]s, by %[3]s, on %[4]s", l.Do.Text(), strings.Join(of, ", "), scenarios.Who(l.By), moment(l.At))
}

// agrees tells whether an index says the very same as the whole lines that it has too.
func agrees(txn *badger.Txn, have map[uint64]journal.Line, seq uint64) bool {
	for n, l := range have {
		if n > seq {
			continue
		}
		of, err := lineOf(txn, n)
		if err != nil {
			return false
		}
		of.Seq, of.Prev = l.Seq, l.Prev
		if _, sum, err := journal.Seal(of); err != nil || sum != l.Sum {
			return false
		}
	}
	return true
}

// lineOf gives a line of the journal as the index has it, without its links.
func lineOf(txn *badger.Txn, seq uint64) (journal.Line, error) {
	item, err := txn.Get([]byte(lineKey(seq)))
	if err != nil {
		return journal.Line{}, err
	}
	e, _, err := eventIn(item)
	if err != nil {
		return journal.Line{}, err
	}
	l := journal.Line{At: e.At, By: e.By, Key: e.Key, Do: e.Do}
	for _, key := range e.Keys {
		item, err := txn.Get([]byte(wasKey(key, seq)))
		if err != nil {
			return l, err
		}
		v, err := versionIn(item, key, seq)
		if err != nil {
			return l, err
		}
		l.Set = append(l.Set, journal.Write{Key: key, Value: v.Value, To: v.To})
	}
	return l, nil
}

// keepObjects looks for the files of years. A version of a year of which one is missing is taken away at that line, so that no
// earlier version counts in its place unnoticed.
func (s *salvaging) keepObjects() error {
	all, err := homes(s.dir)
	if err != nil {
		return err
	}
	all = slices.Insert(slices.DeleteFunc(all, func(home string) bool { return home == s.old }), 0, s.old) // its own first
	done := map[journal.Sum]bool{}
	for i, l := range s.kept {
		set := slices.Clone(l.Set)
		for j, w := range set {
			id, is := strings.CutPrefix(w.Key, yearPrefix)
			if !is || w.Gone() {
				continue
			}
			missing, err := s.copyObjects(w, all, done)
			if err != nil {
				return notMade(s.dir, err)
			}
			if len(missing) > 0 {
				s.lose(lang.F("%[1]s : %[2]s manque ou est abîmé ; cette version est laissée de côté", "%[1]s: %[2]s is missing or damaged; this version is left out", yearAtRevision(id, l.Seq), strings.Join(missing, ", ")))
				set[j] = journal.Write{Key: w.Key}
			}
		}
		s.kept[i].Set = set
	}
	return nil
}

// copyObjects copies the files of a version of a year from the first home that has them whole, and gives the names of the others.
func (s *salvaging) copyObjects(w journal.Write, all []string, done map[journal.Sum]bool) (missing []string, err error) {
	y, err := valueOf[yearRecord](w.Key, version{Value: w.Value})
	if err != nil {
		return []string{w.Key}, nil
	}
	for _, f := range y.Files {
		if !done[f.SHA256] {
			if done[f.SHA256], err = s.copyObject(f.SHA256, all); err != nil {
				return nil, err
			}
		}
		if !done[f.SHA256] {
			missing = append(missing, f.Name)
		}
	}
	return missing, nil
}

func (s *salvaging) copyObject(sum journal.Sum, all []string) (found bool, err error) {
	for i, home := range all {
		data, err := readWhole(objectIn(filepath.Join(s.dir, home), sum), sum)
		if err != nil {
			continue
		}
		s.flawed = s.flawed || i > 0
		return true, s.putObject(sum, data)
	}
	return false, nil
}

// make writes the new home: a line that says what is missing, then all that is kept, chained anew.
func (s *salvaging) make(author string) error {
	first, err := s.firstLine(author)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(nil)
	err = s.makeJournal(w, func() error {
		before := journal.Line{}
		for _, l := range append([]journal.Line{first}, s.kept...) {
			l.Seq, l.Prev = before.Seq+1, before.Sum
			data, sum, err := journal.Seal(l)
			if err != nil {
				return err
			}
			if _, err := w.Write(append(data, '\n')); err != nil {
				return err
			}
			l.Sum = sum
			before = l
		}
		return nil
	})
	if err == nil {
		err = s.count()
	}
	return err
}

// salvageRecord is what the first line of a salvaged journal says, under salvage.
type salvageRecord struct {
	From string   `json:"from"` // the home
	Kept int      `json:"kept"` // lines
	Lost []string `json:"lost"` // what was told
}

func (s *salvaging) firstLine(author string) (journal.Line, error) {
	r := salvageRecord{From: s.old, Kept: len(s.kept)}
	for _, t := range s.lost {
		r.Lost = append(r.Lost, t.EN)
	}
	if most := 1000; len(r.Lost) > most {
		r.Lost = append(r.Lost[:most], fmt.Sprintf("and %d more", len(s.lost)-most))
	}
	set, err := setTo("salvage", r)
	return journal.Line{At: now(), By: author, Do: journal.Salvaged, Set: []journal.Write{set}}, err
}

// onlyFormat lets the home count that is whole as it is.
func (s *salvaging) onlyFormat() (*Restored, error) {
	if _, err := readFormat(s.dir); err != nil {
		if err := switchHome(s.disk, s.dir, s.old); err != nil {
			return nil, notMade(s.dir, err)
		}
	}
	last := s.kept[len(s.kept)-1]
	return &Restored{Dir: s.dir, Home: s.old, Lines: last.Seq, Last: last.At, Whole: true, Lost: s.lost}, nil
}
