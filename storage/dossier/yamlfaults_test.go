package dossier

import (
	"strings"
	"testing"
)

func TestYAMLFaults(t *testing.T) {
	const keys = " (keys: format, id, label, start, end, basis)"
	const mend = " — check indents, colons and quotes on this line and the one before"
	runFaults(t, []faultCase{
		{"empty file", "year.yaml", "", "# nothing\n", "year.yaml: the file is empty — start with format: quotepart/1"},
		{"no mapping", "year.yaml", "", "- a\n", `year.yaml:1:1: "key: value" pairs are wanted here — keys: format, id, label, start, end, basis`},
		{"syntax", "year.yaml", "label: Année", "label: : Année", "year.yaml:3:8: unreadable YAML: unexpected colon; a text that holds one goes between quotes" + mend},
		{"tab", "year.yaml", "label:", "\tlabel:", "year.yaml:3:1: unreadable YAML: tab in an indent" + mend},
		{"second document", "year.yaml", "basis: planned\n", "basis: planned\n---\na: 1\n", "year.yaml:7:1: a second YAML document starts here — keep only one, without a line ---"},
		{"broken second document", "year.yaml", "basis: planned\n", "basis: planned\n---\n]\n", "year.yaml:8:1: unreadable YAML: a value is missing" + mend},
		{"unknown key", "year.yaml", "basis:", "bases:", `year.yaml:1:1: "basis" is missing — add a key basis:` + "\n" + `year.yaml:6:1: key "bases" is not known — did you mean "basis"?` + keys},
		{"key twice", "year.yaml", "basis: planned", "end: 2021-08-31\nbasis: planned", `year.yaml:6:1: key "end" is on line 5 already — keep one`},
		{"anchor", "year.yaml", "id: 2020-2021\nlabel: Année 2020-2021", "id: &x 2020-2021\nlabel: *x",
			"year.yaml:2:5: YAML anchors and aliases (& and *) are not accepted — write the value itself\n" +
				"year.yaml:3:8: YAML anchors and aliases (& and *) are not accepted — write the value itself"},
		{"merge key", "year.yaml", "basis: planned", "basis: planned\n<<: {label: x}", `year.yaml:7:1: key "<<" is not known — check the spelling` + keys},
		{"tag", "year.yaml", "planned", "!!str planned", `year.yaml:6:8: the YAML tag "!!str" is not accepted — write the value itself`},
		{"open quotes", "year.yaml", "Année", `"Année`, "year.yaml:3:8: unreadable YAML: quotes are never closed" + mend},
		{"control character behind an escape", "year.yaml", "Année 2020-2021", `"\e[2J"`, `year.yaml:3:8: control character in "\x1b[2J" — write the value itself`},
		{"a list for a value", "year.yaml", "planned", "[planned]", `year.yaml:6:8: "basis" must be a single value — write it on the same line`},
		{"missing colon", "year.yaml", "basis: planned", "basis planned", "year.yaml:7:1: unreadable YAML: the colon of a key is missing" + mend},
		{"open list", "year.yaml", "planned", "[planned", "year.yaml:7:1: unreadable YAML: a , or ] is missing" + mend},
		{"open mapping", "year.yaml", "planned", "{planned", "year.yaml:7:1: unreadable YAML: a , or } is missing" + mend},
		{"indent", "year.yaml", "basis:", "  basis:", "year.yaml:6:8: unreadable YAML: unexpected colon; a text that holds one goes between quotes" + mend},
		{"list among keys", "year.yaml", "basis:", "- basis:", "year.yaml:6:1: unreadable YAML: a key is missing, or the indent is wrong" + mend},
		{"bare sign", "year.yaml", "planned", "@planned", "year.yaml:6:8: unreadable YAML: a text cannot start with this character without quotes" + mend},
		{"backslash", "year.yaml", "planned", `"C:\planned"`, "year.yaml:6:11: unreadable YAML: unexpected backslash between quotes" + mend},
		{"deep", "year.yaml", "planned", strings.Repeat("[", 30) + strings.Repeat("]", 30), "year.yaml:6:28: unreadable YAML: exceeded max depth of 20" + mend},
		{"no format", "year.yaml", "format: quotepart/1\n", "", `year.yaml:1:1: "format" is missing — add a key format:`},
		{"newer format", "year.yaml", "quotepart/1", "quotepart/2", `year.yaml:1:9: format "quotepart/2" is newer than the one this version reads (quotepart/1) — update quotepart`},
		{"other format", "charter.yaml", "quotepart/1", "charter", `charter.yaml:1:9: format "charter" is not known — write format: quotepart/1`},
		{"empty value", "year.yaml", "label: Année 2020-2021", "label:", `year.yaml:3:7: "label" is missing — add a key label:`},
		{"id", "year.yaml", "id: 2020-2021", "id: 2020/2021", `year.yaml:2:5: "2020/2021" is not an id — letters without accents, digits, hyphens, points; at most 100 characters`},
		{"impossible date", "year.yaml", "2021-08-31", "2021-02-30", `year.yaml:5:6: "2021-02-30" is not a date — write year-month-day, such as 2014-06-24`},
		{"end before start", "year.yaml", "2021-08-31", "2019-08-31", "year.yaml:5:6: the year ends (2019-08-31) before it starts (2020-09-01) — correct one of the dates"},
		{"basis", "year.yaml", "planned", "budget", `year.yaml:6:8: "budget" is not a value of "basis" — values: planned, paid`},
	})
}

