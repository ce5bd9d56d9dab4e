package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// Flaw is one thing that is wrong in a data folder, or only to be looked at.
type Flaw struct {
	File    string // where, in the data folder
	Line    uint64 // of that file, from 1; 0 where it is not one line
	Warning bool   // nothing is lost by it and nothing has to be mended
	lang.Fault
}

// In is the flaw in one line of a language.
func (f Flaw) In(l lang.Lang) string {
	where := f.File
	if f.Line > 0 {
		where = lang.F("%[1]s, ligne %[2]d", "%[1]s, line %[2]d", f.File, f.Line).In(l)
	}
	return lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", where, f.Fault.In(l)).In(l)
}

// Unwrap makes a flaw a Fault that is an ErrDamaged.
func (f Flaw) Unwrap() []error { return []error{&f.Fault, ErrDamaged} }

// Error is the flaw in English.
func (f Flaw) Error() string { return f.In(lang.EN) }

// Verified is what Verify found.
type Verified struct {
	Dir, Home string // the data folder, and the home in it that counts

	Lines     uint64 // of the journal that count: whole, one after the other
	Last      time.Time
	By        string // who made the last of them
	Years     int
	Scenarios int
	Versions  int // of years, all that there ever were
	Objects   int // files of them
	Root      journal.Sum

	Flaws []Flaw
}

// Sound tells that nothing is wrong.
func (v *Verified) Sound() bool {
	return !slices.ContainsFunc(v.Flaws, func(f Flaw) bool { return !f.Warning })
}

// inspection is a verification at work.
type inspection struct {
	Verified
	path   string // of the home
	survey *survey
	fresh  *index               // what the lines that count come to
	files  []storedFile         // of all years, each once, in the order of the journal
	sums   map[journal.Sum]bool // of objects that were read: whether they are whole
}

// Verify reads all of a data folder and finds what is wrong with it: every line of the journal, every file that a line names, the
// index, the balance of every version of every year, every draft. It takes no lock and writes nothing there, so another process may
// have the store open. A folder without a store is an ErrNotFound, one of a newer quotepart an ErrNewer.
func Verify(dir string) (*Verified, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, unusable(dir, err)
	}
	in := &inspection{Verified: Verified{Dir: dir}}
	if err := in.format(); err != nil {
		return nil, err
	}
	defer in.close()
	if err := in.record(); err != nil {
		return nil, err
	}
	in.years()
	in.drafts()
	return &in.Verified, nil
}

// record verifies what must be whole for a home to count: journal, objects and index.
func (in *inspection) record() (err error) {
	known, drop, indexErr := openCopy(in.path) // before the journal is read, which is always ahead of it
	if indexErr == nil {
		defer drop()
	}
	if in.survey, err = surveyJournal(filepath.Join(in.path, journalName)); err != nil {
		return err
	}
	in.journal(known)
	in.objects()
	return in.index(known, indexErr)
}

func (in *inspection) close() {
	if in.fresh != nil {
		_ = in.fresh.close() // it lives in memory
	}
}

