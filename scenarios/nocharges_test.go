package scenarios_test

import (
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// Without any charge what is shared of them is not whole, nor the balance; what has a price is.
func TestNoChargesLeaveSharesUnknown(t *testing.T) {
	y := settled()
	y.Charges, y.Subsidies = nil, nil
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatal(err)
	}
	for metric, whole := range map[string]bool{"totals/balance": false, "tariffs/ecole-comptes/total": false, "tariffs/college-comptes/total": true, "members/cc-val/net": false} {
		m, err := ParseMetric(metric)
		if err != nil {
			t.Fatal(err)
		}
		if a := m.In(r); !a.Exists || a.Complete != whole {
			t.Errorf("%s: %+v, complete should be %v", metric, a, whole)
		}
	}
	c := checked(t, y, []Call{{Number: "T1", Member: "cc-val", Amount: 1}}, nil)
	for i := range c.Calls {
		s := &c.Calls[i]
		if s.Subject.ID != "cc-val" {
			continue
		}
		if _, causes := c.Explain(s); s.Verdict != Incomplete || len(causes) == 0 || causes[0].Code != CauseIncomplete {
			t.Errorf("verdict %s, causes %v", s.Verdict, causes)
		}
		return
	}
	t.Error("cc-val is not checked")
}
