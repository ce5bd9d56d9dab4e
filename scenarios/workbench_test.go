package scenarios_test

import (
	"strings"
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

func texts(changes []Change) string {
	lines := make([]string, len(changes))
	for i, c := range changes {
		lines[i] = c.String()
	}
	return strings.Join(lines, "\n")
}

func wantChanges(t *testing.T, w *Workbench, want ...string) {
	t.Helper()
	if got := texts(w.Changes()); got != strings.Join(want, "\n") {
		t.Errorf("changes\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func pupils(w *Workbench) int64 { return w.Year().Schools[0].Pupils }

func TestWorkbench(t *testing.T) {
	stored := smallYear()
	w := workbench(t, stored)
	if w.Year() != stored || w.Stored() != stored || w.Unsaved() || w.Undo() || w.Redo() {
		t.Error("a new workbench shows the stored year, with nothing to save, undo or redo")
	}
	do(t, w, set(t, "schools/0800001S/pupils", "700"))
	do(t, w, read(t, "scale schools/0800001S/pupils by 2\nset year/basis to paid")...)
	wantChanges(t, w, "set schools/0800001S/pupils to 700", "scale schools/0800001S/pupils by 2", "set year/basis to paid")
	if pupils(w) != 1400 || w.Result().Year() != w.Year() {
		t.Errorf("%d pupils", pupils(w))
	}
	if !w.Undo() || pupils(w) != 700 || w.Year().Basis != engine.Planned {
		t.Error("undo takes back one edit with all its changes")
	}
	if !w.Undo() || pupils(w) != 741 || w.Undo() {
		t.Error("undo ends at the stored year")
	}
	for range 2 {
		if !w.Redo() {
			t.Error("redo ends before undo did")
		}
	}
	if pupils(w) != 1400 || w.Redo() {
		t.Error("redo brings all back")
	}
	w.Undo()
	do(t, w, set(t, "schools/0800002T/pupils", "1"))
	if w.Redo() {
		t.Error("an edit ends redo")
	}
	same(t, "the stored year", stored, smallYear())
}

// Ten corrections of one number are one change, and each one can still be undone.
func TestCorrectionsAreOneChange(t *testing.T) {
	w := workbench(t, smallYear())
	for _, v := range []string{"1", "2", "3"} {
		do(t, w, set(t, "schools/0800001S/pupils", v))
		do(t, w, set(t, "tariffs/college-sitetv/bands/200/price", v))
	}
	wantChanges(t, w, "set schools/0800001S/pupils to 3", "set tariffs/college-sitetv/bands/200/price to 3")
	w.Undo()
	w.Undo()
	wantChanges(t, w, "set schools/0800001S/pupils to 2", "set tariffs/college-sitetv/bands/200/price to 2")

	for name, c := range map[string]struct{ first, between, want string }{
		"over another set":         {"set schools/0800001S/pupils to 1", "set schools/0800002T/pupils to 5", "replaced"},
		"not over a scale":         {"set schools/0800001S/pupils to 1", "scale schools/0800001S/pupils by 2", "kept"},
		"not over a remove":        {"set schools/0800001S/pupils to 1", "remove schools/0800002T", "kept"},
		"not over an add":          {"set schools/0800001S/pupils to 1", "add members/x with name: X, kind: epci", "kept"},
		"not over a band's start":  {"set tariffs/college-sitetv/bands/200/price to 1", "set tariffs/college-sitetv/bands/400/from to 300", "kept"},
		"a band's start, not once": {"set tariffs/college-sitetv/bands/400/from to 300", "set schools/0800002T/pupils to 5", "gone"},
	} {
		w := workbench(t, smallYear())
		do(t, w, read(t, c.first)...)
		do(t, w, read(t, c.between)...)
		err := w.Do(read(t, c.first)...)
		got := map[int]string{2: "replaced", 3: "kept"}[len(w.Changes())]
		if c.want == "gone" { // the band is known by its new start
			if err == nil {
				t.Errorf("%s: accepted", name)
			}
		} else if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestSeveralChangesInOneEdit(t *testing.T) {
	w := workbench(t, smallYear())
	do(t, w, read(t, "set schools/0800001S/pupils to 1\nset schools/0800002T/pupils to 2\nset schools/0800001S/pupils to 3")...)
	wantChanges(t, w, "set schools/0800001S/pupils to 3", "set schools/0800002T/pupils to 2")
	do(t, w, read(t, "set schools/0800002T/pupils to 4\nscale schools/0800002T/pupils by 2")...)
	wantChanges(t, w, "set schools/0800001S/pupils to 3", "set schools/0800002T/pupils to 4", "scale schools/0800002T/pupils by 2")
	if got := w.Year().Schools[1].Pupils; got != 8 {
		t.Errorf("%d pupils, want 8", got)
	}
}

func TestRefusedEditsChangeNothing(t *testing.T) {
	w := workbench(t, smallYear())
	do(t, w, set(t, "schools/0800001S/pupils", "700"))
	do(t, w, set(t, "schools/0800001S/pupils", "800"))
	w.Undo()
	year, result := w.Year(), w.Result()
	huge := read(t, "set tariffs/college-comptes/price to 1000000000\nset schools/0800001S/pupils to 999999999")
	for name, err := range map[string]error{
		"Do":                  w.Do(read(t, "set schools/0800002T/pupils to 1\nset schools/0800001S/pupils to x")...),
		"Preview":             w.Preview(set(t, "schools/0800001S/pupils", "x")),
		"SetChanges":          w.SetChanges(read(t, "remove members/departement")),
		"Load":                w.Load(Scenario{Name: "x", Changes: read(t, "remove members/departement")}, 0),
		"overflow":            w.Do(huge...),
		"overflow in Preview": w.Preview(huge...),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if w.Year() != year || w.Result() != result || w.Scenario().Name != "" {
		t.Error("a refused edit left a trace")
	}
	wantChanges(t, w, "set schools/0800001S/pupils to 700")
	if !w.Redo() || pupils(w) != 800 {
		t.Error("a refused edit lost what could be redone")
	}
}

func TestPreview(t *testing.T) {
	w := workbench(t, smallYear())
	do(t, w, set(t, "schools/0800001S/pupils", "700"))
	year := w.Year()
	preview := func(v string) error { return w.Preview(set(t, "schools/0800001S/pupils", v)) }
	if preview("5") != nil || pupils(w) != 5 || w.Result().Year() != w.Year() {
		t.Error("a preview is seen")
	}
	if preview("6") != nil || pupils(w) != 6 {
		t.Error("the next one replaces it")
	}
	if preview("x") == nil || w.Year() != year {
		t.Error("a refused one shows what was committed")
	}
	if preview("7") != nil {
		t.Fatal("refused")
	}
	w.Cancel()
	if w.Year() != year {
		t.Error("cancel ends it")
	}
	wantChanges(t, w, "set schools/0800001S/pupils to 700")
	if preview("7") != nil || !w.Undo() || pupils(w) != 741 {
		t.Error("undo ends it and takes the edit before it back")
	}
}

func TestEditOfNothing(t *testing.T) {
	w := workbench(t, smallYear())
	do(t, w, read(t, "scale schools/*/pupils by 2")...)
	do(t, w)
	if pupils(w) != 1482 {
		t.Errorf("%d pupils: an edit of nothing applied the others again", pupils(w))
	}
	if !w.Undo() || pupils(w) != 741 {
		t.Error("an edit of nothing is a step of undo")
	}
}

func TestLoadAndSave(t *testing.T) {
	w := workbench(t, smallYear())
	ham := Scenario{Name: "Ham", Note: "note", Changes: read(t, "set schools/0800001S/pupils to 1")}
	state := func(step, name, changes string, unsaved bool) {
		t.Helper()
		s := w.Scenario()
		if s.Name != name || texts(s.Changes) != changes || w.Unsaved() != unsaved {
			t.Errorf("%s: %q, %q, unsaved %v; want %q, %q, %v", step, s.Name, texts(s.Changes), w.Unsaved(), name, changes, unsaved)
		}
	}
	one, two := "set schools/0800001S/pupils to 1", "set schools/0800002T/pupils to 2"
	do(t, w, read(t, two)...)
	state("edited", "", two, true)
	if err := w.Load(ham, 5); err != nil {
		t.Fatal(err)
	}
	state("loaded", "Ham", one, false)
	w.Undo()
	state("undone: the work before has its own name", "", two, true)
	w.Redo()
	state("redone", "Ham", one, false)
	do(t, w, read(t, two)...)
	state("edited", "Ham", one+"\n"+two, true)
	w.Saving(Scenario{Name: "Ham 2", Note: "autre", Changes: w.Changes()}).Done(6)
	state("saved under another name", "Ham 2", one+"\n"+two, false)
	w.Undo()
	state("undone: the saved scenario holds more", "Ham 2", one, true)
	w.Redo()
	state("redone", "Ham 2", one+"\n"+two, false)
	w.Moved("Ham 2", 6, &Scenario{Name: "Ham 3"}, 7)
	state("renamed", "Ham 3", one+"\n"+two, false)
	if err := w.SetChanges(nil); err != nil {
		t.Fatal(err)
	}
	state("emptied", "Ham 3", "", true)
	if err := w.Load(Scenario{}, 0); err != nil {
		t.Fatal(err)
	}
	state("the year itself", "", "", false)
	w.Undo()
	w.Undo()
	state("back", "Ham 3", one+"\n"+two, false)
}

// Unsaved compares changes, not how they are shown.
func TestUnsavedSeesWhatTheTextHides(t *testing.T) {
	with := func(v ...Value) Change {
		c, err := NewAdd("members/x", v)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	w := workbench(t, smallYear())
	if err := w.Load(Scenario{Name: "a", Changes: []Change{with(Value{Field: "name", Value: "X"}, Value{Field: "kind", Value: "epci"}, Value{Field: "siren", Value: ""})}}, 0); err != nil {
		t.Fatal(err)
	}
	if err := w.SetChanges([]Change{with(Value{Field: "name", Value: "X"}, Value{Field: "kind", Value: "epci"})}); err != nil {
		t.Fatal(err)
	}
	if !w.Unsaved() {
		t.Error("a field was taken out")
	}
	a, b := with(Value{Field: "name", Value: "X, siren: 200070969"}, Value{Field: "kind", Value: "epci"}), with(Value{Field: "name", Value: "X"}, Value{Field: "siren", Value: "200070969"}, Value{Field: "kind", Value: "epci"})
	if a.String() != b.String() {
		t.Fatal("the two are meant to look alike")
	}
	w.Saving(Scenario{Name: "a", Changes: []Change{a}}).Done(6)
	if err := w.SetChanges([]Change{b}); err != nil {
		t.Fatal(err)
	}
	if !w.Unsaved() {
		t.Error("two lists that look alike are not the same")
	}
}

// A caller that appends to the changes cannot write into a list that another one holds.
func TestChangesDoNotShareTheirEnds(t *testing.T) {
	w := workbench(t, smallYear())
	for _, uai := range []string{"0800001S", "0800002T", "0800003U"} {
		do(t, w, set(t, "schools/"+uai+"/pupils", "9"))
		a := append(w.Changes(), set(t, "year/basis", "paid"))
		b := append(w.Changes(), set(t, "year/label", "b"))
		if last := a[len(a)-1].String(); last != "set year/basis to paid" || len(b) != len(a) {
			t.Errorf("after %s the first list ends in %q", uai, last)
		}
	}
}

// The workbench keeps its own list: a caller may use its slice again.
func TestSetChangesKeepsItsOwnList(t *testing.T) {
	w := workbench(t, smallYear())
	list := read(t, "set schools/0800001S/pupils to 1")
	if err := w.SetChanges(list); err != nil {
		t.Fatal(err)
	}
	s := w.Scenario()
	w.Saving(Scenario{Name: "a", Changes: list}).Done(6)
	list[0] = set(t, "schools/0800001S/pupils", "2")
	wantChanges(t, w, "set schools/0800001S/pupils to 1")
	if texts(s.Changes) != "set schools/0800001S/pupils to 1" || w.Unsaved() {
		t.Error("the caller's slice is the workbench's")
	}
}

// Changes made in code are checked like those read from a file.
func TestChangesMadeInCode(t *testing.T) {
	school := Address{Collection: InSchools, ID: "0800001S", Field: "pupils"}
	for name, c := range map[string]Change{
		"nothing":                 {},
		"no operation":            {Address: school, Value: "5"},
		"another operation":       {Op: "double", Address: school},
		"no field":                {Op: Set, Address: school.Subject(), Value: "5"},
		"an unknown field":        {Op: Set, Address: Address{Collection: InSchools, ID: "0800001S", Field: "stored"}, Value: "5"},
		"all ids":                 {Op: Set, Address: Address{Collection: InSchools, ID: AnyID, Field: "pupils"}, Value: "5"},
		"a filter on one id":      {Op: Scale, Address: Address{Collection: InSchools, ID: "0800001S", Where: Filter{Field: "level", Value: "college"}, Field: "pupils"}},
		"a filter that breaks":    {Op: Scale, Address: Address{Collection: InSchools, ID: AnyID, Where: Filter{Field: "name", Value: "]/x["}, Field: "pupils"}},
		"no id":                   {Op: Remove, Address: Address{Collection: InMembers}},
		"a slash in the id":       {Op: Remove, Address: Address{Collection: InMembers, ID: "a/b"}},
		"a band without a number": {Op: Remove, Address: Address{Collection: InTariffs, ID: "college-sitetv", Band: "x"}},
		"a band with zeros":       {Op: Remove, Address: Address{Collection: InTariffs, ID: "college-sitetv", Band: "0200"}},
		"a band of a school":      {Op: Remove, Address: Address{Collection: InSchools, ID: "0800001S", Band: "1"}},
		"a usage without minutes": {Op: Set, Address: Address{Collection: InUsage, ID: "0800001S", Tool: "maxicours"}, Value: "1"},
		"removing the year":       {Op: Remove, Address: Address{Collection: InYear}},
		"adding a field":          {Op: Add, Address: school},
		"scaling a subject":       {Op: Scale, Address: school.Subject()},
		"a negative factor":       {Op: Scale, Address: school, Factor: read(t, "scale year/end by 2")[0].Factor.Neg()},
	} {
		y, err := Apply(smallYear(), []Change{c})
		var errs ChangeErrors
		if y != nil || err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		errs, _ = err.(ChangeErrors)
		if len(errs) != 1 {
			t.Errorf("%s: %d errors", name, len(errs))
			continue
		}
		isFault(t, name, errs[0].Fault)
	}
}

func TestReference(t *testing.T) {
	w := workbench(t, smallYear())
	baseline := w.Result()
	do(t, w, read(t, "set schools/0800003U/pupils to 50\nadd schools/0800006X with name: Six, level: college, member: departement, pupils: 100, access: 2020-09-01\nadd members/a with name: A, kind: epci\nset charges/plateforme/planned to 2100")...)
	if r, name := w.Reference(); r != baseline || name != Baseline || w.Baseline() != baseline {
		t.Error("the reference is the stored year at first")
	}
	six, a := w.Year().School("0800006X"), w.Year().Member("a")
	if d := w.SchoolDelta(six); d == 0 || d != w.Result().School(six).Total {
		t.Errorf("a school that the reference lacks differs by its total, not by %s", d)
	}
	if d := w.MemberDelta(a); d != 0 {
		t.Errorf("a member that owes nothing and is new differs by %s", d)
	}
	if d, known := w.ChargeDelta(2); d != 100_00 || !known {
		t.Errorf("the charge differs by %s", d)
	}
	total := engine.Cents(0)
	for i := range w.Year().Members {
		total += w.MemberDelta(i)
	}
	if d := w.TotalsDelta(); d.Contributions != total || d.Charges != 100_00 {
		t.Errorf("members differ by %s in all, contributions by %s", total, d.Contributions)
	}
	tariffs := engine.Cents(0)
	for i := range w.Year().Charter.Tariffs {
		tariffs += w.TariffDelta(i)
	}
	schools := engine.Cents(0)
	for i := range w.Year().Schools {
		schools += w.SchoolDelta(i)
	}
	if tariffs != schools {
		t.Errorf("tariffs differ by %s, schools by %s", tariffs, schools)
	}
	w.SetReference("Ham", w.Result())
	if _, name := w.Reference(); name != "Ham" || w.SchoolDelta(six) != 0 || w.TotalsDelta() != (engine.Totals{}) {
		t.Error("a result does not differ from itself")
	}
}

// An edit leaves a change of the same value that is switched off as it is: it is there to be switched on again.
func TestEditBesideAChangeThatIsOff(t *testing.T) {
	w, err := NewWorkbench(smallYear())
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"760", "780"} {
		if err := w.Do(set(t, "schools/0800001S/pupils", value)); err != nil {
			t.Fatal(err)
		}
		if value == "760" {
			if err := w.Switch(0); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := changeLines(w.Changes()); got != "off: set schools/0800001S/pupils to 760\nset schools/0800001S/pupils to 780\n" {
		t.Errorf("the changes are\n%s", got)
	}
	if i := w.Year().School("0800001S"); w.Year().Schools[i].Pupils != 780 {
		t.Errorf("pupils %d", w.Year().Schools[i].Pupils)
	}
}

func changeLines(changes []Change) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}
