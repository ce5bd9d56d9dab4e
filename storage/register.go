package storage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// callRegister is what the entries of a year come to: the calls that were issued here, each with the status that was said of it last, and
// the last number that was given to one. It only grows, and outlives the year and its files: no number is given twice and no member called
// twice, whatever is replaced, deleted or restored.
type callRegister struct {
	Last    uint64
	Calls   []scenarios.Call
	entries int // the number of the last entry
}

// callEntry is under counter/calls/YEAR/NUMBER: calls as they were issued, or as an import said later that they are. It is never written
// over. An earlier version wrote a single one, without a number, and all calls into it.
type callEntry struct {
	Last  uint64           `json:"last"`
	Calls []scenarios.Call `json:"calls,omitempty"`
}

const (
	counterPrefix = "counter/calls/"
	callsPerEntry = 1000 // of ids of 100 characters, they are well below maxValue
)

func counterKey(year string) string { return counterPrefix + year }

// entryOf is the year and the number of an entry, false where a key is none of the register.
func entryOf(key string) (year string, n int, is bool) {
	rest, is := strings.CutPrefix(key, counterPrefix)
	year, number, _ := strings.Cut(rest, "/")
	n, _ = strconv.Atoi(number) // none: 0
	return year, n, is
}

// registerOf reads the register of a year.
func registerOf(txn *badger.Txn, year string) (callRegister, error) {
	return foldEntries(year, keys(txn, counterKey(year)+"/"), func(key string) (callEntry, bool, error) {
		e, _, found, err := get[callEntry](txn, key)
		return e, found, err
	})
}

// registerAt is the register of a year as it stood once a revision was made.
func registerAt(txn *badger.Txn, year string, revision uint64) (callRegister, error) {
	return foldEntries(year, everKeys(txn, counterKey(year)+"/"), func(key string) (e callEntry, found bool, err error) {
		v, found, err := asOf(txn, key, revision)
		if err == nil && found {
			e, err = valueOf[callEntry](key, v)
		}
		return e, found, err
	})
}

func foldEntries(year string, numbers []string, read func(key string) (callEntry, bool, error)) (r callRegister, err error) {
	list := []string{counterKey(year)}
	for _, n := range numbers {
		list = append(list, counterKey(year)+"/"+n)
	}
	for _, key := range list {
		e, found, err := read(key)
		if err != nil {
			return r, err
		}
		if found {
			r.take(key, e)
		}
	}
	return r, nil
}

// take takes an entry over that came later than those before.
func (r *callRegister) take(key string, e callEntry) {
	_, n, _ := entryOf(key)
	r.entries = max(r.entries, n)
	r.Last = max(r.Last, e.Last)
	r.Calls = callRegister{Calls: e.Calls}.onto(r.Calls)
}

// write adds calls, which are new or have another status. It gives what a line has to set.
func (r *callRegister) write(year string, calls []scenarios.Call) (set []journal.Write, err error) {
	for some := range slices.Chunk(calls, callsPerEntry) {
		w, err := r.writeEntry(year, some)
		if err != nil {
			return nil, err
		}
		set = append(set, w...)
	}
	return set, nil
}

// writeLast adds but the last number.
func (r *callRegister) writeLast(year string) ([]journal.Write, error) {
	return r.writeEntry(year, nil)
}

func (r *callRegister) writeEntry(year string, calls []scenarios.Call) ([]journal.Write, error) {
	key, e := fmt.Sprintf("%s/%06d", counterKey(year), r.entries+1), callEntry{r.Last, calls}
	w, err := setTo(key, e)
	r.take(key, e)
	return []journal.Write{w}, err
}

// asIssued is a call without what may change of it once it was issued.
func asIssued(c scenarios.Call) scenarios.Call {
	c.Status = ""
	return c
}

// statuses are those of calls; of two that are the same, that of the first.
func statuses(calls []scenarios.Call) map[scenarios.Call]string {
	of := map[scenarios.Call]string{}
	for _, c := range slices.Backward(calls) {
		of[asIssued(c)] = c.Status
	}
	return of
}

// missing are the calls that were issued and are not among these.
func (r callRegister) missing(among []scenarios.Call) []scenarios.Call {
	there := statuses(among)
	return slices.DeleteFunc(slices.Clone(r.Calls), func(c scenarios.Call) bool { _, is := there[asIssued(c)]; return is })
}

// onto gives calls the statuses that the register has of them, and adds those that they lack.
func (r callRegister) onto(calls []scenarios.Call) []scenarios.Call {
	said := statuses(r.Calls)
	out := slices.Clone(calls)
	for i, c := range out {
		if status, is := said[asIssued(c)]; is {
			out[i].Status = status
			delete(said, asIssued(c)) // one that repeats it is another paper
		}
	}
	return append(out, r.missing(calls)...)
}

// changed are the calls that were issued of which these say another status.
func (r callRegister) changed(calls []scenarios.Call) (changed []scenarios.Call) {
	said := statuses(calls)
	for _, c := range r.Calls {
		if status, is := said[asIssued(c)]; is && status != c.Status {
			c.Status = status
			changed = append(changed, c)
		}
	}
	return changed
}

// clash finds a call that was issued whose number one of these has that is another call.
func (r callRegister) clash(calls []scenarios.Call) (issued, other scenarios.Call, is bool) {
	numbered := map[string]scenarios.Call{}
	for _, c := range calls {
		numbered[c.Number] = c
	}
	for _, c := range r.missing(calls) {
		if other, is := numbered[c.Number]; is {
			return c, other, true
		}
	}
	return issued, other, false
}

// contradicted refuses calls of which one has the number of one that was issued here, and none is that one.
func (r callRegister) contradicted(year string, calls []scenarios.Call) error {
	c, other, is := r.clash(calls)
	if !is {
		return nil
	}
	return wrong(ErrIssued, lang.F("%[1]s : l'appel n° %[2]s a été émis par quotepart (%[3]s, %[4]s, le %[5]s) ; celui de calls.csv en est un autre (%[6]s, %[7]s, le %[8]s)", "%[1]s: the call no. %[2]s was issued by quotepart (%[3]s, %[4]s, on %[5]s); that of calls.csv is another one (%[6]s, %[7]s, on %[8]s)",
		year, c.Number, c.Member, c.Amount, c.Date, other.Member, other.Amount, other.Date),
		lang.T("d'un appel émis, seul le statut change : pour le reprendre, donnez-lui le statut cancelled ; donnez à l'autre un numéro à lui", "of a call that was issued only the status changes: to take it back, give it the status cancelled; give the other one a number of its own"))
}
