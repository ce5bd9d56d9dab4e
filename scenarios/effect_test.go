package scenarios_test

import (
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

func TestEffectOfAdding(t *testing.T) {
	w, err := NewWorkbench(smallYear())
	if err != nil {
		t.Fatal(err)
	}
	before := w.Result()
	if _, ok := EffectOfAdding("0809999S", before, before); ok {
		t.Error("an effect of a school that was not added")
	}
	add, err := NewAdd("schools/0809999S", []Value{{"name", "École Six"}, {"level", "ecole"}, {"member", "cc-val"}, {"pupils", "49"}, {"access", "2015-09-01"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Preview(add); err != nil {
		t.Fatal(err)
	}
	e, ok := EffectOfAdding("0809999S", before, w.Result())
	// 151 pupils share the accounts and the net contents of the écoles; with the new school there are 200. All belong to cc-val:
	// what one school more bears, the others bear less, and nobody owes another amount in all.
	if !ok || e.School.School.Name != "École Six" || e.School.Total <= 0 || e.Others != -e.School.Total || e.Contributions != 0 || e.Balance != 0 || e.Members != nil {
		t.Errorf("%+v, %v", e, ok)
	}
	add, err = NewAdd("schools/0809999S", []Value{{"name", "Collège Sept"}, {"level", "college"}, {"member", "cc-val"}, {"pupils", "150"}, {"access", "2015-09-01"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Preview(add); err != nil {
		t.Fatal(err)
	}
	e, ok = EffectOfAdding("0809999S", before, w.Result())
	// Labomep's 2000.00 is shared with the new collège: the two others pay 2000 × 150/1091 = 274.98 less, all for the département.
	const share = engine.Cents(274_98)
	if !ok || e.Others != -share || len(e.Members) != 2 ||
		e.Members[0].Member.ID != "cc-val" || e.Members[0].Delta != e.School.Total || e.Members[1].Member.ID != "departement" || e.Members[1].Delta != -share ||
		e.Contributions != e.School.Total-share || e.Balance != e.Contributions {
		t.Errorf("%+v, %v", e, ok)
	}
}
