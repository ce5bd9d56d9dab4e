package scenarios_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "quotepart/scenarios"
)

func TestDidYouMean(t *testing.T) {
	names := []string{"pupils", "access", "cc-val", "0800002T", "x", "college-sitetv-de-tout-le-departement-et-de-ses-environs"}
	for got, want := range map[string]string{
		"pupil": "pupils", "pupisl": "pupils", "PUPILS": "pupils", "upils": "pupils", "pipuls": "pupils", "acess": "access", "ccval": "cc-val", "0800002t": "0800002T", "0800020T": "0800002T",
		"college-sitetv-de-tout-le-departement-et-de-ses-environ": "college-sitetv-de-tout-le-departement-et-de-ses-environs",
		"y": "", "": "", "pup": "", "classes": "", "xyz": "", strings.Repeat("é", 10_000): "",
	} {
		text := DidYouMean(got, names).EN
		if said := text != "check the spelling"; said != (want != "") || said && text != fmt.Sprintf("did you mean %q?", want) {
			t.Errorf("%.40q: %s, want %q", got, text, want)
		}
	}
}

// The closest name is that of a slow count of the typing errors.
func TestDidYouMeanIsTheClosest(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("abcA")), 0, 7, -1)
	rapid.Check(t, func(t *rapid.T) {
		got, names := word.Draw(t, "got"), rapid.SliceOfN(word, 0, 6).Draw(t, "names")
		want, least := "", 3
		for _, name := range names {
			d := slowDistance(strings.ToLower(got), strings.ToLower(name))
			if d < least && 2*d < max(len(got), len(name)) {
				want, least = name, d
			}
		}
		text := "check the spelling"
		if want != "" {
			text = fmt.Sprintf("did you mean %q?", want)
		}
		if said := DidYouMean(got, names).EN; said != text {
			t.Fatalf("%q among %q: %s, want %s", got, names, said, text)
		}
	})
}

// slowDistance is the fewest letters added, left out, changed, or neighbours swapped, by trying them all.
func slowDistance(a, b string) int {
	switch {
	case a == "" || b == "":
		return len(a) + len(b)
	case a[0] == b[0]:
		return slowDistance(a[1:], b[1:])
	}
	d := 1 + min(slowDistance(a[1:], b), slowDistance(a, b[1:]), slowDistance(a[1:], b[1:]))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, 1+slowDistance(a[2:], b[2:]))
	}
	return d
}
