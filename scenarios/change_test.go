package scenarios_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	. "quotepart/scenarios"
)

func TestParseAddress(t *testing.T) {
	for text, want := range map[string]Address{
		"year/basis":                               {Collection: InYear, Field: "basis"},
		"members/cc-val":                           {Collection: InMembers, ID: "cc-val"},
		"members/cc-val/name":                      {Collection: InMembers, ID: "cc-val", Field: "name"},
		"schools/0800001S/pupils":                  {Collection: InSchools, ID: "0800001S", Field: "pupils"},
		" schools/0800001S/pupils ":                {Collection: InSchools, ID: "0800001S", Field: "pupils"},
		"schools/*/pupils":                         {Collection: InSchools, ID: AnyID, Field: "pupils"},
		"schools/*[level=college]/pupils":          {Collection: InSchools, ID: AnyID, Where: Filter{Field: "level", Value: "college"}, Field: "pupils"},
		"schools/*[name=A/B [c] = d]/pupils":       {Collection: InSchools, ID: AnyID, Where: Filter{Field: "name", Value: "A/B [c] = d"}, Field: "pupils"},
		"schools/*[town=]/pupils":                  {Collection: InSchools, ID: AnyID, Where: Filter{Field: "town"}, Field: "pupils"},
		"tariffs/college-sitetv/bands/200":         {Collection: InTariffs, ID: "college-sitetv", Band: "200"},
		"tariffs/college-sitetv/bands/0200/price":  {Collection: InTariffs, ID: "college-sitetv", Band: "200", Field: "price"},
		"tariffs/college-sitetv/bands/1 100/price": {Collection: InTariffs, ID: "college-sitetv", Band: "1100", Field: "price"},
		"tariffs/bands/bands/1":                    {Collection: InTariffs, ID: "bands", Band: "1"},
		"usage/0800001S/maxicours/60":              {Collection: InUsage, ID: "0800001S", Tool: "maxicours", Minutes: "60"},
		"usage/*/maxicours/060":                    {Collection: InUsage, ID: AnyID, Tool: "maxicours", Minutes: "60"},
		"charges/c.1_x/planned":                    {Collection: InCharges, ID: "c.1_x", Field: "planned"},
		"charges/*[level=ecole]/planned":           {Collection: InCharges, ID: AnyID, Where: Filter{Field: "level", Value: "ecole"}, Field: "planned"},
		"subsidies/*[target=charges/x]/rate":       {Collection: InSubsidies, ID: AnyID, Where: Filter{Field: "target", Value: "charges/x"}, Field: "rate"},
		"subsidies/etat":                           {Collection: InSubsidies, ID: "etat"},
	} {
		a, err := ParseAddress(text)
		if err != nil || a != want {
			t.Errorf("%q is %+v, want %+v (%v)", text, a, want, err)
			continue
		}
		if again, err := ParseAddress(a.String()); err != nil || again != a {
			t.Errorf("%q is written %q, which is not the same", text, a)
		}
	}
}

