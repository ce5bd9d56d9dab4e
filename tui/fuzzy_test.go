package tui

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What stands at the start of a word comes before what stands within one, and that before letters that are apart, the closer ones
// first. Each word of the query must be there.
func TestScoreOf(t *testing.T) {
	for _, c := range []struct {
		query string
		texts []string // the best first; the last one does not match
	}{
		{"val", []string{"ville du val no 3", "ville du cheval", "vault", "vie aile", "ville sans"}},
		{"val 3", []string{"3 val", "cheval 3", "cheval 43", "val 12"}},
		{"été", []string{"l'été", "vététiste", "é te té", "ete"}},
		{"0990007v", []string{"0990007v", "x0990007v", "09900 07v", "0990007"}},
		{"æe", []string{"æe", "xæe", "æ e", "ee"}},
	} {
		words := strings.Fields(c.query)
		last := 0
		for i, text := range c.texts {
			score, ok := scoreOf(text, words)
			if want := i < len(c.texts)-1; ok != want {
				t.Errorf("%q in %q: found is %v", c.query, text, ok)
			} else if want && i > 0 && score >= last {
				t.Errorf("%q in %q scores %d, as much as in %q", c.query, text, score, c.texts[i-1])
			}
			last = score
		}
	}
}

// A query finds a text where its letters are in it in their order, and never less than a longer one.
func TestScoreOfFindsLetters(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("abé 1æ")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		text, word := letters.Draw(t, "text"), strings.ReplaceAll(letters.Draw(t, "word"), " ", "")
		left := []rune(word)
		for _, r := range text {
			if len(left) > 0 && r == left[0] {
				left = left[1:]
			}
		}
		if _, ok := scoreOf(text, []string{word}); ok != (len(left) == 0) {
			t.Fatalf("%q in %q: found is %v", word, text, ok)
		}
		runes := []rune(word)
		if _, ok := scoreOf(text, []string{word}); ok && len(runes) > 0 {
			if _, ok := scoreOf(text, []string{string(slices.Delete(runes, len(runes)-1, len(runes)))}); !ok {
				t.Fatalf("%q is in %q, but not without its last letter", word, text)
			}
		}
	})
}
