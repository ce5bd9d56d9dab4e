package dossier

import (
	"strings"
	"testing"
	"testing/fstest"

	"quotepart/engine/lang"
)

// sound is a small dossier without faults, that each case breaks in one place.
var sound = map[string]string{
	"year.yaml": "format: quotepart/1\nid: 2020-2021\nlabel: Année 2020-2021\nstart: 2020-09-01\nend: 2021-08-31\nbasis: planned\n",
	"members.csv": "id,name,kind,siren,approved,signed,designated,transmitted,left\n" +
		"dep,Département,departement,,2014-06-30,2014-07-10,2014-07-15,2014-07-20,\n" +
		"cc-nord,CC du Nord,epci,248000531,2014-06-30,2014-07-10,2014-07-15,2014-07-20,\n",
	"schools.csv": "uai,name,level,town,member,classes,pupils,access,closed\n" +
		"0800002T,Collège Millevoye,college,Abbeville,dep,,741,2014-09-01,\n" +
		"0800003U,École du Bourg,ecole,Acheux,cc-nord,4,85,2014-09-01,\n",
	"usage.csv":     "uai,tool,minutes,pupils\n0800002T,maxicours,0,135\n0800002T,maxicours,90,100\n",
	"charges.csv":   "id,label,category,level,planned,paid,mutualised\ncomptes,Comptes,accounts,ecole,100.00,90.00,60%\n",
	"subsidies.csv": "id,label,target,amount,rate\nfeder,FEDER,members/dep,45.00,\netat,État,charges/comptes,,12.5%\n",
	"charter.yaml": `format: quotepart/1
id: essai
title: Essai
adopted: 2014-06-24
tariffs:
  - {id: comptes, label: Comptes, level: college, basis: per-pupil, price: 6.00}
  - id: tv
    label: TV
    level: college
    basis: banded
    overlap: upper
    bands:
      - {from: 1, to: 200, price: 187.62}
      - {from: 200, to: 900, price: 247.30}
  - {id: ecoles, label: Écoles, level: ecole, basis: shared-by-pupils, pool: {level: ecole, categories: [accounts]}}
`,
	"calls.csv":    "number,date,member,amount,status\nA1,2021-10-01,dep,4446.00,issued\nA2,2021-10-01,cc-nord,-12.00,paid\n",
	"invoices.csv": "number,date,supplier,charge,amount\nF1,2021-01-15,Éditeur,comptes,45.00\nF2,2021-06-15,Éditeur,comptes,45.00\n",
	"scenarios/ham.yaml": `format: quotepart/1
name: Ham
note: Hypothèse
changes:
  - {set: schools/0800002T/pupils, to: 760}
  - {scale: "schools/*[level=college]/pupils", by: 1.02}
  - {add: schools/0800004V, with: {name: Ham, level: college, member: dep, pupils: 320}}
  - {remove: schools/0800003U}
`,
}

