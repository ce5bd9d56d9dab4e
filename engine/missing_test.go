package engine_test

import (
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
)

// What is missing is counted on the school, on its member and on the level, from the lines and charges themselves.
func TestMissingIsCounted(t *testing.T) {
	seen := false
	rapid.Check(t, func(t *rapid.T) {
		y := enginetest.RandomYear(t)
		r, err := engine.Compute(y)
		if err != nil {
			t.Skip("this random year passes 64 bits: there is no result to look at")
		}
		members := make([]int, len(y.Members))
		for i := range y.Schools {
			want := 0
			for _, l := range r.Lines(i) {
				if l.Status == engine.BandMissing || l.Status == engine.ClassesMissing {
					want++
				}
			}
			if got := r.School(i).Missing; got != want {
				t.Fatalf("school %d: %d lines missing, counted %d", i, want, got)
			}
			members[r.MemberOf(i)] += want
			seen = seen || want > 0
		}
		for i, want := range members {
			if got := r.Member(i).Missing; got != want {
				t.Fatalf("member %d: %d lines missing, counted %d", i, want, got)
			}
		}
		levels := map[engine.Level]int{}
		for i, c := range y.Charges {
			if r.Charge(i).Missing {
				levels[c.Level]++
			}
		}
		for _, l := range []engine.Level{engine.Ecole, engine.College, engine.Common} {
			if got := r.Budget(l).Missing; got != levels[l] {
				t.Fatalf("%s: %d charges missing, counted %d", l, levels[l], got)
			}
		}
	})
	if !seen {
		t.Error("no random year misses a line")
	}
}
