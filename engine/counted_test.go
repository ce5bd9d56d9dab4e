package engine_test

import (
	"testing"

	"quotepart/engine"
)

func TestWhoIsABeneficiary(t *testing.T) {
	// The year runs from 2020-09-01 to 2021-08-31.
	for _, c := range []struct {
		transmitted, left engine.Date
		want              engine.Standing
	}{
		{0, 0, engine.NotTransmitted},
		{0, 20200831, engine.NotTransmitted},
		{20140720, 0, engine.Beneficiary},
		{20210830, 0, engine.Beneficiary},
		{20210831, 0, engine.Beneficiary},
		{20210901, 0, engine.TransmittedAfterYear},
		{20210901, 20211001, engine.TransmittedAfterYear},
		{20140720, 20200831, engine.LeftBeforeYear},
		{20140720, 20200901, engine.Beneficiary},
		{20140720, 20200902, engine.Beneficiary},
		{20140720, 20250101, engine.Beneficiary},
	} {
		y := yearOf(tariff2014("college-comptes"), collegesOf(10)...)
		y.Members[0].Transmitted, y.Members[0].Left = c.transmitted, c.left
		r := computed(t, y)
		m := r.Member(0)
		if m.Standing != c.want {
			t.Errorf("transmitted %s, left %s: %s, want %s", c.transmitted, c.left, m.Standing, c.want)
		}
		counts := c.want == engine.Beneficiary
		if (m.Gross > 0) != counts || (m.Schools == 1) != counts || (m.Pupils == 10) != counts {
			t.Errorf("transmitted %s, left %s: %+v", c.transmitted, c.left, m)
		}
		if reason := r.School(0).Reason; (reason == engine.Counted) != counts || !counts && reason != engine.MemberNotBeneficiary {
			t.Errorf("transmitted %s, left %s: school %q", c.transmitted, c.left, reason)
		}
	}
	// The earlier steps do not decide.
	y := yearOf(tariff2014("college-comptes"), collegesOf(10)...)
	m := y.Members[0]
	if m.Approved.IsSet() || m.Signed.IsSet() || m.Designated.IsSet() || m.Standing(y) != engine.Beneficiary {
		t.Errorf("a member that is transmitted without the steps before: %s", m.Standing(y))
	}
}

func TestWhichSchoolsCount(t *testing.T) {
	for _, c := range []struct {
		access, closed engine.Date
		pupils         int64
		want           engine.Reason
	}{
		{20140901, 0, 1, engine.Counted},
		{20210831, 0, 1, engine.Counted}, // access on the last day: the full year is due
		{20210901, 0, 1, engine.AccessAfterYear},
		{0, 0, 1, engine.NoAccess},
		{20140901, 20200831, 1, engine.Closed},
		{20140901, 20200901, 1, engine.Counted},
		{20140901, 20210101, 1, engine.Counted},
		{20140901, 0, 0, engine.NoPupils},
		{20140901, 20200831, 0, engine.Closed},
		{0, 20200831, 0, engine.NoAccess},
		{20210901, 20220101, 0, engine.AccessAfterYear},
	} {
		s := collegeOf(1, c.pupils)
		s.Access, s.Closed = c.access, c.closed
		r := computed(t, yearOf(tariff2014("college-comptes"), s))
		got := r.School(0)
		if got.Reason != c.want {
			t.Errorf("access %s, closed %s, %d pupils: %q, want %q", c.access, c.closed, c.pupils, got.Reason, c.want)
		}
		lines, total := 0, engine.Cents(0)
		if c.want == engine.Counted {
			lines, total = 1, engine.Cents(6_00*c.pupils)
		}
		if got.Total != total || len(r.Lines(0)) != lines || len(r.ExplainSchool(0)) != lines {
			t.Errorf("access %s, closed %s, %d pupils: total %s, lines %v", c.access, c.closed, c.pupils, got.Total, r.Lines(0))
		}
	}
}

// A reason or a standing without its own words would be read as "counted" or "beneficiary".
func TestReasonsAreWorded(t *testing.T) {
	var p page
	for _, r := range []engine.Reason{engine.Counted, engine.MemberNotBeneficiary, engine.NoAccess, engine.AccessAfterYear, engine.Closed, engine.NoPupils} {
		p.title("reason " + string(r))
		p.both(r.Text())
	}
	for _, s := range []engine.Standing{engine.Beneficiary, engine.NotTransmitted, engine.TransmittedAfterYear, engine.LeftBeforeYear} {
		p.title("standing " + string(s))
		p.both(s.Text())
	}
	for _, u := range []engine.Unit{engine.UnitPupils, engine.UnitActive, engine.UnitClasses, engine.UnitSchools, engine.UnitShares} {
		p.title("unit " + string(u))
		p.both(u.Text())
	}
	for _, b := range []engine.YearBasis{engine.Planned, engine.Paid} {
		p.title("basis " + string(b))
		p.both(b)
	}
	golden(t, "words.golden", p.String())
}

func TestLookups(t *testing.T) {
	y := explainedYear()
	for i, m := range y.Members {
		if got := y.Member(m.ID); got != i {
			t.Errorf("Member(%s) = %d, want %d", m.ID, got, i)
		}
	}
	for i, s := range y.Schools {
		if got := y.School(s.UAI); got != i {
			t.Errorf("School(%s) = %d, want %d", s.UAI, got, i)
		}
	}
	for i, c := range y.Charges {
		if got := y.Charge(c.ID); got != i {
			t.Errorf("Charge(%s) = %d, want %d", c.ID, got, i)
		}
	}
	for i, s := range y.Subsidies {
		if got := y.Subsidy(s.ID); got != i {
			t.Errorf("Subsidy(%s) = %d, want %d", s.ID, got, i)
		}
	}
	for i, tariff := range y.Charter.Tariffs {
		if got := y.Tariff(tariff.ID); got != i {
			t.Errorf("Tariff(%s) = %d, want %d", tariff.ID, got, i)
		}
	}
	for name, got := range map[string]int{"member": y.Member("x"), "school": y.School("x"), "charge": y.Charge("x"), "subsidy": y.Subsidy("x"), "tariff": y.Tariff("x")} {
		if got != -1 {
			t.Errorf("an unknown %s is at %d", name, got)
		}
	}
}
