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
