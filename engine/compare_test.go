package engine_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
)

// TestMain raises the number of random years of each property; -rapid.checks on the command line or RAPID_CHECKS still decides.
func TestMain(m *testing.M) {
	if os.Getenv("RAPID_CHECKS") != "" {
		os.Exit(m.Run())
	}
	if err := flag.Set("rapid.checks", "2500"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestEngineAgreesWithTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := enginetest.RandomYear(t)
		refuse(t, y)
		holdAgainst(t, y, refer(y))
	})
}

// refuse fails on a generated year that Check would not let in.
func refuse(t *rapid.T, y *engine.Year) {
	for _, p := range y.Check() {
		if p.Severity == engine.Error {
			t.Fatalf("the generator made a wrong year: %s: %v", p.Address, p.Fault)
		}
	}
}

// fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// holdAgainst computes a year and holds every number of the result against the reference.
func holdAgainst(t fataler, y *engine.Year, ref *reference) {
	t.Helper()
	r, err := engine.Compute(y)
	switch {
	case errors.Is(err, engine.ErrOverflow):
		if ref.fits() {
			t.Fatalf("ErrOverflow, but every amount fits")
		}
		return
	case err != nil:
		t.Fatalf("Compute: %v", err)
	case !ref.fits():
		t.Fatalf("an amount passes 64 bits, but Compute gave no error")
	}
	if found := differences(r, ref); len(found) > 0 {
		t.Fatalf("engine and reference differ:\n%s", strings.Join(found, "\n"))
	}
}

// fits tells whether every amount, and the sum of all contributions before subsidies, fits 64 bits.
func (ref *reference) fits() bool {
	all := []*big.Rat{ref.sumCharges, ref.sumMutualised, ref.sumSubsidies, ref.sumNet, ref.balance}
	gross := rat(0)
	for _, m := range ref.members {
		gross = plus(gross, m.gross)
	}
	for _, t := range ref.tariffs {
		all = append(all, t.total, t.toShare)
	}
	most := rat(math.MaxInt64)
	return !slices.ContainsFunc(append(all, gross), func(r *big.Rat) bool { return r.Cmp(most) > 0 })
}

// diff gathers what differs between a result and the reference.
type diff []string

func (d *diff) number(what string, got int64, want *big.Rat) {
	if rat(got).Cmp(want) != 0 {
		*d = append(*d, fmt.Sprintf("%s: engine %d, reference %s", what, got, want.RatString()))
	}
}

func (d *diff) money(what string, got engine.Cents, want *big.Rat) { d.number(what, int64(got), want) }

func (d *diff) same(what string, got, want any) {
	if got != want {
		*d = append(*d, fmt.Sprintf("%s: engine %v, reference %v", what, got, want))
	}
}

func differences(r *engine.Result, ref *reference) diff {
	var d diff
	d.schools(r, ref)
	d.members(r, ref)
	d.tariffs(r, ref)
	d.budget(r, ref)
	var notices []refNotice
	for _, n := range r.Notices() {
		notices = append(notices, refNotice{n.Severity, n.Code, n.Subject})
		if n.Message.FR == "" || n.Message.EN == "" {
			d = append(d, n.Code+": a message is empty")
		}
	}
	if got, want := sorted(notices), sorted(ref.notices); !slices.Equal(got, want) {
		d = append(d, fmt.Sprintf("notices: engine %v, reference %v", got, want))
	}
	d.same("complete", r.Complete(), ref.complete)
	return d
}

func sorted(notices []refNotice) []refNotice {
	return slices.SortedFunc(slices.Values(notices), func(a, b refNotice) int {
		return cmp.Or(cmp.Compare(a.severity, b.severity), cmp.Compare(a.code, b.code), cmp.Compare(a.subject, b.subject))
	})
}

func (d *diff) schools(r *engine.Result, ref *reference) {
	for k, s := range ref.year.Schools {
		got := r.School(k)
		d.same(s.UAI+" reason", got.Reason, ref.reasons[k])
		d.money(s.UAI+" total", got.Total, ref.totals[k])
		present := 0
		for _, line := range r.Lines(k) {
			what := s.UAI + " " + line.Tariff.ID
			want, ok := ref.lines[k][line.Tariff.ID]
			d.same(what+" has a line", line.Status.HasLine(), ok)
			if !ok || !line.Status.HasLine() {
				d.same(what+" amount without a line", line.Amount, engine.Cents(0))
				continue
			}
			present++
			d.number(what+" quantity", line.Quantity, want.quantity)
			d.money(what+" amount", line.Amount, want.amount)
		}
		d.same(s.UAI+" number of lines", present, len(ref.lines[k]))
	}
}

func (d *diff) members(r *engine.Result, ref *reference) {
	for i, m := range ref.year.Members {
		got, want := r.Member(i), ref.members[i]
		d.same(m.ID+" standing", got.Standing, want.standing)
		d.same(m.ID+" schools", got.Schools, want.schools)
		d.same(m.ID+" pupils", got.Pupils, want.pupils)
		d.money(m.ID+" gross", got.Gross, want.gross)
		d.money(m.ID+" subsidy", got.Subsidy, want.subsidy)
		d.money(m.ID+" net", got.Net, want.net)
		for j, tariff := range ref.year.Charter.Tariffs {
			sum := rat(0)
			for k, s := range ref.year.Schools {
				if line, ok := ref.lines[k][tariff.ID]; ok && s.Member == m.ID {
					sum = plus(sum, line.amount)
				}
			}
			d.money(m.ID+" under "+tariff.ID, r.MemberTariff(i, j), sum)
		}
	}
}

func (d *diff) tariffs(r *engine.Result, ref *reference) {
	for i, t := range ref.year.Charter.Tariffs {
		got, want := r.Tariff(i), ref.tariffs[i]
		d.money(t.ID+" total", got.Total, want.total)
		d.money(t.ID+" to share", got.ToShare, want.toShare)
		d.same(t.ID+" schools", got.Schools, want.schools)
	}
}

func (d *diff) budget(r *engine.Result, ref *reference) {
	for i, c := range ref.year.Charges {
		got, want := r.Charge(i), ref.charges[i]
		d.money(c.ID+" amount", got.Amount, want.amount)
		d.money(c.ID+" mutualised", got.Mutualised, want.mutualised)
		d.money(c.ID+" subsidies", got.Subsidies, want.subsidies)
		d.money(c.ID+" net", got.Net, want.net)
		d.same(c.ID+" missing", got.Missing, want.missing)
	}
	for i, s := range ref.year.Subsidies {
		d.money(s.ID+" used", r.Subsidy(i).Used, ref.subsidies[i].used)
		d.money(s.ID+" unused", r.Subsidy(i).Unused, ref.subsidies[i].unused)
	}
	for level, want := range ref.budgets {
		got, name := r.Budget(level), string(level)
		d.money(name+" charges", got.Charges, want.charges)
		d.money(name+" mutualised", got.Mutualised, want.mutualised)
		d.money(name+" subsidies", got.Subsidies, want.subsidies)
		d.money(name+" net", got.Net, want.net)
		d.money(name+" gross", got.Gross, want.gross)
	}
	t := r.Totals()
	d.money("total charges", t.Charges, ref.sumCharges)
	d.money("total mutualised", t.Mutualised, ref.sumMutualised)
	d.money("total subsidies", t.Subsidies, ref.sumSubsidies)
	d.money("total contributions", t.Contributions, ref.sumNet)
	d.money("balance", t.Balance, ref.balance)
}
