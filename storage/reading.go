package storage

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// reading is what was found in a journal when it was opened.
type reading struct {
	path  string
	last  journal.Line
	size  int64         // bytes of whole lines
	heads []journal.Sum // the seal of each line
	takes []int64       // bytes of the index that the lines up to each one take, at most
	torn  *journal.Broken
}

// readJournal reads a whole journal and verifies it. What is wrong with it is in torn.
func readJournal(path string) (*reading, error) {
	r := &reading{path: path}
	err := r.read(func(l journal.Line, _ []byte) error {
		r.heads = append(r.heads, l.Sum)
		r.takes = append(r.takes, r.upTo(l.Seq-1)+sizeOf(l.By, l.Set))
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.torn = &journal.Broken{Line: 1, Last: true, Err: err}
	case err != nil && !errors.As(err, &r.torn):
		return nil, unusable(path, err)
	}
	return r, nil
}

// upTo is how many bytes of the index the first n lines take, at most.
func (r *reading) upTo(n uint64) int64 {
	if n == 0 {
		return 0
	}
	return r.takes[n-1]
}

func (r *reading) read(each func(journal.Line, []byte) error) error {
	f, err := os.Open(r.path)
	if err != nil {
		return err
	}
	defer f.Close()
	r.last, r.size, err = journal.Read(f, each)
	return err
}

// again reads the whole lines another time.
func (r *reading) again(each func(journal.Line, []byte) error) error {
	f, err := os.Open(r.path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, _, err = journal.Read(io.LimitReader(f, r.size), each)
	return err
}

// batchSize is how many bytes are put into an index at once, roughly: well below what a transaction takes.
const batchSize = 1 << 20

// into puts the lines into an index that it does not have.
func (r *reading) into(x *index, progress func(done, all uint64)) error {
	if x.at.Seq == r.last.Seq {
		return nil
	}
	var batch []journal.Line
	size := int64(0)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := x.applyInParts(batch...); err != nil {
			return err
		}
		if progress != nil {
			progress(x.at.Seq, r.last.Seq)
		}
		batch, size = nil, 0
		return nil
	}
	err := r.again(func(l journal.Line, _ []byte) error {
		if l.Seq <= x.at.Seq {
			return nil
		}
		of := sizeOf(l.By, l.Set)
		if size+of > batchSize {
			if err := flush(); err != nil {
				return err
			}
		}
		batch, size = append(batch, l), size+of
		return nil
	})
	if err == nil {
		err = flush()
	}
	return err
}

// inMemory makes an index of the lines where there is no disk for one.
func (r *reading) inMemory() (*index, error) {
	x, err := openIndex(inMemory())
	if err != nil {
		return nil, err
	}
	if err := r.into(x, nil); err != nil {
		_ = x.close() // the first error is the one to mend
		return nil, err
	}
	return x, nil
}

// follows tells whether an index was made of these lines, or of the first of them.
func (r *reading) follows(at meta) error {
	switch {
	case at.Seq == 0:
		return nil
	case at.Seq > uint64(len(r.heads)) || r.heads[at.Seq-1] != at.Head:
		return lang.Wrong(lang.T("il a été fait d'un autre journal", "it was made of another journal"), lang.Text{})
	}
	return nil
}

// settleEnd decides what becomes of a journal that does not end with a whole line. A line that was never acknowledged, because the
// index does not have it, is cut off, which is said; a line that was is damage.
func (s *Store) settleEnd(r *reading, x *index) error {
	known := meta{}
	if x != nil {
		known = x.at
	}
	if r.torn == nil {
		if known.Seq > r.last.Seq {
			return lineMissing(r, known.Seq)
		}
		if r.last.Seq == 0 {
			return brokenJournal(r, &journal.Broken{Line: 1, Err: lang.Wrong(lang.T("elle manque", "it is missing"), lang.Text{})})
		}
		return nil
	}
	acknowledged := known.Seq >= r.torn.Line
	unfinished := r.torn.Torn || known.Seq == r.torn.Line-1 && known.Seq > 0 && r.follows(known) == nil
	if !r.torn.Last || acknowledged || !unfinished || r.last.Seq == 0 {
		return brokenJournal(r, r.torn)
	}
	if s.unwritable != nil {
		return nil // it is only not read: whoever writes may just be at it
	}
	what := lang.F("la dernière ligne du journal (%d) n'était pas finie : elle est ôtée", "the last line of the journal (%d) was not finished: it is taken away", r.torn.Line)
	if known.Seq > 0 && r.follows(known) == nil {
		what = lang.F("la dernière ligne du journal (%d) n'était pas finie et n'avait pas été confirmée : elle est ôtée", "the last line of the journal (%d) was not finished and had not been acknowledged: it is taken away", r.torn.Line)
	} // else the index that would know is lost
	s.notice(what)
	return nil
}

// brokenJournal says where a journal is broken, and what can be restored.
func brokenJournal(r *reading, b *journal.Broken) error {
	return wrong(ErrDamaged, lang.F("« %[1]s », ligne %[2]d (octet %[3]d) : ce n'est pas ce qui avait été écrit (%[4]s) ; %[5]s", "%[1]q, line %[2]d (byte %[3]d) is not what was written (%[4]s); %[5]s", r.path, b.Line, b.Offset, said(b.Err), r.whole()), salvage)
}

// lineMissing says that lines are missing at the end that the index knows.
func lineMissing(r *reading, known uint64) error {
	return wrong(ErrDamaged, lang.F("« %[1]s » finit à la ligne %[2]d, alors que %[3]d avaient été confirmées ; %[4]s", "%[1]q ends at line %[2]d although %[3]d had been acknowledged; %[4]s", r.path, r.last.Seq, known, r.whole()), salvage)
}

var salvage = lang.T("remettez une sauvegarde avec quotepart restore FILE, ou gardez tout ce qui est entier avec quotepart restore --salvage ; rien n'est effacé",
	"put a backup back with quotepart restore FILE, or keep all that is whole with quotepart restore --salvage; nothing is deleted")

// whole says what stands before the break.
func (r *reading) whole() lang.Text {
	if r.last.Seq == 0 {
		return lang.T("aucune ligne d'avant n'est entière", "no line before it is whole")
	}
	return lang.F("les %[1]d lignes d'avant sont entières, jusqu'au %[2]s", "the %[1]d lines before it are whole, up to %[2]s", r.last.Seq, r.last.At.Local().Format(time.DateTime))
}
