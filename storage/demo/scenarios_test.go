package demo

import (
	"io/fs"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// change is one hypothesis as the files write it.
type change struct {
	Set, Scale, Add, Remove string
	To, By                  any
	With                    map[string]any
}

func (c change) address() string { return c.Set + c.Scale + c.Add + c.Remove }

// Each scenario says what the committee wants to know, and its addresses lead somewhere: its ids are hand-written, the schools
// are generated.
func TestScenarios(t *testing.T) {
	known := map[string]map[string]map[string]string{
		"schools":   byKey(t, table(t, "schools.csv"), "uai", true),
		"charges":   byKey(t, table(t, "charges.csv"), "id", false),
		"subsidies": byKey(t, table(t, "subsidies.csv"), "id", true),
		"members":   byKey(t, table(t, "members.csv"), "id", true),
	}
	paths, err := fs.Glob(Files(), "scenarios/*.yaml")
	if err != nil || len(paths) != 3 {
		t.Fatalf("scenarios %v, %v; want 3", paths, err)
	}
	for _, path := range paths {
		for _, c := range readScenario(t, path) {
			parts := strings.Split(c.address(), "/")
			collection := known[parts[0]]
			record, exists := collection[parts[1]]
			switch {
			case collection == nil:
				t.Errorf("%s: %s is nowhere", path, c.address())
			case c.Add != "":
				if exists || known["members"][c.With["member"].(string)] == nil {
					t.Errorf("%s: %s is there already, or its member is not", path, c.Add)
				}
			case parts[1] == "*[level=ecole]":
			case !exists:
				t.Errorf("%s: %s is not known", path, c.address())
			case len(parts) == 3 && record[parts[2]] == "":
				t.Errorf("%s: %s has no value to change", path, c.address())
			}
		}
	}
}

// The new collège takes its pupils from two others: the committee's question is about a constant number of pupils.
func TestNewCollegeKeepsTheNumberOfPupils(t *testing.T) {
	schools := byKey(t, table(t, "schools.csv"), "uai", true)
	difference, added := 0, 0
	for _, c := range readScenario(t, "scenarios/ouverture-college-ormevert.yaml") {
		parts := strings.Split(c.address(), "/")
		switch {
		case c.Add != "":
			added += c.With["pupils"].(int)
		case parts[0] == "schools":
			difference += c.To.(int) - number(t, schools[parts[1]]["pupils"])
		}
	}
	if added != 420 || added+difference != 0 {
		t.Errorf("%d pupils in the new collège, %d in the others", added, difference)
	}
}

// readScenario gives the changes of a file, and fails on a key that scenarios do not have.
func readScenario(t *testing.T, path string) []change {
	t.Helper()
	text, err := fs.ReadFile(Files(), path)
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Format, Name, Note string
		Changes            []change
	}
	if err := yaml.Load(text, &s, yaml.WithKnownFields()); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if s.Format != "quotepart/1" || s.Name == "" || !strings.Contains(s.Note, "La commission veut savoir") || len(s.Changes) == 0 {
		t.Errorf("%s: format %q, name %q, note %q, %d changes", path, s.Format, s.Name, s.Note, len(s.Changes))
	}
	return s.Changes
}
