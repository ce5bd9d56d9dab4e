package lang_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
)

func TestHidden(t *testing.T) {
	for _, s := range langtest.Hostile {
		if !lang.HasHidden(s) {
			t.Errorf("nothing is found in %q", s)
		}
	}
	for _, s := range langtest.Legitimate {
		for at, r := range lang.Hidden(s) {
			t.Errorf("%U at %d of %q", r, at, s)
		}
	}
	tests := []struct {
		in string
		at []int
	}{
		{"a\tb\r\nc\n", nil},
		{"a\rb", []int{1}},
		{"\u202ea\u200b", []int{0, 4}},
		{"a\xffb", []int{1}},
		{"a\ufffdb", nil},
		{"a" + strings.Repeat("\u0301", 6), []int{9, 11}},
		{"a\u0301\u0301\u200b\u0301\u0301\u0301", []int{5, 12}}, // what has no width does not begin the count again
		{"a\u200db", []int{1}},                                  // a joiner without an emoji
		{"❤\ufe0f\ufe0f", []int{6}},
		{"👩\u200d\u200d🏫", []int{7}},
		{"\ufe0f", []int{0}},
	}
	for _, tt := range tests {
		var at []int
		for i := range lang.Hidden(tt.in) {
			at = append(at, i)
		}
		if !slices.Equal(at, tt.at) {
			t.Errorf("Hidden(%q) at %v, want %v", tt.in, at, tt.at)
		}
	}
}

func TestHiddenNames(t *testing.T) {
	for in, want := range map[string][2]string{
		"a\x1bb":                    {"caractère de contrôle U+001B dans « a\\u001bb » — retapez ce texte", "control character U+001B in “a\\u001bb” — type this text again"},
		"a\u202eb":                  {"caractère U+202E, qui change le sens du texte, dans « a\\u202eb » — retapez ce texte", "character U+202E, which turns the direction of the text, in “a\\u202eb” — type this text again"},
		"\u200b":                    {"caractère invisible U+200B dans « \\u200b » — retapez ce texte", "invisible character U+200B in “\\u200b” — type this text again"},
		"\U000e0041":                {"caractère invisible U+E0041 dans « \\udb40\\udc41 » — retapez ce texte", "invisible character U+E0041 in “\\udb40\\udc41” — type this text again"},
		"a\xff":                     {"octet qui n'est pas de l'UTF-8 dans « a\ufffd » — retapez ce texte", "byte that is not UTF-8 in “a\ufffd” — type this text again"},
		strings.Repeat("\u0335", 5): {"trop d'accents l'un sur l'autre (U+0335) dans « ̵̵\\u0335\\u0335\\u0335 » — retapez ce texte", "too many accents on each other (U+0335) in “̵̵\\u0335\\u0335\\u0335” — type this text again"},
	} {
		err := lang.CheckTyped(in)
		if err == nil {
			t.Errorf("%q passes", in)
			continue
		}
		if fr, en := lang.Describe(err, lang.FR), lang.Describe(err, lang.EN); fr != want[0] || en != want[1] {
			t.Errorf("%q: %s\n%s", in, fr, en)
		}
	}
	if err := lang.CheckTyped("L'Haÿ"); err != nil {
		t.Error(err)
	}
}

// What is escaped shows nothing that it must not, and is the same text to a reader of JSON.
func TestEscape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := langtest.Nasty().Draw(t, "in")
		in = strings.ToValidUTF8(in, "\ufffd")
		data, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out := lang.Escape(string(data))
		if wrong := langtest.Shows(out); wrong != "" {
			t.Fatalf("Escape keeps %s", wrong)
		}
		var back string
		if err := json.Unmarshal([]byte(out), &back); err != nil || back != in {
			t.Fatalf("%q came back as %q, %v", in, back, err)
		}
	})
}

// Where nothing is hidden, Clean changes composition and emoji alone: nothing is replaced by a sign.
func TestLegitimateTextStays(t *testing.T) {
	for _, s := range langtest.Legitimate {
		if got := lang.Clean(s); got == "" || strings.ContainsAny(got, "\ufffd") {
			t.Errorf("Clean(%q) = %q", s, got)
		}
	}
}
