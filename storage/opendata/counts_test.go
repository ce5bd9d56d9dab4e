package opendata

import (
	"strings"
	"testing"

	"quotepart/scenarios"
)

// The counts of a later rentrée are changes on the year: applied, they give its pupils and classes.
func TestNewCounts(t *testing.T) {
	y := mustRead(t, sound, soundOptions).Dossier.Year
	o := soundOptions
	o.Rentree = 2022
	text := map[string]string{"ecoles.csv": sound["ecoles.csv"] + "2022;X;VAL;LIONDE;0990004S;ECOLE;;PUBLIC;4;77;99300\r\n2022;X;VAL;LIONDE;0990005T;ECOLE;;PUBLIC;1;9;99300\r\n"}
	later := mustRead(t, text, o).Dossier.Year
	changes, notes, err := NewCounts(y, later)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.String())
	}
	for _, n := range notes {
		lines = append(lines, n.EN)
	}
	same(t, strings.Join(lines, "\n"), `set schools/0990001N/pupils to 120
set schools/0990001N/classes to 6
set schools/0990004S/classes to 4
2 school(s) of the year are not in the files: their counts do not change
1 school(s) of the files are not in the year: add them with their member and their date of access`)
	changed, err := scenarios.Apply(y, changes)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := NewCounts(changed, later); err != nil || len(again) > 0 {
		t.Errorf("still to change: %v, %v", again, err)
	}
}
