package dossier

import (
	"reflect"
	"strings"
	"testing"

	"quotepart/engine"
)

// A dossier says the same whatever program wrote it: separators, numbers of either country, BOM, line ends, order of columns.
func TestDialects(t *testing.T) {
	want := read(t, dossierOf(sound))
	all := func(change func(string) string) map[string]string {
		changed := map[string]string{}
		for name, text := range sound {
			changed[name] = change(text)
		}
		return changed
	}
	csv := func(change func(string) string) map[string]string {
		changed := map[string]string{}
		for name, text := range sound {
			if strings.HasSuffix(name, ".csv") {
				changed[name] = change(text)
			}
		}
		return changed
	}
	for name, texts := range map[string]map[string]string{
		"BOM":        all(func(s string) string { return "\ufeff" + s }),
		"CRLF":       all(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }),
		"no end":     all(func(s string) string { return strings.TrimSuffix(s, "\n") }),
		"semicolon":  csv(func(s string) string { return strings.ReplaceAll(s, ",", ";") }),
		"spaces":     csv(func(s string) string { return strings.ReplaceAll(s, ",", " ,\u00a0") }),
		"blank rows": csv(func(s string) string { return "\n" + strings.ReplaceAll(s, "\n", "\n\n") + ",,\n" }),
		"quotes": csv(func(s string) string {
			return `"` + strings.NewReplacer(",", `","`, "\n", "\"\n\"").Replace(strings.TrimSuffix(s, "\n")) + `"`
		}),
		"French numbers": {
			"schools.csv":        strings.Replace(strings.ReplaceAll(sound["schools.csv"], ",", ";"), ";741;", ";0741;", 1),
			"charges.csv":        "id;label;category;level;planned;paid;mutualised\ncomptes;Comptes;accounts;ecole;100,00;90;60,0 %\n",
			"subsidies.csv":      "id;label;target;amount;rate\nfeder;FEDER;members/dep;45,0;\netat;État;charges/comptes;;12,50\u202f%\n",
			"calls.csv":          "number;date;member;amount;status\nA1;2021-10-01;dep;4 446,00;issued\nA2;2021-10-01;cc-nord;\u221212,00;paid\n",
			"scenarios/ham.yaml": strings.Replace(sound["scenarios/ham.yaml"], "1.02", "'1,0200'", 1),
			"charter.yaml":       strings.NewReplacer("price: 6.00", `price: "6,00"`, "price: 187.62", "price: '187,62'").Replace(sound["charter.yaml"]),
		},
		"other order of columns": {"usage.csv": "pupils,minutes,tool,uai\n100,90,maxicours,0800002T\n135,0,maxicours,0800002T\n"},
		"block style":            {"scenarios/ham.yaml": strings.NewReplacer("- {set: ", "- set: ", ", to: 760}", "\n    to: 760").Replace(sound["scenarios/ham.yaml"])},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, dossierOf(sound, texts)); !reflect.DeepEqual(got, want) {
				t.Errorf("it is not the same dossier: %+v", got.Year)
			}
		})
	}
}

func TestThousands(t *testing.T) {
	for _, pupils := range []string{"1 741", "1\u00a0741", "1\u202f741", "1741"} {
		y := read(t, dossierOf(sound, map[string]string{"schools.csv": strings.Replace(sound["schools.csv"], "741", pupils, 1)})).Year
		if s := y.Schools[0]; s.Pupils != 1741 || s.Stored != 1741 {
			t.Errorf("%q: %d pupils, %d stored", pupils, s.Pupils, s.Stored)
		}
	}
}

func TestOptionalColumnsAndFiles(t *testing.T) {
	y := read(t, dossierOf(map[string]string{
		"year.yaml":   sound["year.yaml"],
		"members.csv": "id,name,kind,transmitted\ndep,Département,departement,\n",
		"schools.csv": "uai,name,level,member,pupils,access\n0800002T,Collège Millevoye,college,dep,741,\n",
	})).Year
	if !reflect.DeepEqual(y.Charter, Builtin()) {
		t.Error("without charter.yaml it is not the built-in charter")
	}
	want := &engine.School{UAI: "0800002T", Name: "Collège Millevoye", Level: engine.College, Member: "dep", Pupils: 741, Stored: 741}
	if !reflect.DeepEqual(y.Schools[0], want) || len(y.Charges)+len(y.Subsidies) > 0 {
		t.Errorf("year %+v", y)
	}
}

// Rows may come in any order: the year's members and schools are sorted, charges and subsidies keep their order.
func TestOrderOfRows(t *testing.T) {
	reverse := func(name string) string {
		rows := strings.Split(strings.TrimSuffix(sound[name], "\n"), "\n")
		text := rows[0] + "\n"
		for i := len(rows) - 1; i > 0; i-- {
			text += rows[i] + "\n"
		}
		return text
	}
	turned := map[string]string{}
	for _, name := range []string{"members.csv", "schools.csv", "usage.csv"} {
		turned[name] = reverse(name)
	}
	if got, want := read(t, dossierOf(sound, turned)), read(t, dossierOf(sound)); !reflect.DeepEqual(got, want) {
		t.Error("the order of the rows changes the dossier")
	}
	y := read(t, dossierOf(sound, map[string]string{"subsidies.csv": reverse("subsidies.csv")})).Year
	if y.Subsidies[0].ID != "etat" {
		t.Error("subsidies do not keep the order of their file, in which they apply")
	}
}
