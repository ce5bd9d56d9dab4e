package scenarios_test

import (
	"slices"
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

func TestLineDelta(t *testing.T) {
	w, err := NewWorkbench(smallYear())
	if err != nil {
		t.Fatal(err)
	}
	add, err := NewAdd("schools/0800000R", []Value{{"name", "Nouveau"}, {"level", "college"}, {"member", "departement"}, {"pupils", "10"}, {"access", "2014-09-01"}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := NewSet("schools/0800001S/pupils", "742")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Do(add, set); err != nil {
		t.Fatal(err)
	}
	y := w.Year()
	comptes, ecoles := y.Tariff("college-comptes"), y.Tariff("ecole-comptes")
	for _, c := range []struct {
		uai    string
		tariff int
		want   engine.Cents
	}{
		{"0800001S", comptes, 6_00}, {"0800002T", comptes, 0}, {"0800000R", comptes, 60_00}, {"0800003U", comptes, 0}, {"0800003U", ecoles, 0},
	} {
		if got := w.LineDelta(y.School(c.uai), c.tariff); got != c.want {
			t.Errorf("%s: %s, want %s", c.uai, got, c.want)
		}
	}
}

func TestMembersAreChoicesOfASchool(t *testing.T) {
	a, err := ParseAddress("schools/0800001S/member")
	if err != nil {
		t.Fatal(err)
	}
	input, err := Lookup(smallYear(), a)
	if want := []string{"cc-val", "commune-ham", "departement"}; err != nil || input.Type != Choice || input.Value != "departement" || !slices.Equal(input.Choices, want) {
		t.Errorf("%+v, %v", input, err)
	}
}