// dossierOf makes files of texts; a text of "-" takes its file away.
func dossierOf(texts ...map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, some := range texts {
		for name, text := range some {
			if text == "-" {
				delete(files, name)
				continue
			}
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return files
}

func TestSoundDossierHasNoFaults(t *testing.T) {
	d := read(t, dossierOf(sound))
	roundTrip(t, d)
	if len(d.Calls) != 2 || len(d.Invoices) != 2 || len(d.Scenarios) != 1 || len(d.Year.Charter.Tariffs) != 3 {
		t.Errorf("not all of it was read: %+v", d)
	}
}

// faultCase breaks the sound dossier in one place: old becomes new in a file, or the whole file where old is empty.
type faultCase struct {
	name, file, old, new string
	want                 string // the lines in English: errors, then warnings
}

func (c faultCase) run(t *testing.T) {
	text := c.new
	if c.old != "" {
		if strings.Count(sound[c.file], c.old) != 1 {
			t.Fatalf("%q is not once in %s", c.old, c.file)
		}
		text = strings.Replace(sound[c.file], c.old, c.new, 1)
	}
	d, warnings, err := Read(dossierOf(sound, map[string]string{c.file: text}))
	var lines []string
	if err != nil {
		lines = append(lines, err.Error())
	}
	if len(warnings) > 0 {
		lines = append(lines, warnings.Error())
	}
	if got := strings.Join(lines, "\n"); got != c.want {
		t.Errorf("faults:\n%s\nwant:\n%s", got, c.want)
	}
	if (err == nil) != (d != nil) {
		t.Error("a dossier with errors was loaded, or one without was not")
	}
	for _, f := range append(faultsOf(t, err), warnings...) {
		if fr := f.In(lang.FR); fr == f.In(lang.EN) || fr != lang.Escape(fr) {
			t.Errorf("in French: %q", fr)
		}
	}
}

// faultsOf wants an error to be Faults.
func faultsOf(t testing.TB, err error) Faults {
	t.Helper()
	faults, ok := err.(Faults)
	if err != nil && !ok {
		t.Fatalf("%T is not Faults: %v", err, err)
	}
	return faults
}

func runFaults(t *testing.T, cases []faultCase) {
	for _, c := range cases {
		t.Run(c.name, c.run)
	}
}

func TestTableFaults(t *testing.T) {
	const expected = "columns, separated by , or ;: "
	const members = expected + "id,name,kind,siren,approved,signed,designated,transmitted,left"
	const schools = expected + "uai,name,level,town,member,classes,pupils,access,closed"
	const charges = expected + "id,label,category,level,planned,paid,mutualised"
	const subsidies = expected + "id,label,target,amount,rate"
	const mayBeEmpty = "add it: its cells may stay empty; "
	const usage = expected + "uai,tool,minutes,pupils"
	const quotes = ` — a quoted text doubles its own quotes: "École ""Jean Moulin"""`
	const cells = " — a text or number that contains the separator goes between quotes"
	runFaults(t, []faultCase{
		{"empty file", "members.csv", "", "", "members.csv: the file is empty — " + members},
		{"only a header", "usage.csv", "", "uai,tool,minutes,pupils\n", ""},
		{"missing column", "usage.csv", "tool,", "", `usage.csv:1: column "tool" is missing — ` + usage},
		{"missing column and a ragged row", "usage.csv", "", "uai,tool,pupils\n0800002T,maxicours,1,2,3\n", `usage.csv:1: column "minutes" is missing — ` + usage + "\n" +
			"usage.csv:2: the row has 5 cells, the header has 3" + cells},
		{"usage without minutes", "usage.csv", "", "uai,tool,pupils\n0800002T,maxicours,135\n0800002T,maxicours,100\n", `usage.csv:1: column "minutes" is missing — ` + usage},
		{"usage without UAI", "usage.csv", "", "tool,minutes,pupils\nmaxicours,0,135\nmaxicours,90,100\n", `usage.csv:1: column "uai" is missing — ` + usage},
		{"members without transmission", "members.csv", "", "id,name,kind,approved,left\ndep,Département,departement,2014-06-30,\ncc-nord,CC du Nord,epci,2014-06-30,2019-01-01\n",
			`members.csv:1: column "transmitted" is missing — ` + mayBeEmpty + members},
		{"schools without access", "schools.csv", "", "uai,name,level,member,pupils,closed\n0800002T,Collège Millevoye,college,dep,741,2013-01-01\n0800003U,École du Bourg,ecole,cc-nord,85,\n",
			`schools.csv:1: column "access" is missing — ` + mayBeEmpty + schools},
		{"charges without amounts", "charges.csv", "", "id,label,category,level\ncomptes,Comptes,accounts,ecole\n", `charges.csv:1: column "planned" is missing — ` + mayBeEmpty + charges + "\n" +
			`charges.csv:1: column "paid" is missing — ` + mayBeEmpty + charges + "\n" + `charges.csv:1: column "mutualised" is missing — ` + mayBeEmpty + charges},
		{"charges without paid", "charges.csv", "", "id,label,category,level,planned,mutualised\ncomptes,Comptes,accounts,ecole,,\n", `charges.csv:1: column "paid" is missing — ` + mayBeEmpty + charges},
		{"subsidies without amount and rate", "subsidies.csv", "", "id,label,target\nfeder,FEDER,members/dep\n", `subsidies.csv:1: column "amount" is missing — ` + mayBeEmpty + subsidies + "\n" +
			`subsidies.csv:1: column "rate" is missing — ` + mayBeEmpty + subsidies},
		{"subsidies without rate", "subsidies.csv", "", "id,label,target,amount\nfeder,FEDER,members/dep,45.00\netat,État,charges/comptes,\n", `subsidies.csv:1: column "rate" is missing — ` + mayBeEmpty + subsidies},
		{"missing id column", "members.csv", "", "name,kind,transmitted\nDépartement,departement,\n", `members.csv:1: column "id" is missing — ` + members},
		{"tabs", "usage.csv", "", "uai\ttool\tminutes\tpupils\n", `usage.csv:1: column "uai" is missing — ` + usage + "\n" +
			`usage.csv:1: column "tool" is missing — ` + usage + "\n" + `usage.csv:1: column "minutes" is missing — ` + usage + "\n" +
			`usage.csv:1: column "pupils" is missing — ` + usage + "\n" +
			`usage.csv:1:1: column "uai\ttool\tminutes\tpupils" is not known and is kept out — check the spelling`},
		{"repeated column", "usage.csv", "", "\nuai,tool,minutes,tool\n0800002T,maxicours,x,0\n", `usage.csv:2: column "pupils" is missing — ` + usage + "\n" +
			`usage.csv:2:18: column "tool" is there twice (first as column 2) — keep one` + "\n" + `usage.csv:3:20: "x" is not a number — write for example 1234.56 or 1 234,56`},
		{"unknown column", "usage.csv", "", "uai,tool,Minutes,minutes,pupils,\n0800002T,maxicours,x,0,135,\n",
			`usage.csv:1:10: column "Minutes" is not known and is kept out — did you mean "minutes"?` + "\n" +
				"usage.csv:1:33: column 6 has no name and is kept out — " + usage},
		{"ragged", "usage.csv", "0,135\n", "0,135,7\n", "usage.csv:2: the row has 5 cells, the header has 4" + cells},
		{"ragged row keeps its id", "members.csv", "CC du Nord,epci", "CC du Nord", "members.csv:3: the row has 8 cells, the header has 9" + cells},
		{"empty lines", "usage.csv", "0,135\n", "0,135\n\n  \n,,,\n", ""},
		{"bare quote", "members.csv", "CC du Nord", `CC "du Nord"`, "members.csv:3:12: misplaced quotes" + quotes},
		{"text after a quote", "members.csv", "CC du Nord", `"CC" du Nord`, "members.csv:3:12: misplaced quotes" + quotes},
		{"open quote", "members.csv", "CC du Nord", `"CC du Nord`, "members.csv:3: quotes opened on this line are not closed properly (read up to line 3)" + quotes},
		{"quote in the header", "members.csv", "id,name", `id,na"me`, "members.csv:1:6: misplaced quotes" + quotes},
		{"missing id", "members.csv", "cc-nord,CC", ",CC", "members.csv:3:1: the id is missing — give one, unique in the file" + "\n" +
			`schools.csv:3:38: unknown member "cc-nord" — check the spelling` + "\n" + `calls.csv:3:15: unknown member "cc-nord" — check the spelling`},
		{"wrong id", "charges.csv", "\ncomptes,", "\ncomptes élèves,", `charges.csv:2:1: "comptes élèves" is not an id — letters without accents, digits, hyphens, points; at most 100 characters` + "\n" +
			`subsidies.csv:3:11: unknown target "charges/comptes" — check the spelling` + "\n" +
			`invoices.csv:2:23: unknown charge "comptes" — check the spelling` + "\n" + `invoices.csv:3:23: unknown charge "comptes" — check the spelling`},
		{"member twice", "members.csv", "cc-nord,CC", "dep,CC", `members.csv:3:1: "dep" is on line 2 already — keep one row, or correct the id` + "\n" +
			`schools.csv:3:38: unknown member "cc-nord" — check the spelling` + "\n" + `calls.csv:3:15: unknown member "cc-nord" — check the spelling`},
		{"school twice", "schools.csv", "0800003U", "0800002T", `schools.csv:3:1: "0800002T" is on line 2 already — keep one row, or correct the id`},
		{"charge twice", "charges.csv", "60%\n", "60%\ncomptes,Autres,content,college,1,1,\n", `charges.csv:3:1: "comptes" is on line 2 already — keep one row, or correct the id`},
		{"subsidy twice", "subsidies.csv", "etat,", "feder,", `subsidies.csv:3:1: "feder" is on line 2 already — keep one row, or correct the id`},
		{"bucket twice", "usage.csv", "maxicours,90", "maxicours,0", `usage.csv:3:20: 0 minutes of maxicours for 0800002T: on line 2 already — keep one row, or add the pupils up`},
		{"usage of an unknown school", "usage.csv", "135\n", "135\n0800004V,maxicours,0,1\n0800004V,maxicours,5,1\n",
			`usage.csv:3:1: school "0800004V" is not in schools.csv — add it, or correct the UAI`},
		{"usage of a wrong UAI", "usage.csv", "135\n", "135\n0800002X,maxicours,0,1\n",
			`usage.csv:3:1: the letter of the UAI "0800002X" is wrong — for these digits it is T; check the number`},
		{"wrong tool", "usage.csv", "maxicours,90", "maxi cours,90", `usage.csv:3:10: "maxi cours" is not an id — letters without accents, digits, hyphens, points; at most 100 characters`},
		{"histogram over the pupils", "usage.csv", "90,100", "90,1100",
			"usage.csv:2:22: the histogram counts 1,235 pupils, the school has 741 — check the accounts: a pupil who left during the year, or is counted twice?"},
		{"call twice", "calls.csv", "A2", "A1", `calls.csv:3:1: number "A1" is on line 2 already — a document issued twice? correct or delete one of the rows`},
		{"invoice twice", "invoices.csv", "F2", "F1", `invoices.csv:3:1: number "F1" is on line 2 already — a document issued twice? correct or delete one of the rows`},
	})
}

// A folder that is something else is one fault, not one for each of its files.
func TestNotADossier(t *testing.T) {
	for _, files := range []map[string]string{{}, {"notes.txt": "", "photo.jpg": "", "scenarios/x.txt": ""}, {"usage.csv": "x\n"}} {
		d, warnings, err := Read(dossierOf(files))
		faults := faultsOf(t, err)
		if d != nil || len(warnings) > 0 || len(faults) != 1 {
			t.Fatalf("%v: %v, %v", files, warnings, err)
		}
		for l, want := range map[lang.Lang]string{lang.EN: "year.yaml: this folder is not a dossier: year.yaml is missing", lang.FR: "year.yaml: ce dossier n'est pas un exercice : year.yaml manque"} {
			if got := faults.In(l); !strings.HasPrefix(got, want) {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
}

func TestValueFaults(t *testing.T) {
	runFaults(t, []faultCase{
		{"unknown member of a school", "schools.csv", "cc-nord", "cc-nrod", `schools.csv:3:38: unknown member "cc-nrod" — did you mean "cc-nord"?`},
		{"no member of a school", "schools.csv", "cc-nord", "", `schools.csv:3:38: "member" is missing — give a value`},
		{"unknown member of a call", "calls.csv", "cc-nord", "cc-nrd", `calls.csv:3:15: unknown member "cc-nrd" — did you mean "cc-nord"?`},
		{"unknown charge of an invoice", "invoices.csv", "01-15,Éditeur,comptes", "01-15,Éditeur,compte", `invoices.csv:2:23: unknown charge "compte" — did you mean "comptes"?`},
		{"no charges at all", "charges.csv", "", "-", `subsidies.csv:3:11: unknown target "charges/comptes" — check the spelling` + "\n" +
			`invoices.csv:2:23: unknown charge "comptes" — check the spelling` + "\n" + `invoices.csv:3:23: unknown charge "comptes" — check the spelling`},
		{"unknown target", "subsidies.csv", "members/dep", "members/deo", `subsidies.csv:2:13: unknown target "members/deo" — did you mean "members/dep"?`},
		{"no target", "subsidies.csv", "members/dep", "dep", `subsidies.csv:2:13: "dep" is not a target — give members/ID or charges/ID`},
		{"amount and rate", "subsidies.csv", "45.00,", "45.00,5%", "subsidies.csv:2:25: an amount or a rate is needed, one of both — leave the other empty"},
		{"rate without %", "subsidies.csv", "12.5%", "12.5", `subsidies.csv:3:28: "12.5" is not a percentage — add the sign %, such as 12.5%`},
		{"SIREN", "members.csv", "248000531", "248000532", `members.csv:3:25: "248000532" is not a SIREN — nine digits with a correct Luhn key, or nothing`},
		{"kind", "members.csv", "epci", "epic", `members.csv:3:20: "epic" is not a value of "kind" — did you mean "epci"? (values: departement, commune, epci, other)`},
		{"impossible date", "members.csv", "dep,Département,departement,,2014-06-30", "dep,Département,departement,,2014-02-30",
			`members.csv:2:30: "2014-02-30" is not a date — write year-month-day, such as 2014-06-24`},
		{"order of the steps", "members.csv", "248000531,2014-06-30", "248000531,", `members.csv:3:36: step "signed" without "approved" before it (art. 3) — complete or correct the dates of joining` + "\n" +
			`members.csv:3:47: step "designated" without "approved" before it (art. 3) — complete or correct the dates of joining` + "\n" +
			`members.csv:3:58: step "transmitted" without "approved" before it (art. 3) — complete or correct the dates of joining`},
		{"left before joining", "members.csv", "248000531,2014-06-30,2014-07-10,2014-07-15,2014-07-20,", "248000531,2014-06-30,2014-07-10,2014-07-15,2014-07-20,2014-01-01",
			"members.csv:3:79: left on 2014-01-01, before its transmission on 2014-07-20 — correct one of the dates"},
		{"UAI letter", "schools.csv", "0800003U", "0800003V", `schools.csv:3:1: the letter of the UAI "0800003V" is wrong — for these digits it is U; check the number`},
		{"no UAI", "schools.csv", "0800003U", "80003U", `schools.csv:3:1: "80003U" is not a UAI — seven digits and a letter, such as 0800002T`},
		{"negative count", "schools.csv", "741", "-741", `schools.csv:2:51: "-741" is negative — give 0 or more`},
		{"count with decimals", "schools.csv", "741", "7.41", `schools.csv:2:51: "7.41" is not a whole number — give a number without decimals`},
		{"missing count", "schools.csv", "741", "", `schools.csv:2:51: "pupils" is missing — give a value`},
		{"closed before access", "schools.csv", "85,2014-09-01,", "85,2014-09-01,2013-01-01", "schools.csv:3:62: closed on 2013-01-01, before its access on 2014-09-01 — correct one of the dates"},
		{"no amount of a charge", "charges.csv", "100.00,90.00", ",", "charges.csv:2:32: neither a planned nor a paid amount — give at least one of both"},
		{"one fault, not two", "charges.csv", "100.00,90.00", "x,", `charges.csv:2:32: "x" is not a number — write for example 1234.56 or 1 234,56`},
		{"mutualised part", "charges.csv", "60%", "160%", `charges.csv:2:45: "160" is above the maximum 100 — check the number`},
		{"unquoted decimal comma", "charges.csv", "100.00", "100,00", "charges.csv:2: the row has 8 cells, the header has 7 — a text or number that contains the separator goes between quotes"},
		{"column after an accent", "schools.csv", "Millevoye,college", "Millevoyé,x", `schools.csv:2:28: "x" is not a value of "level" — values: ecole, college`},
		{"line after a line break in quotes", "schools.csv", "Collège Millevoye,college", "\"Collège\nMillevoye\",x", `schools.csv:3:12: "x" is not a value of "level" — values: ecole, college`},
		{"characters that do not show", "schools.csv", "Millevoye,college", "Millevoye,\"col\u202e\n\tlege\"",
			`schools.csv:2:28: "col\u202e\n\tlege" is not a value of "level" — values: ecole, college` + "\n" +
				`schools.csv:2:32: character U+202E, which turns the direction of the text, in the text — delete it`},
		{"long value", "schools.csv", "Millevoye,college", "Millevoye," + strings.Repeat("x", 5000),
			`schools.csv:2:28: "` + strings.Repeat("x", 199) + " […] " + strings.Repeat("x", 123) + `" is not a value of "level" — values: ecole, college`},
	})
}
