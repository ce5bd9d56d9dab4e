package storage

import (
	"fmt"
	"slices"
	"testing"

	"quotepart/engine"
	"quotepart/scenarios"
)

// Calls are issued once for each member that owes something, sum up to the contributions, and their numbers are never given again.
func TestIssueCalls(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	s := imported(t, d)
	date := engine.Date(20261012)
	issued, _, err := s.IssueCalls(demoID, date, lead("anne"))
	must(t, err)
	paid := *d.Year
	paid.Basis = engine.Paid
	r, err := engine.Compute(&paid)
	must(t, err)
	sum := engine.Cents(0)
	for i, c := range issued {
		sum += c.Amount
		if want := fmt.Sprintf("%s-%04d", demoID, i+1); c.Number != want || c.Date != date || c.Status != "issued" {
			t.Errorf("%+v, not %s", c, want)
		}
	}
	if sum != r.Totals().Contributions || len(issued) < 10 {
		t.Errorf("%d calls of %s, not %s", len(issued), sum, r.Totals().Contributions)
	}
	if again, _, err := s.IssueCalls(demoID, date, lead("anne")); err != nil || len(again) > 0 {
		t.Error("called twice:", again, err)
	}
	if got, err := s.Year(demoID); err != nil || !slices.Equal(got.Calls, issued) {
		t.Error("the calls are not those of the year", err)
	}
	check, err := scenarios.CheckYear(r, issued, nil)
	must(t, err)
	if open, _ := check.Tally(nil); open > 0 {
		t.Errorf("%d differences after issuing", open)
	}

	// The year is replaced by one without calls, deleted and brought back, and one number was used elsewhere.
	n := len(issued)
	d.Calls = []scenarios.Call{{Number: fmt.Sprintf("%s-%04d", demoID, n+1), Date: date, Member: issued[0].Member, Amount: issued[0].Amount, Status: "cancelled"}}
	importDossier(t, s, d, true, true)
	must(t, s.DeleteYear(demoID, lead("anne")))
	_, _, err = s.IssueCalls(demoID, date, lead("anne"))
	wantFault(t, err, ErrNotFound, demoID)
	_, err = s.RestoreYear(demoID, s.Revision()-1, lead("anne"))
	must(t, err)
	again, _, err := s.IssueCalls(demoID, date, lead("anne"))
	must(t, err)
	if len(again) != n || again[0].Number != fmt.Sprintf("%s-%04d", demoID, n+2) || again[0].Member != issued[0].Member {
		t.Errorf("%d calls, the first %+v", len(again), again[0])
	}
}

// A member whose contribution is not known whole is not called.
func TestIncompleteIsNotCalled(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	for i, c := range d.Year.Charges {
		unpaid := *c
		unpaid.Paid = engine.Opt[engine.Cents]{}
		d.Year.Charges[i] = &unpaid
	}
	s := imported(t, d)
	before := s.Revision()
	issued, uncertain, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	if err != nil || len(uncertain) == 0 {
		t.Fatal(uncertain, err)
	}
	for _, c := range issued {
		if slices.Contains(uncertain, d.Year.Members[d.Year.Member(c.Member)].Name) {
			t.Errorf("%s is called although its contribution is not complete", c.Member)
		}
	}
	if len(issued) == 0 && s.Revision() != before {
		t.Error("nobody was called, but something was written")
	}
}
