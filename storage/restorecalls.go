package storage

import (
	"bufio"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// issuedCalls are the registers of the calls of a store, by years.
type issuedCalls map[string]callRegister

// take adds what a line says.
func (c issuedCalls) take(l journal.Line) error {
	for _, w := range l.Set {
		if year, is := strings.CutPrefix(w.Key, counterPrefix); is && !w.Gone() {
			r, err := valueOf[callRegister](w.Key, version{Value: w.Value})
			if err != nil {
				return err
			}
			c.add(year, r)
		}
	}
	return nil
}

// add adds the calls of a register that are not there yet. Missing are those.
func (c issuedCalls) add(year string, r callRegister) (missing []scenarios.Call) {
	have := c[year]
	missing = r.missing(have.Calls)
	c[year] = callRegister{max(have.Last, r.Last), slices.Concat(have.Calls, missing)}
	return missing
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
		before := backup[year].Last
		later := backup.add(year, present[year])
		if len(later) == 0 && backup[year].Last == before {
			continue
		}
		set, err := setTo(counterKey(year), backup[year])
		if err != nil {
			return err
		}
		line.Set = append(line.Set, set)
		h.calls = append(h.calls, lang.F("%[1]s : %[2]s appel(s) émis après cette sauvegarde sont gardés (%[3]s) ; leurs membres ne seront pas appelés de nouveau", "%[1]s: %[2]s call(s) issued after this backup are kept (%[3]s); their members will not be called again", year, lang.Count(len(later)), numbersOf(later)))
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
	known, drop, indexErr := openCopy(home)
	if indexErr == nil {
		defer drop()
		indexErr = known.db.View(func(txn *badger.Txn) error {
			return each(txn, counterPrefix, func(year string, r callRegister, _ version) { calls.add(year, r) })
		})
	}
	s, err := surveyJournal(filepath.Join(home, journalName))
	if err != nil {
		return calls, true
	}
	for _, l := range s.whole {
		doubt = calls.take(l) != nil || doubt
	}
	broken := len(s.broken) > 0 || len(s.whole) == 0
	return calls, doubt || broken && indexErr != nil
}

// sameCalls refuses two registers that gave one number to two calls.
func sameCalls(year string, backup, present []scenarios.Call) error {
	for _, b := range backup {
		for _, p := range present {
			if b.Number == p.Number && b != p {
				return wrong(ErrDiffers, lang.F("%[1]s : l'appel n° %[2]s de cette sauvegarde (%[3]s, %[4]s) n'est pas celui des données présentes (%[5]s, %[6]s)", "%[1]s: the call no. %[2]s of this backup (%[3]s, %[4]s) is not that of the present data (%[5]s, %[6]s)", year, b.Number, b.Member, b.Amount, p.Member, p.Amount),
					lang.T("rien n'a changé ; voyez avec la comptabilité lequel a été envoyé, et remettez cette sauvegarde dans un autre dossier avec --data DIR", "nothing has changed; find out from the accounts which one was sent, and restore this backup into another folder with --data DIR"))
			}
		}
	}
	return nil
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
