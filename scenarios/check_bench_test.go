package scenarios_test

import (
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	. "quotepart/scenarios"
)

// A large planned year, each call 1.00 too high: what the screen does after an edit, and for the row under the cursor.
func BenchmarkCheck60k(b *testing.B) {
	y := enginetest.BigYear(60_000, 1_000)
	calls, invoices := right(b, y)
	for i := range calls {
		calls[i].Amount += 100
	}
	r, err := engine.Compute(y)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if _, err := CheckYear(r, calls, invoices); err != nil {
				b.Fatal(err)
			}
		}
	})
	c := checked(b, y, calls, invoices)
	b.Run("explain", func(b *testing.B) {
		for b.Loop() {
			c.Explain(&c.Calls[len(c.Calls)/2])
		}
	})
}