func TestCharterFaults(t *testing.T) {
	const tariffKeys = " (keys: id, bands, label, article, level, basis, enabled, price, amount, pool, tool, threshold, assumed, overlap, beyond, note)"
	runFaults(t, []faultCase{
		{"no tariffs", "charter.yaml", "", "format: quotepart/1\nid: x\n", `charter.yaml:1:1: "tariffs" is missing — add a key tariffs:`},
		{"tariffs are no list", "charter.yaml", "", "format: quotepart/1\nid: x\ntariffs: {}\n", `charter.yaml:3:10: "tariffs" must be a list — one line "- …" for each element, or [] if it is empty`},
		{"tariff is no mapping", "charter.yaml", "", "format: quotepart/1\nid: x\ntariffs: [comptes]\n", `charter.yaml:3:11: "key: value" pairs are wanted here — ` + tariffKeys[2:len(tariffKeys)-1]},
		{"unknown key", "charter.yaml", "price: 6.00", "price: 6.00, treshold: 60", `charter.yaml:6:82: key "treshold" is not known — did you mean "threshold"?` + tariffKeys},
		{"no id", "charter.yaml", "{id: comptes, ", "{", `charter.yaml:6:5: "id" is missing — add a key id:`},
		{"tariff twice", "charter.yaml", "id: tv", "id: comptes", `charter.yaml:7:9: tariff "comptes" is on line 6 already — keep one, or correct the id`},
		{"no price", "charter.yaml", ", price: 6.00", "", `charter.yaml:6:5: basis per-pupil of tariff comptes needs "price" — add that field, or change the basis`},
		{"price", "charter.yaml", "price: 6.00", "price: 6.0000001", `charter.yaml:6:76: "6.0000001" has more than 6 decimals — round it yourself, or separate thousands by a space`},
		{"basis", "charter.yaml", "basis: per-pupil", "basis: per-puplis", `charter.yaml:6:58: "per-puplis" is not a value of "basis" — did you mean "per-pupil"? (values: per-pupil, per-class, per-school, per-active-pupil, banded, shared-by-pupils, shared-by-classes, shared-equally)`},
		{"bands overlap", "charter.yaml", "    overlap: upper\n", "", "charter.yaml:7:5: bands overlap — say which one counts: overlap: upper or lower"},
		{"missing band", "charter.yaml", "{from: 200,", "{from: 300,", "charter.yaml:14:9: no band for 201 to 299 pupils — add the missing band, or widen its neighbours"},
		{"first band", "charter.yaml", "{from: 1,", "{from: 10,", "charter.yaml:13:9: no band for 1 to 9 pupils — add the missing band, or widen its neighbours"},
		{"band twice", "charter.yaml", "{from: 200,", "{from: 1,", "charter.yaml:14:9: two bands start at 1 — keep one"},
		{"band the wrong way round", "charter.yaml", "to: 200,", "to: 0,", "charter.yaml:13:9: band 1 to 0: it ends before it starts — correct its bounds"},
		{"band without a price", "charter.yaml", ", price: 187.62", "", `charter.yaml:13:9: "price" is missing — add a key price:`},
		{"band with an unknown key", "charter.yaml", ", price: 187.62", ", prix: 187.62, price: 187.62", `charter.yaml:13:28: key "prix" is not known — did you mean "price"? (keys: from, to, price)`},
		{"no bands", "charter.yaml", "bands:\n      - {from: 1, to: 200, price: 187.62}\n      - {from: 200, to: 900, price: 247.30}\n", "note: x\n",
			`charter.yaml:7:5: basis banded of tariff tv needs "bands" — add that field, or change the basis`},
		{"category", "charter.yaml", "[accounts]", "[acounts]", `charter.yaml:15:78: "acounts" is not a category of charges — did you mean "accounts"? (values: operation, content, platform, accounts, administration)`},
		{"pool on one line", "charter.yaml", "{level: ecole, categories: [accounts]}", `"ecole: accounts"`, `charter.yaml:15:78: "key: value" pairs are wanted here — keys: level, categories`},
		{"pool without a level", "charter.yaml", "{level: ecole, categories", "{categories", `charter.yaml:15:78: "level" is missing — add a key level:`},
		{"empty pool", "charter.yaml", "[accounts]", "[]", `charter.yaml:15:78: "" is not a category of charges — values: operation, content, platform, accounts, administration`},
		{"enabled", "charter.yaml", "price: 6.00", "price: 6.00, enabled: non", `charter.yaml:6:91: "non" is neither true nor false — write true or false`},
	})
}

