package engine_test

import (
	"math"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
)

func TestWholeEuros(t *testing.T) {
	for cents, want := range map[engine.Cents]string{
		0: "0", 49: "0", 50: "1", -49: "0", -50: "−1", 149: "1", 150: "2", -150: "−2", 34_540_049: "345,400",
		math.MaxInt64: "92,233,720,368,547,758", math.MinInt64: "−92,233,720,368,547,758",
	} {
		if got := cents.WholeEuros(lang.EN); got != want {
			t.Errorf("%d cents are %q, want %q", int64(cents), got, want)
		}
	}
}

func TestPerPupil(t *testing.T) {
	for _, c := range []struct {
		net, pupils int64
		want        engine.Opt[engine.Cents]
	}{
		{100, 0, engine.Opt[engine.Cents]{}}, {0, 3, engine.Some[engine.Cents](0)}, {100, 3, engine.Some[engine.Cents](33)},
		{5, 2, engine.Some[engine.Cents](3)}, {math.MaxInt64, 1, engine.Some[engine.Cents](math.MaxInt64)},
	} {
		if got := (engine.MemberResult{Net: engine.Cents(c.net), Pupils: c.pupils}).PerPupil(); got != c.want {
			t.Errorf("%d cents of %d pupils are %v, want %v", c.net, c.pupils, got, c.want)
		}
	}
}