// wrong joins the flaws that are no warnings.
func (in *inspection) wrong() error {
	var errs []error
	for _, f := range in.Flaws {
		if !f.Warning {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}

func (in *inspection) add(warning bool, line uint64, path string, what, mend lang.Text) {
	if rel, err := filepath.Rel(in.Dir, path); err == nil {
		path = rel
	}
	in.Flaws = append(in.Flaws, Flaw{path, line, warning, lang.Fault{What: what, Mend: mend}})
}

// format finds the home that counts.
func (in *inspection) format() error {
	f, err := readFormat(in.Dir)
	switch {
	case err == nil && f.Schema == schema:
	case err == nil && f.Schema == 0:
		return nothingStored(in.Dir)
	case err == nil:
		return wrong(ErrNotFound, lang.F("« %[1]s » est encore au schéma %[2]d", "%[1]q is still of schema %[2]d", in.Dir, f.Schema), lang.T("lancez quotepart une fois : il est mis au format actuel, l'ancien est gardé", "start quotepart once: it is brought to the present format, the old one is kept"))
	case !errors.Is(err, ErrDamaged):
		return err
	default:
		if f.Home, err = in.damagedFormat(err); err != nil {
			return err
		}
	}
	in.Home, in.path = f.Home, filepath.Join(in.Dir, f.Home)
	return nil
}

// damagedFormat notes that FORMAT is damaged and goes on with the home that was made last.
func (in *inspection) damagedFormat(why error) (home string, err error) {
	home, err = lastHome(in.Dir)
	if err == nil && home == "" {
		err = why
	}
	var said *lang.Fault
	if errors.As(why, &said) {
		in.add(false, 0, filepath.Join(in.Dir, formatName), said.What, said.Mend)
	}
	return home, err
}

func nothingStored(dir string) error {
	return wrong(ErrNotFound, lang.F("« %s » ne contient pas encore d'exercices", "%q holds no years yet", dir), lang.T("importez-en un : quotepart import FOLDER", "import one: quotepart import FOLDER"))
}

// journal notes each line that is not what was written, and times that go backwards. Known is the index, or nil.
func (in *inspection) journal(known *index) {
	s := in.survey
	lines := s.lines()
	in.Lines = uint64(len(lines))
	if len(lines) > 0 {
		last := lines[len(lines)-1]
		in.Last, in.By = last.At, last.By
	}
	acknowledged := uint64(0)
	if known != nil {
		acknowledged = known.at.Seq
	}
	for _, p := range s.broken {
		in.broken(p, acknowledged)
	}
	switch {
	case len(s.whole) == 0 && len(s.broken) == 0:
		in.add(false, 1, s.path, lang.T("le journal manque, ou il est vide", "the journal is missing, or empty"), salvage)
	case len(s.broken) == 0 && acknowledged > in.Lines:
		in.add(false, in.Lines+1, s.path, lang.F("le journal finit ici, alors que %d lignes avaient été confirmées", "the journal ends here although %d lines had been acknowledged", acknowledged), salvage)
	}
	for i, l := range s.whole {
		if i > 0 && l.At.Before(s.whole[i-1].At) && l.Do != journal.Migrated && l.Do != journal.Clock && s.whole[i-1].Do != journal.Salvaged {
			in.add(true, l.Seq, s.path, lang.F("elle est datée du %[1]s, avant la ligne qui la précède (%[2]s)", "it is dated %[1]s, before the line before it (%[2]s)", moment(l.At), moment(s.whole[i-1].At)), lang.T("l'horloge de la machine avait été changée ; rien n'est perdu", "the machine's clock had been changed; nothing is lost"))
		}
	}
}

// broken notes one line. A last one without its end, that was never acknowledged, is how a write is left that did not come to its
// end, or that another process is just at.
func (in *inspection) broken(p journal.Piece, acknowledged uint64) {
	if p.Last && p.Torn && p.Seal != nil && acknowledged <= in.Lines && in.Lines > 0 && uint64(len(in.survey.whole)) == in.Lines {
		what := lang.T("elle n'est pas finie", "it is not finished")
		if acknowledged > 0 { // else the index that would know is lost
			what = lang.T("elle n'est pas finie, et n'a pas été confirmée", "it is not finished, and was not acknowledged")
		}
		in.add(true, p.N, in.survey.path, what, lang.T("elle est ôtée au prochain démarrage, si aucun quotepart n'est en train de l'écrire", "it is taken away at the next start, if no quotepart is just writing it"))
		return
	}
	why := p.Seal
	if why == nil {
		why = p.Chain
	}
	in.add(false, p.N, in.survey.path, lang.F("octet %[1]d : ce n'est pas ce qui avait été écrit (%[2]s)", "byte %[1]d: this is not what was written (%[2]s)", p.Offset, said(why)), salvage)
}

// moment is a time as messages give it.
func moment(at time.Time) string { return at.Local().Format(time.DateTime) }

// objects reads each file that a line names, once, and notes those that are not what was written, with all that need them.
func (in *inspection) objects() {
	in.sums = map[journal.Sum]bool{}
	needs := map[journal.Sum][]string{}
	in.survey.eachYear(func(l journal.Line, id string, y yearRecord, err error) {
		if err != nil {
			in.unreadable(l, YearKey(id), err)
		}
		for _, f := range y.Files {
			if _, seen := needs[f.SHA256]; !seen {
				in.files = append(in.files, f)
			}
			needs[f.SHA256] = append(needs[f.SHA256], yearAtRevision(id, l.Seq))
		}
	})
	in.Objects = len(in.files)
	for _, f := range in.files {
		_, err := readWhole(objectIn(in.path, f.SHA256), f.SHA256)
		in.sums[f.SHA256] = err == nil
		if err != nil {
			in.add(false, 0, objectIn(in.path, f.SHA256), lang.F("le fichier « %[1]s » de %[2]s : %[3]s", "the file %[1]q of %[2]s: %[3]s", f.Name, strings.Join(needs[f.SHA256], ", "), saidShort(err)), mendObject)
		}
	}
}

var mendObject = lang.T("réimportez cet exercice depuis son dossier avec --replace, ou remettez une sauvegarde (quotepart restore FILE)", "import this year again from its dossier with --replace, or put a backup back (quotepart restore FILE)")

// saidShort is an error of the system without the path, which stands before it.
func saidShort(err error) lang.Text {
	if errors.Is(err, fs.ErrNotExist) {
		return lang.T("il manque", "it is missing")
	}
	return said(err)
}

func (in *inspection) unreadable(l journal.Line, key string, err error) {
	in.add(false, l.Seq, in.survey.path, lang.F("« %[1]s » ne peut pas être lu : %[2]s", "%[1]q cannot be read: %[2]s", key, said(err)), lang.T("écrit par une autre version de quotepart ; gardez une copie du dossier et prévenez qui l'entretient", "written by another version of quotepart; keep a copy of the folder and tell who maintains it"))
}

// index makes the index anew in memory and holds the stored one against it.
func (in *inspection) index(known *index, why error) (err error) {
	if in.fresh, err = openIndex(inMemory()); err != nil {
		return err
	}
	lines := in.survey.lines()
	upTo := len(lines)
	if known != nil && in.survey.follows(known.at) {
		upTo = int(known.at.Seq)
	}
	path := filepath.Join(in.path, indexName)
	if err := putInto(in.fresh, lines[:upTo]); err != nil {
		in.add(false, 0, in.survey.path, lang.F("ses lignes ne se laissent pas appliquer : %s", "its lines cannot be applied: %s", said(err)), salvage)
		return nil
	}
	again := lang.T("rien n'est perdu : il est refait depuis le journal au prochain démarrage", "nothing is lost: it is made again from the journal at the next start")
	switch {
	case errors.Is(why, fs.ErrNotExist):
		in.add(true, 0, path, lang.T("l'index manque", "the index is missing"), again)
	case why != nil:
		in.add(false, 0, path, lang.F("l'index est abîmé : %s", "the index is damaged: %s", said(why)), again)
	case !in.survey.follows(known.at) && known.at.Seq <= in.Lines:
		in.add(false, 0, path, lang.T("l'index a été fait d'un autre journal", "the index was made of another journal"), again)
	case in.survey.follows(known.at) && known.at.Seq > 0 && known.at != in.fresh.at:
		in.add(false, 0, path, lang.F("l'index ne dit pas ce que dit le journal (%[1]d enregistrements, il en faut %[2]d)", "the index does not say what the journal says (%[1]d records, %[2]d are due)", known.at.Count, in.fresh.at.Count), again)
	}
	if err := putInto(in.fresh, lines[upTo:]); err != nil {
		return err
	}
	in.Root = in.fresh.at.Root
	return in.fresh.db.View(func(txn *badger.Txn) error {
		ids := keys(txn, yearPrefix)
		in.Years = len(ids)
		for _, id := range ids {
			in.Scenarios += len(keys(txn, scenarioPrefix(id)))
		}
		return nil
	})
}

// drafts verifies the seal of each.
func (in *inspection) drafts() {
	dir := filepath.Join(in.path, draftsName)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		in.add(false, 0, dir, said(err), lang.T("vérifiez vos droits", "check your permissions"))
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != draftSuffix {
			continue // what a write left that did not come to its end
		}
		if _, err := readDraft(filepath.Join(dir, e.Name())); err != nil {
			in.add(false, 0, filepath.Join(dir, e.Name()), lang.F("le brouillon est abîmé : %s", "the draft is damaged: %s", said(err)), lang.T("il n'est pas repris ; ce qui est enregistré est intact", "it is not taken up again; what is saved is intact"))
		}
	}
}

const draftSuffix = ".json"

func readDraft(path string) (d Draft, err error) {
	data, err := os.ReadFile(path)
	if err == nil {
		_, err = journal.Unseal(data, &d)
	}
	return d, err
}

func objectIn(home string, sum journal.Sum) string {
	return filepath.Join(home, objectsName, sum.String())
}