func TestScenarioFaults(t *testing.T) {
	const file = "scenarios/ham.yaml"
	const add = "with: {name: Ham, level: college, member: dep, pupils: 320}"
	runFaults(t, []faultCase{
		{"no name", file, "name: Ham\n", "", file + `:1:1: "name" is missing — add a key name:`},
		{"no changes", file, "", "format: quotepart/1\nname: x\n", file + `:1:1: "changes" is missing — add a key changes:`},
		{"off and more", file, "{remove: schools/0800003U}", "{off: {remove: schools/0800003U}, set: year/basis, to: paid}", file + ":8:5: off goes with no other key — write off: {set: …, to: …}"},
		{"off inside off", file, "{remove: schools/0800003U}", "{off: {off: {remove: schools/0800003U}}}", file + ":8:11: off inside off — keep one"},
		{"off", file, "{remove: schools/0800003U}", "{off: {remove: schools/0800003U}}", ""},
		{"no operation", file, "{remove: schools/0800003U}", "{to: 5}", file + ":8:5: a change does one thing: set, scale, add or remove — keep one on each line"},
		{"two operations", file, "{remove: schools/0800003U}", "{remove: schools/0800003U, set: year/basis, to: paid}", file + ":8:5: a change does one thing: set, scale, add or remove — keep one on each line"},
		{"unknown operation", file, "remove:", "delete:", file + `:8:5: a change does one thing: set, scale, add or remove — keep one on each line` + "\n" +
			file + `:8:6: key "delete" is not known — check the spelling (keys: set, to, scale, by, add, with, remove, off)`},
		{"key of another operation", file, "by: 1.02", "by: 1.02, to: 5", file + `:6:58: "to" does not go with "scale" — delete it, or write set`},
		{"no value", file, ", to: 760", "", file + `:5:5: the value of "to" is missing — write to: "" for an empty value`},
		{"no factor", file, ", by: 1.02", "", file + `:6:5: the value of "by" is missing — write by: "" for an empty value`},
		{"factor", file, "by: 1.02", "by: 2 %", file + `:6:52: "2 %" is not a factor — write for example 1.02 for + 2%`},
		{"no fields", file, ", " + add, "", file + `:7:5: "with" is missing — add a key with:`},
		{"field twice", file, "pupils: 320", "name: Ham", file + `:7:76: key "name" is on line 7 already — keep one`},
		{"value is a list", file, "pupils: 320", "pupils: [320]", file + `:7:84: "pupils" must be a single value — write it on the same line`},
		{"address", file, "schools/0800002T/pupils", "schools/0800002T/pupil",
			file + `:5:11: "pupil" is not a field of "schools/0800002T" — did you mean "pupils"? (values: name, level, town, member, classes, pupils, access, closed)`},
		{"address of many", file, `"schools/*[level=college]/pupils"`, "school/x/pupils",
			file + `:6:13: "school" is not the start of an address — did you mean "schools"? (values: year, members, schools, tariffs, usage, charges, subsidies)`},
		{"name of the year", "scenarios/zz.yaml", "", "format: quotepart/1\nname: baseline\nchanges: []\n", `scenarios/zz.yaml:2:7: "baseline" stands for the year itself — choose another name`},
		{"same name", "scenarios/zz.yaml", "", "format: quotepart/1\nname: Ham\nchanges: []\n", `scenarios/zz.yaml:2:7: scenario "Ham" is in scenarios/ham.yaml already — give one of the two another name`},
	})
	_, err := ReadScenario("x.yaml", []byte("format: quotepart/1\nname: \n"))
	if want := `x.yaml:1:1: "changes" is missing — add a key changes:` + "\n" + `x.yaml:2:6: "name" is missing — add a key name:`; err == nil || err.Error() != want {
		t.Errorf("%v\nwant:\n%s", err, want)
	}
}

