package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

// shape writes the form of a JSON text: its keys in their order, its types, and for a list the form of its elements. Elements
// of different forms are all given.
func shape(t *testing.T, text string) string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	s := shapeOf(t, d)
	if d.More() {
		t.Fatal("more than one value")
	}
	return s
}

func shapeOf(t *testing.T, d *json.Decoder) string {
	t.Helper()
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch v := token.(type) {
	case json.Delim:
		var parts []string
		for d.More() {
			key := ""
			if v == '{' {
				name, err := d.Token()
				if err != nil {
					t.Fatal(err)
				}
				key = fmt.Sprint(name) + ":"
			}
			if part := key + shapeOf(t, d); v == '{' || !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
		end, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		if v == '[' {
			slices.Sort(parts)
		}
		return v.String() + strings.Join(parts, ",") + fmt.Sprint(end)
	case string:
		return stringShape(v)
	case json.Number:
		return "number"
	case bool:
		return "bool"
	}
	return "null"
}

var (
	money = regexp.MustCompile(`^-?(0|[1-9][0-9]*)\.[0-9]{2}$`)
	tenth = regexp.MustCompile(`^-?(0|[1-9][0-9]*)\.[0-9]$`)
)

// stringShape tells amounts and percentages from other text.
func stringShape(s string) string {
	switch {
	case money.MatchString(s):
		return "amount"
	case tenth.MatchString(s):
		return "percent"
	}
	return "text"
}

// The JSON of run is that of formats.md: keys, their order, and what is text and what a number.
func TestRunJSONContract(t *testing.T) {
	const contract = `{format:text,year:text,basis:text,scenario:null,complete:bool,` +
		`totals:{charges:amount,mutualised:amount,subsidies:amount,contributions:amount,balance:amount},` +
		`members:[{id:text,name:text,kind:text,beneficiary:bool,schools:number,pupils:number,gross:amount,subsidy:amount,net:amount}],` +
		`schools:[{uai:text,member:text,level:text,pupils:number,total:amount,` +
		`lines:[{tariff:text,article:text,quantity:number,amount:amount}]}],` +
		`not_counted:[{uai:text,reason:text}],` +
		`notices:[{severity:text,code:text,subject:text,message:text}]}`
	// An article such as 4.3 looks like a percentage: it is text all the same.
	got := strings.ReplaceAll(shape(t, must(t, "run", demoYear, "--format", "json")), "article:percent", "article:text")
	if got != contract {
		t.Errorf("got  %s\nwant %s", got, contract)
	}
	got = shape(t, must(t, "run", demoYear, "--format", "json", "--scenario", "Fin du FEDER"))
	if !strings.HasPrefix(got, "{format:text,year:text,basis:text,scenario:text,complete:bool,") {
		t.Errorf("with a scenario: %s", got)
	}
	got = shape(t, must(t, "run", demoYear, "--format", "json", "--set", "year/basis=planned"))
	if !strings.HasPrefix(got, "{format:text,year:text,basis:text,scenario:null,changes:[text],complete:bool,") {
		t.Errorf("with --set: %s", got)
	}
}

func TestCompareJSONContract(t *testing.T) {
	const row = `{id:text,values:[amount],deltas:[amount],percents:[percent]}`
	const added = `{id:text,values:[amount,null],deltas:[amount],percents:[null]}` // the reference lacks it
	const nothing = `{id:text,values:[amount],deltas:[amount],percents:[null]}`    // the reference is 0
	got := shape(t, must(t, "compare", demoYear, "--by", "school", "--format", "json"))
	want := `{reference:text,columns:[text],rows:[` + added + `,` + nothing + `,` + row + `],totals:[` + row + `],complete:[bool]}`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWhyJSONContract(t *testing.T) {
	got := must(t, "why", demoYear, "baseline", "Ouverture d'un collège à Ormevert", "--format", "json")
	if want := `{from:text,to:text,metric:text,total:amount,complete:bool,changes:[{change:text,delta:amount}]}`; shape(t, got) != want {
		t.Errorf("got  %s\nwant %s", shape(t, got), want)
	}
	got = runWith(t, lang.FR, "why", demoYear, "baseline", "testdata/incomplete.yaml", "--format", "json").out
	if want := `{change:text,delta:amount,incomplete:bool}`; !strings.Contains(shape(t, got), want) {
		t.Errorf("got %s, without %s", shape(t, got), want)
	}
}

// Members and schools are sorted by id, and the totals are those of the lines: the balance closes to the cent.
func TestRunJSONAddsUp(t *testing.T) {
	var r struct {
		Totals  map[string]json.Number
		Members []struct {
			ID                  string
			Gross, Subsidy, Net json.Number
		}
		Schools []struct {
			UAI, Member string
			Total       json.Number
			Lines       []struct{ Amount json.Number }
		}
	}
	if err := json.Unmarshal([]byte(must(t, "run", demoYear, "--format", "json")), &r); err != nil {
		t.Fatal(err)
	}
	bySchools, contributions := map[string]int64{}, int64(0)
	for i, s := range r.Schools {
		if i > 0 && s.UAI <= r.Schools[i-1].UAI {
			t.Errorf("%s stands after %s", s.UAI, r.Schools[i-1].UAI)
		}
		var lines int64
		for _, line := range s.Lines {
			lines += cents(t, line.Amount)
		}
		if lines != cents(t, s.Total) {
			t.Errorf("%s: lines %d, total %s", s.UAI, lines, s.Total)
		}
		bySchools[s.Member] += lines
	}
	for i, m := range r.Members {
		if i > 0 && m.ID <= r.Members[i-1].ID {
			t.Errorf("%s stands after %s", m.ID, r.Members[i-1].ID)
		}
		if g := cents(t, m.Gross); g != bySchools[m.ID] || g-cents(t, m.Subsidy) != cents(t, m.Net) {
			t.Errorf("%s: gross %s, schools %d, subsidy %s, net %s", m.ID, m.Gross, bySchools[m.ID], m.Subsidy, m.Net)
		}
		contributions += cents(t, m.Net)
	}
	total := func(name string) int64 { return cents(t, r.Totals[name]) }
	if total("contributions") != contributions || total("balance") != total("mutualised")+total("subsidies")+contributions-total("charges") {
		t.Errorf("the balance does not close: %v, contributions %d", r.Totals, contributions)
	}
}

// cents reads an amount of the JSON.
func cents(t *testing.T, n json.Number) int64 {
	t.Helper()
	if !money.MatchString(n.String()) {
		t.Fatalf("%q is not an amount", n)
	}
	c, err := strconv.ParseInt(strings.Replace(n.String(), ".", "", 1), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Only the messages depend on the language.
func TestJSONAndLanguage(t *testing.T) {
	messages := regexp.MustCompile(`"(message|explanation|formula|rounding)":"[^"]*"|"origin":\[[^\]]*\]`)
	for _, args := range [][]string{{"run", demoYear}, {"compare", demoYear}, {"explain", demoYear, "departement-val-de-brune"}, {"scenario", "list", demoYear}} {
		args = append(args, "--format", "json")
		fr, en := runWith(t, lang.FR, args...).out, runWith(t, lang.EN, args...).out
		if messages.ReplaceAllString(fr, "") != messages.ReplaceAllString(en, "") {
			t.Errorf("%q depends on the language", args)
		}
	}
}
