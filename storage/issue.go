package storage

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// callCounter is under counter/calls/YEAR: the last number that was given to a call of the year. It only grows, and outlives the
// year: a number is never given twice, whatever is deleted or restored.
type callCounter struct {
	Last uint64 `json:"last"`
}

func counterKey(year string) string { return "counter/calls/" + year }

// IssueCalls adds a call to a year for each member that is still to be called, see scenarios.Due, numbered YEAR-0001 and on, dated, with
// the status issued. On return they are on the disk. Uncertain are the members that cannot be called. Where there is nobody to call,
// nothing is done. An unknown year is an ErrNotFound.
func (s *Store) IssueCalls(year string, date engine.Date, by scenarios.Person) (issued []scenarios.Call, uncertain []string, err error) {
	_, err = s.commit(0, func(txn *badger.Txn) (command, error) {
		y, _, err := findYear(txn, year)
		if err != nil {
			return command{}, err
		}
		d, err := s.dossier(year, y, nil)
		if err != nil {
			return command{}, err
		}
		r, err := engine.Compute(d.Year)
		if err != nil {
			return command{}, err
		}
		if issued, uncertain, err = scenarios.Due(r, d.Calls); err != nil || len(issued) == 0 {
			return command{}, err
		}
		counter, _, _, err := get[callCounter](txn, counterKey(year))
		if err != nil {
			return command{}, err
		}
		counter.number(year, issued, d.Calls)
		for i := range issued {
			issued[i].Date, issued[i].Status = date, "issued"
		}
		d.Calls = append(d.Calls, issued...)
		return s.planCalls(d, counter, by)
	})
	if err != nil {
		return nil, nil, err
	}
	return issued, uncertain, nil
}

// number gives the next numbers, past those that calls have already which were numbered elsewhere.
func (c *callCounter) number(year string, calls, there []scenarios.Call) {
	taken := map[string]bool{}
	for _, call := range there {
		taken[call.Number] = true
	}
	for i := range calls {
		for calls[i].Number == "" || taken[calls[i].Number] {
			c.Last++
			calls[i].Number = fmt.Sprintf("%s-%04d", year, c.Last)
		}
	}
}

// planCalls sets a year with its new calls and the counter, in one line.
func (s *Store) planCalls(d *scenarios.Dossier, counter callCounter, by scenarios.Person) (command, error) {
	list, files, err := filesOf(d)
	if err != nil {
		return command{}, err
	}
	set, err := writeYear(d.Year, list)
	if err != nil {
		return command{}, err
	}
	count, err := setTo(counterKey(d.Year.ID), counter)
	if err != nil {
		return command{}, err
	}
	takeBack, err := s.writeFiles(context.Background(), list, files)
	return command{by: by, do: journal.Called, set: []journal.Write{set, count}, takeBack: takeBack}, err
}