func TestParseAssignment(t *testing.T) {
	for _, c := range []struct {
		op         Op
		text, want string
	}{
		{Set, "schools/0800001S/pupils=760", "set schools/0800001S/pupils to 760"},
		{Set, " schools/0800001S/pupils = 760", "set schools/0800001S/pupils to  760"},
		{Set, "members/cc-val/name=a=b[c]=d", "set members/cc-val/name to a=b[c]=d"},
		{Set, "members/cc-val/siren=", `set members/cc-val/siren to ""`},
		{Scale, "schools/*[level=college]/pupils=1,02", "scale schools/*[level=college]/pupils by 1.02"},
		{Scale, "schools/*[name=a=b]/pupils=1.50", "scale schools/*[name=a=b]/pupils by 1.5"},
		{Scale, "usage/*/maxicours/60=.5", "scale usage/*/maxicours/60 by 0.5"},
	} {
		got, err := ParseAssignment(c.op, c.text)
		if err != nil || got.String() != c.want {
			t.Errorf("%s %q is %q (%v), want %q", c.op, c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"", "=", "schools/0800001S/pupils", "schools/*[level=college]/pupils", "=5", "schools/*[level=college/pupils=2", "schools/0800001S=2"} {
		for _, op := range []Op{Set, Scale} {
			c, err := ParseAssignment(op, text)
			if err == nil {
				t.Errorf("%s %q: accepted as %s", op, text, c)
				continue
			}
			isFault(t, text, err)
		}
	}
}

func TestFactors(t *testing.T) {
	for text, want := range map[string]string{"1.02": "1.02", "1,02": "1.02", " 2 ": "2", "0": "0", "-0": "0", "1.0200": "1.02", "+1.5": "1.5", "0.000000000001": "0.000000000001", "5.": "5"} {
		c, err := NewScale("schools/*/pupils", text)
		if err != nil || c.Factor.String() != want {
			t.Errorf("factor %q is %s (%v), want %s", text, c.Factor, err, want)
		}
	}
	for _, text := range []string{"", "x", "-1", "1e2", "1E2", "1.2.3", "1,2,3", "1 000", "0x1", "1_0", "Inf", "NaN", "1e999999999", strings.Repeat("9", 31), strings.Repeat("9", 1_000_000)} {
		if c, err := NewScale("schools/*/pupils", text); err == nil {
			t.Errorf("factor %.40q is accepted as %s", text, c.Factor)
		}
	}
}

// How a change is stored is a contract.
func TestChangeJSON(t *testing.T) {
	changes := read(t, `set schools/0800001S/pupils to 760
set members/cc-val/siren to ""
scale schools/*[level=college]/pupils by 1.020
add schools/0800006X with name: Collège de Ham, pupils: 320
add members/x
remove tariffs/college-sitetv/bands/900`)
	data, err := json.MarshalIndent(changes, "", "")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(strings.ReplaceAll(string(data), "\n", ""), "},{", "},\n{")
	const want = `[{"set": "schools/0800001S/pupils","to": "760"},
{"set": "members/cc-val/siren","to": ""},
{"scale": "schools/*[level=college]/pupils","by": "1.02"},
{"add": "schools/0800006X","with": [["name","Collège de Ham"],["pupils","320"]]},
{"add": "members/x"},
{"remove": "tariffs/college-sitetv/bands/900"}]`
	if got != want {
		t.Errorf("stored as\n%s\nwant\n%s", got, want)
	}
}

func TestWrongChangeJSON(t *testing.T) {
	kept := set(t, "schools/0800001S/pupils", "1")
	for _, text := range []string{
		`{}`, `null`, `[]`, `"set"`, `{"set": "schools/0800001S/pupils"}`, `{"to": "1"}`, `{"set": "", "to": "1"}`,
		`{"set": "schools/0800001S/pupils", "to": 5}`, `{"set": "schools/0800001S/pupils", "to": "5", "remove": "schools/0800001S"}`,
		`{"remove": "schools/0800001S", "to": "5"}`, `{"scale": "schools/*/pupils"}`, `{"scale": "schools/*/pupils", "by": "-1"}`,
		`{"add": "schools/x", "with": [["name"]]}`, `{"add": "schools/x", "with": [["name", "x", "y"]]}`, `{"remove": "schools/*"}`, `{"remove": "nowhere/x"}`,
	} {
		c := kept
		if err := json.Unmarshal([]byte(text), &c); err == nil {
			t.Errorf("%s: accepted as %s", text, c)
		}
		if c.String() != kept.String() {
			t.Errorf("%s: refused, but read as %s", text, c)
		}
	}
}

// A value that would not be seen in one line is quoted.
func TestChangeString(t *testing.T) {
	for value, want := range map[string]string{"760": "760", "": `""`, "a b": "a b", "É": "É", "a\nb": `"a\nb"`, "\x1b[2J": `"\x1b[2J"`, `""`: `"\"\""`, "\xff": `"\xff"`, "1\u00a0234": "1\u00a0234"} {
		if got := (Change{Op: Set, Address: Address{Collection: InYear, Field: "label"}, Value: value}).String(); got != "set year/label to "+want {
			t.Errorf("%q is shown as %s", value, got)
		}
	}
}

// Scaling is exact, rounded once and half away from zero, to the last place of the number: held against fractions.
func TestScaleIsExact(t *testing.T) {
	stored := smallYear()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]struct {
			address string
			places  int
			max     int64
		}{
			{"schools/0800001S/pupils", 0, engine.MaxCount}, {"charges/plateforme/planned", 2, int64(engine.MaxCents)},
			{"tariffs/college-comptes/price", 6, int64(engine.MaxPrice)}, {"tariffs/college-sitetv/bands/200/price", 6, int64(engine.MaxPrice)},
			{"usage/0800001S/maxicours/0", 0, engine.MaxCount / 3},
		}).Draw(t, "number")
		start := big.NewRat(rapid.OneOf(rapid.Int64Range(0, 300), rapid.Int64Range(0, c.max)).Draw(t, "value"), pow10(c.places))
		factor := big.NewRat(rapid.OneOf(rapid.Int64Range(0, 3000), rapid.Int64Range(0, 2_000_000_000_000)).Draw(t, "factor"), pow10(rapid.SampledFrom([]int{1, 3, 12}).Draw(t, "decimals")))

		scaled := new(big.Rat).Mul(start, factor)
		scaled.Mul(scaled, big.NewRat(pow10(c.places), 1)).Add(scaled, big.NewRat(1, 2)) // a floor after a half is half up, and nothing is negative
		whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())

		by, err := NewScale(c.address, factor.FloatString(12))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Apply(stored, []Change{set(t, c.address, start.FloatString(c.places)), by})
		if !whole.IsInt64() || whole.Int64() > c.max {
			if err == nil && c.max != engine.MaxCount/3 {
				t.Fatalf("%s × %s passes the maximum and is accepted", start.FloatString(c.places), factor.FloatString(12))
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Rat).SetFrac(whole, big.NewInt(pow10(c.places)))
		number, ok := new(big.Rat).SetString(value(t, got, c.address))
		if !ok || number.Cmp(want) != 0 {
			t.Fatalf("%s × %s is %s, want %s", start.FloatString(c.places), factor.FloatString(12), number.FloatString(c.places), want.FloatString(c.places))
		}
	})
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

func TestLookup(t *testing.T) {
	y := smallYear()
	for _, a := range inputs(y) {
		in := lookup(t, y, a)
		if in.Address != a || in.Label.FR == "" || in.Label.EN == "" || (in.Type == Choice) != (len(in.Choices) > 0) {
			t.Errorf("%s: %+v", a, in)
		}
	}
	for _, text := range []string{"schools/0800009A/pupils", "members/x/name", "charges/x/planned", "subsidies/x/rate", "tariffs/x/price", "tariffs/x/bands/1/price",
		"tariffs/college-sitetv/bands/2/price", "usage/0800001S/maxicours/1", "usage/0800001S/x/60", "usage/0800009A/maxicours/60", "schools/*/pupils", "schools/0800001S"} {
		a, err := ParseAddress(text)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Lookup(y, a)
		if err == nil {
			t.Errorf("%s: found", text)
			continue
		}
		isFault(t, text, err)
	}
	if _, err := Lookup(y, Address{}); err == nil {
		t.Error("no address: found")
	}
}
