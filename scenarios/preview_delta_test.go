package scenarios_test

import (
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// The difference of a preview refers to what is committed, not to the reference.
func TestPreviewDelta(t *testing.T) {
	w, err := NewWorkbench(smallYear())
	if err != nil {
		t.Fatal(err)
	}
	change := func(value string) Change {
		c, err := NewSet("charges/plateforme/planned", value)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if err := w.Do(change("2100.00")); err != nil {
		t.Fatal(err)
	}
	if err := w.Preview(change("2350.00")); err != nil {
		t.Fatal(err)
	}
	if got := w.PreviewDelta(); got != (engine.Totals{Charges: 250_00, Balance: -250_00}) || w.TotalsDelta().Charges != 350_00 {
		t.Errorf("got %+v", got)
	}
	w.Cancel()
	if got := w.PreviewDelta(); got != (engine.Totals{}) {
		t.Errorf("without a preview: %+v", got)
	}
}

// An unknown amount has no difference: what is missing is not 0. A charge that the reference lacks counts as 0 there.
func TestChargeDelta(t *testing.T) {
	w, err := NewWorkbench(smallYear())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"year/basis=paid", "charges/comptes-ecoles/planned="} {
		c, err := ParseAssignment(Set, text)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Do(c); err != nil {
			t.Fatal(err)
		}
	}
	add, err := NewAdd("charges/new", []Value{{"label", "New"}, {"category", "content"}, {"level", "common"}, {"paid", "12.00"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Do(add); err != nil {
		t.Fatal(err)
	}
	type delta struct {
		cents engine.Cents
		known bool
	}
	want := func(i int, want delta) {
		t.Helper()
		if cents, known := w.ChargeDelta(i); known != want.known || known && cents != want.cents {
			t.Errorf("charge %d: %s, known %v, want %+v", i, cents, known, want)
		}
	}
	want(0, delta{-1, true})   // 999.99 paid against 1000.00 planned
	want(1, delta{0, false})   // nothing paid is known
	want(3, delta{1200, true}) // not in the reference
	reference := w.Result()    // paid
	w.SetReference("paid", reference)
	for range 3 {
		if !w.Undo() {
			t.Fatal("nothing to undo")
		}
	}
	want(0, delta{1, true})
	want(1, delta{0, false}) // the reference does not know it
}
