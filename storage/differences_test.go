package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// countdown is a context that is cancelled after it was asked a number of times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// An import that is cancelled, at whatever moment, leaves the store as it was.
func TestCancelledImport(t *testing.T) {
	s := imported(t, demoDossier(t))
	keys, before := objects(t, s), demoDossier(t)
	given := demoDossier(t)
	given.Year.Label = "Another"
	for left := 0; ; left++ {
		_, err := s.ImportContext(&countdown{context.Background(), left}, given, lead("anne"), true)
		if err == nil {
			if left < 3 {
				t.Errorf("it could be cancelled at %d moments only", left)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		wantDossier(t, s, before)
		if now := objects(t, s); !slices.Equal(now, keys) {
			t.Fatalf("cancelled at moment %d, it left %d files, not %d", left, len(now), len(keys))
		}
	}
	wantDossier(t, s, given)
}

// Differences counts what an import would change.
func TestDifferences(t *testing.T) {
	s := imported(t, demoDossier(t))
	if list, err := s.Differences(demoDossier(t)); err != nil || len(list) != 0 {
		t.Errorf("the same differs: %v, %v", list, err)
	}
	d := demoDossier(t)
	y := d.Year
	y.Label = "Another"
	changed := *y.Schools[3]
	changed.Pupils++
	added := *y.Schools[0]
	added.UAI = "0999999Z"
	y.Schools = append(slices.Delete(slices.Clone(y.Schools), 0, 2), &added)
	y.Schools[1] = &changed
	y.Charges = y.Charges[1:]
	y.Charter = &engine.Charter{ID: y.Charter.ID, Tariffs: y.Charter.Tariffs[1:]}
	d.Scenarios = d.Scenarios[:1]
	d.Scenarios[0].Note = "Another"
	list, err := s.Differences(d)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, one := range list {
		lines = append(lines, fmt.Sprintf("%s %d→%d +%d −%d ~%d", one.Of.In(lang.EN), one.Stored, one.Given, one.Added, one.Removed, one.Changed))
	}
	want := `label, dates or basis 1→1 +0 −0 ~1
schools 362→361 +1 −2 ~1
tariffs 7→6 +0 −1 ~0
charges 11→10 +0 −1 ~0
scenarios 3→1 +0 −0 ~1`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	y.ID = "none"
	if _, err := s.Differences(d); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}
