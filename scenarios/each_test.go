package scenarios_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// Each part is the difference that switching the change makes, as two computations from scratch give it.
func TestParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		w := workbench(t, y)
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			_ = w.Do(randomChange(t, w.Year()))
		}
		changes := slices.Clone(w.Changes())
		for i := range changes {
			changes[i].Off = rapid.Bool().Draw(t, "off")
		}
		totals := func(list []Change) (*engine.Result, error) {
			y, err := Apply(y, Active(list))
			if err != nil {
				return nil, err
			}
			return engine.Compute(y)
		}
		parts, err := Parts(context.Background(), y, changes, nil)
		all, want := totals(changes)
		if (err == nil) != (want == nil) {
			t.Fatalf("%v, want %v", err, want)
		}
		if err != nil {
			return
		}
		for i := range changes {
			other := slices.Clone(changes)
			other[i].Off = !other[i].Off
			r, err := totals(other)
			if (err == nil) != (parts[i].Err == nil) {
				t.Fatalf("part %d: %v, want %v", i, parts[i].Err, err)
			}
			if err != nil {
				continue
			}
			with, without := all.Totals(), r.Totals()
			if changes[i].Off {
				with, without = without, with
			}
			if got := parts[i]; got.Contributions != with.Contributions-without.Contributions || got.Balance != with.Balance-without.Balance || got.Complete != (all.Complete() && r.Complete()) {
				t.Fatalf("part %d of %s: %+v", i, texts(changes), got)
			}
		}
	})
}

func TestPartsCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c, err := NewSet("year/label", "7")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Parts(ctx, smallYear(), []Change{c}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	told := 0
	if _, err := Parts(ctx, smallYear(), []Change{c, c, c}, func(done, of int) {
		if done != told || of != 3 {
			t.Errorf("%d of %d", done, of)
		}
		if told++; told == 2 {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) || told != 2 {
		t.Errorf("%v after %d", err, told)
	}
}

// A change that is off is stored so that who does not know off refuses it, and comes back off.
func TestOffIsStored(t *testing.T) {
	c, err := NewScale("tariffs/*/price", "1.08")
	if err != nil {
		t.Fatal(err)
	}
	c.Off = true
	data, err := json.Marshal(c)
	if want := `{"off":{"scale":"tariffs/*/price","by":"1.08"}}`; err != nil || string(data) != want {
		t.Fatalf("%s, want %s (%v)", data, want, err)
	}
	var back Change
	if err := json.Unmarshal(data, &back); err != nil || back.String() != "off: scale tariffs/*/price by 1.08" {
		t.Errorf("%s, %v", back, err)
	}
	for _, wrong := range []string{`{"off":{"off":{"remove":"schools/x"}}}`, `{"off":{},"remove":"schools/0990001P"}`, `{"off":{"set":"year/basis","to":"paid"},"set":"year/basis","to":"paid"}`} {
		if err := json.Unmarshal([]byte(wrong), &back); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