func TestFileFaults(t *testing.T) {
	const least = " — a dossier has at least year.yaml, members.csv and schools.csv"
	const aside = ": this file is not part of a dossier and is left aside — "
	runFaults(t, []faultCase{
		{"no year", "year.yaml", "", "-", "year.yaml: this file is missing" + least},
		{"no members", "members.csv", "", "-", "members.csv: this file is missing" + least},
		{"no schools", "schools.csv", "", "-", "schools.csv: this file is missing" + least},
		{"stray file", "member.csv", "", "id\n", "member.csv" + aside + `did you mean "members.csv"?`},
		{"stray scenario", "scenarios/ham.yml", "", "x", "scenarios/ham.yml" + aside + "a scenario is a .yaml file"},
		{"hidden files", ".DS_Store", "", "\x00\x01", ""},
		{"hidden scenarios", "scenarios/.ham.yaml.swp", "", "\x00\x01", ""},
		{"odd name", "a\nb", "", "x", `a\nb` + aside + "check the spelling"},
		{"latin-1", "members.csv", "CC du Nord", "CC de l'\xc9toile", `members.csv:3:17: the file is not UTF-8 — save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`},
		{"UTF-16", "members.csv", "", "\xff\xfei\x00d\x00", `members.csv:1:1: the file is not UTF-8 — save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`},
		{"escape code", "members.csv", "CC du Nord", "CC\x1b[2J", "members.csv:3:11: control character U+001B in the text — delete it, or save the file as plain text"},
		{"C1 control", "charter.yaml", "title: Essai", "title: \u0085", "charter.yaml:3:8: control character U+0085 in the text — delete it, or save the file as plain text"},
		{"line ends of old", "usage.csv", "", "uai,tool,minutes,pupils\r0800002T,maxicours,0,1\r", "usage.csv:1:24: control character U+000D in the text — delete it, or save the file as plain text"},
		{"large YAML", "scenarios/ham.yaml", "name: Ham\n", "name: Ham\n" + strings.Repeat("# more\n", 2<<20), "scenarios/ham.yaml: the file is larger than 8 MiB — check that it is the right file"},
		{"large file", "usage.csv", "0,135\n", "0,135\n" + strings.Repeat("\n", 64<<20), "usage.csv: the file is larger than 64 MiB — a year takes far less: check that it is the right file"},
	})
}

func TestManyFaultsAreCut(t *testing.T) {
	usage := "uai,tool,minutes,pupils\n" + strings.Repeat("0800002T,maxicours,x,1\n", 2*mostFaults)
	_, _, err := Read(dossierOf(sound, map[string]string{"usage.csv": usage, "calls.csv": "number\n"}))
	faults := faultsOf(t, err)
	if len(faults) != mostFaults+3 {
		t.Errorf("%d faults", len(faults))
	}
	if got := faults[0].Error(); got != "usage.csv: more than 9,999 faults; the others are not listed — is it the right file?" {
		t.Error(got)
	}
}

func TestFilesThatAreNotFiles(t *testing.T) {
	files := dossierOf(sound, map[string]string{"usage.csv": "-", "scenarios/ham.yaml": "-", "usage.csv/x": "", "scenarios": ""})
	_, _, err := Read(files)
	want := "usage.csv: this is not a regular file — put the file itself there\nscenarios: this is not a readable folder — put the scenarios there, or delete it"
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant:\n%s", err, want)
	}
	if _, _, err := Read(dossierOf(map[string]string{"year.yaml": sound["year.yaml"]})); len(faultsOf(t, err)) != 2 {
		t.Errorf("only year.yaml: %v, want the two other files that must be there", err)
	}
}
