package storage

import (
	"bufio"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// issuedCalls are the registers of the calls of a store, by years.
type issuedCalls map[string]datedRegister

// datedRegister is a register with the time at which something was last said of its calls.
type datedRegister struct {
	callRegister
	at time.Time
}

// takeLine takes over what a line says, which comes after what is there.
func (c issuedCalls) takeLine(l journal.Line) error {
	for _, w := range l.Set {
		if _, _, is := entryOf(w.Key); !is || w.Gone() {
			continue
		}
		e, err := valueOf[callEntry](w.Key, version{Value: w.Value})
		if err != nil {
			return err
		}
		c.take(w.Key, e, l.At)
	}
	return nil
}

func (c issuedCalls) take(key string, e callEntry, at time.Time) {
	year, _, _ := entryOf(key)
	r := c[year]
	r.take(key, e)
	if at.After(r.at) { // a clock that was set back does not count
		r.at = at
	}
	c[year] = r
}

// add adds what another register says of a year. Where both have a call, its status is that which was said later. Missing are the calls
// that were not there, changed those with another status now.
func (c issuedCalls) add(year string, other datedRegister) (missing, changed []scenarios.Call) {
	have := c[year]
	missing = other.missing(have.Calls)
	if !other.at.Before(have.at) {
		changed = have.changed(other.Calls)
		have.at = other.at
	}
	have.Last, have.entries = max(have.Last, other.Last), max(have.entries, other.entries)
	have.Calls = callRegister{Calls: slices.Concat(changed, missing)}.onto(have.Calls)
	c[year] = have
	return missing, changed
}

// keepCalls puts a line behind those of a backup, of which last is the last, where the present home has issued calls after it: they were
// sent, so their numbers and members stay known whatever is restored.
func (h *newHome) keepCalls(w *bufio.Writer, backup issuedCalls, last journal.Line, author string) error {
	present, doubt := h.presentCalls()
	if doubt {
		h.calls = append(h.calls, lang.F("les données d'avant sont abîmées : des appels émis après cette sauvegarde (%s) peuvent y manquer ; comparez avec la comptabilité avant quotepart issue", "the data from before is damaged: calls that were issued after this backup (%s) may be missing; compare with the accounts before quotepart issue", moment(last.At)))
	}
	line := journal.Line{Seq: last.Seq + 1, Prev: last.Sum, At: now(), By: author, Do: journal.Restored}
	if line.At.Before(last.At) {
		line.At = last.At
	}
	for _, year := range slices.Sorted(maps.Keys(present)) {
		if err := sameCalls(year, backup[year].Calls, present[year].Calls); err != nil {
			return err
		}
		r, before := backup[year].callRegister, backup[year].Last
		later, changed := backup.add(year, present[year])
		r.Last = backup[year].Last
		set, err := r.write(year, slices.Concat(changed, later))
		if err != nil {
			return err
		}
		if len(set) == 0 && r.Last > before {
			if set, err = r.writeLast(year); err != nil {
				return err
			}
			h.calls = append(h.calls, lang.F("%[1]s : des numéros ont été donnés après cette sauvegarde par une version qui ne tenait pas ses appels ; comparez avec la comptabilité avant quotepart issue", "%[1]s: numbers were given after this backup by a version that did not keep its calls; compare with the accounts before quotepart issue", year))
		}
		line.Set = append(line.Set, set...)
		if len(later) > 0 {
			h.calls = append(h.calls, lang.F("%[1]s : %[2]s appel(s) émis après cette sauvegarde sont gardés (%[3]s) ; leurs membres ne seront pas appelés de nouveau", "%[1]s: %[2]s call(s) issued after this backup are kept (%[3]s); their members will not be called again", year, lang.Count(len(later)), numbersOf(later)))
		}
		if len(changed) > 0 {
			h.calls = append(h.calls, lang.F("%[1]s : %[2]s appel(s) gardent le statut qui leur a été donné après cette sauvegarde (%[3]s)", "%[1]s: %[2]s call(s) keep the status that they were given after this backup (%[3]s)", year, lang.Count(len(changed)), numbersOf(changed)))
		}
	}
	if len(line.Set) == 0 {
		return nil
	}
	data, _, err := journal.Seal(line)
	if err == nil {
		_, err = w.Write(append(data, '\n'))
	}
	return err
}

// presentCalls are those that the home that counts has issued, from its journal and its index, whatever is broken in them. Doubt tells that
// there may be others.
func (h *newHome) presentCalls() (calls issuedCalls, doubt bool) {
	calls = issuedCalls{}
	if homeNumber(h.old) == 0 { // none, or one of schema 1, which issued none
		return calls, false
	}
	home := filepath.Join(h.dir, h.old)
	known, drop, indexErr := openCopy(home) // before the journal is read, which is always ahead of it
	if indexErr == nil {
		defer drop()
	}
	s, err := surveyJournal(filepath.Join(home, journalName))
	if err != nil {
		return calls, true
	}
	for _, l := range s.whole {
		doubt = calls.takeLine(l) != nil || doubt
	}
	if indexErr == nil {
		indexErr = known.db.View(func(txn *badger.Txn) error { return calls.addIndexed(txn) })
	}
	broken := len(s.broken) > 0 || len(s.whole) == 0
	return calls, doubt || broken && indexErr != nil
}

// addIndexed adds what the index has.
func (c issuedCalls) addIndexed(txn *badger.Txn) error {
	indexed := issuedCalls{}
	for _, key := range keys(txn, counterPrefix) {
		e, v, found, err := get[callEntry](txn, counterPrefix+key)
		if err != nil {
			return err
		}
		if found {
			indexed.take(counterPrefix+key, e, v.At)
		}
	}
	for year, r := range indexed {
		c.add(year, r)
	}
	return nil
}

// sameCalls refuses two registers that gave one number to two calls.
func sameCalls(year string, backup, present []scenarios.Call) error {
	b, p, is := callRegister{Calls: backup}.clash(present)
	if !is {
		return nil
	}
	return wrong(ErrDiffers, lang.F("%[1]s : l'appel n° %[2]s de cette sauvegarde (%[3]s, %[4]s) n'est pas celui des données présentes (%[5]s, %[6]s)", "%[1]s: the call no. %[2]s of this backup (%[3]s, %[4]s) is not that of the present data (%[5]s, %[6]s)", year, b.Number, b.Member, b.Amount, p.Member, p.Amount),
		lang.T("rien n'a changé ; voyez avec la comptabilité lequel a été envoyé, et remettez cette sauvegarde dans un autre dossier avec --data DIR", "nothing has changed; find out from the accounts which one was sent, and restore this backup into another folder with --data DIR"))
}

// numbersOf names calls by their numbers: the first and the last of many.
func numbersOf(calls []scenarios.Call) lang.Text {
	var numbers []string
	for _, c := range calls {
		numbers = append(numbers, c.Number)
	}
	if n := len(numbers); n > 10 {
		return lang.F("de %[1]s à %[2]s", "from %[1]s to %[2]s", numbers[0], numbers[n-1])
	}
	list := strings.Join(numbers, ", ")
	return lang.T(list, list)
}
