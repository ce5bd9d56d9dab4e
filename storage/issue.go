package storage

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// IssueCalls adds a call to a year for each member that is still to be called, see scenarios.Due, numbered YEAR-0001 and on, dated, with
// the status issued. On return they are on the disk. Uncertain are the members that cannot be called. Where there is nobody to call,
// nothing is done. An unknown year is an ErrNotFound.
func (s *Store) IssueCalls(year string, date engine.Date, by scenarios.Person) (issued []scenarios.Call, uncertain []string, err error) {
	_, err = s.commit(act{by, journal.Called}, 0, func(txn *badger.Txn) (command, error) {
		y, _, err := findYear(txn, year)
		if err != nil {
			return command{}, err
		}
		register, err := registerOf(txn, year)
		if err != nil {
			return command{}, err
		}
		d, err := s.dossier(year, y, nil, register)
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
		register.number(year, issued, d.Calls)
		for i := range issued {
			issued[i].Date, issued[i].Status = date, "issued"
		}
		d.Calls = append(d.Calls, issued...)
		return s.planCalls(d, register, issued)
	})
	if err != nil {
		return nil, nil, err
	}
	return issued, uncertain, nil
}

// number gives the next numbers, past those that calls have already which were numbered elsewhere.
func (r *callRegister) number(year string, calls, there []scenarios.Call) {
	taken := map[string]bool{}
	for _, call := range there {
		taken[call.Number] = true
	}
	for i := range calls {
		for calls[i].Number == "" || taken[calls[i].Number] {
			r.Last++
			calls[i].Number = fmt.Sprintf("%s-%04d", year, r.Last)
		}
	}
}

// planCalls sets a year with its new calls, which are put into the register, in one line.
func (s *Store) planCalls(d *scenarios.Dossier, register callRegister, issued []scenarios.Call) (command, error) {
	list, files, err := filesWith(d)
	if err != nil {
		return command{}, err
	}
	set, err := writeYear(d.Year, list)
	if err != nil {
		return command{}, err
	}
	entries, err := register.write(d.Year.ID, issued)
	if err != nil {
		return command{}, err
	}
	takeBack, err := s.writeFiles(context.Background(), list, files)
	return command{set: append([]journal.Write{set}, entries...), takeBack: takeBack}, err
}
