package remote

import (
	"slices"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

// Command lines as shells read them.
func TestSplit(t *testing.T) {
	for line, want := range map[string][]string{
		"":                           nil,
		" \t\r\n":                    nil,
		"run 2025-2026":              {"run", "2025-2026"},
		"  run  x  ":                 {"run", "x"},
		`a '' b ""`:                  {"a", "", "b", ""},
		`'it'\''s' "it's"`:           {"it's", "it's"},
		`"a\"b\\c\d\$e" '\"'`:        {`a"b\c\d$e`, `\"`},
		`a\ b\'c`:                    {"a b'c"},
		`pre'quoted 'post "x"'y'"z"`: {"prequoted post", "xyz"},
		"# ; | $HOME * ~":            {"#", ";", "|", "$HOME", "*", "~"},
		"école\u00a0b \xff":          {"école\u00a0b", "\xff"},
	} {
		if got, err := split(line); !slices.Equal(got, want) || err != nil {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}

// Arguments arrive as they were given, whatever they hold; and no command line makes split fail otherwise than with a Fault.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "a\x00b", "it's", `\`, `"`, "a b\x00", "\x00\x00", "é\xff\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		args := strings.Split(s, "\x00")
		if got, err := split(quoteAll(args)); !slices.Equal(got, args) || err != nil {
			t.Errorf("%q became %q, %v", args, got, err)
		}
		if _, err := split(s); err != nil && lang.Describe(err, lang.FR) == lang.Describe(err, lang.EN) {
			t.Errorf("%v is said in one language", err)
		}
	})
}
