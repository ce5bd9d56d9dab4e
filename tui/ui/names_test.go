package ui

import (
	"cmp"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

// Whatever is changed, added, removed and taken back, the texts are those of the year, and their keys order them.
func TestSchoolNamesFollowTheYear(t *testing.T) {
	w, err := scenarios.NewWorkbench(enginetest.BigYear(40, 5))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("not ranked yet", func(t *testing.T) { followTheYear(t, w, SchoolNames{}) })
	t.Run("ranked", func(t *testing.T) { followTheYear(t, w, FoldNames(w.Result())().(NamesFolded).Names) })
}

func followTheYear(t *testing.T, w *scenarios.Workbench, names SchoolNames) {
	check := func() {
		t.Helper()
		y := w.Year()
		var texts []Ranked
		for i, s := range y.Schools {
			got, want := *names.Of(w.Result(), i), new(SchoolNames).fold(s, y.Members[y.Member(s.Member)])
			texts = append(texts, got.Name, got.Town, got.Member)
			for _, one := range []*Ranked{&got.Name, &got.Town, &got.Member, &want.Name, &want.Town, &want.Member} {
				one.rank = 0
			}
			if got != want {
				t.Errorf("%s: %+v, want %+v", s.UAI, got, want)
			}
		}
		for _, a := range texts {
			for _, b := range texts {
				k, l := a.Key(), b.Key()
				if order := cmp.Or(cmp.Compare(k.Rank, l.Rank), cmp.Compare(k.Text, l.Text)); order != cmp.Compare(a.Text, b.Text) {
					t.Errorf("%q and %q are ordered as %d", a.Text, b.Text, order)
				}
			}
		}
	}
	do := func(c scenarios.Change, err error) {
		t.Helper()
		if err == nil {
			err = w.Do(c)
		}
		if err != nil {
			t.Fatal(err)
		}
		check()
	}
	check()
	first, last := w.Year().Schools[0].UAI, w.Year().Schools[39].UAI
	do(scenarios.NewSet("schools/"+last+"/name", "Élysée"))
	do(scenarios.NewSet("members/"+w.Year().Members[0].ID+"/name", "Œuvre"))
	do(scenarios.NewRemove("schools/" + first))
	do(scenarios.NewAdd("schools/0000001A", []scenarios.Value{{Field: "name", Value: "École"}, {Field: "level", Value: "ecole"}, {Field: "member", Value: w.Year().Members[1].ID}, {Field: "pupils", Value: "3"}}))
	for w.Undo() {
		check()
	}
	f := new(SchoolNames).fold(&engine.School{UAI: "0800002T", Name: "Collège Émile", Town: "Péronne"}, &engine.Member{Name: "Cœur"})
	if f.All != "college emile peronne coeur 0800002t" || f.Name.Text != "college emile" || f.Town.Text != "peronne" || f.Member.Text != "coeur" {
		t.Errorf("%+v", f)
	}
}
