package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How well a word matches: as it stands at the start of a word, as it stands elsewhere, or by its letters in their order, which
// is the worse the further they are apart.
const (
	atWord = 2_000_000
	within = 1_000_000
)

// scoreOf adds up how well each word matches a folded text; false where one does not. It is asked about every school at a letter
// in the palette, so it takes no longer than looking for the letters.
func scoreOf(text string, words []string) (int, bool) {
	sum := 0
	for _, word := range words {
		score, ok := wordScore(text, word)
		if !ok {
			return 0, false
		}
		sum += score
	}
	return sum, true
}

func wordScore(text, word string) (int, bool) {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		switch {
		case at >= 0 && startsWord(text, from+at):
			return atWord, true
		case at >= 0:
			from += at + 1
		case from > 0:
			return within, true
		default:
			span, ok := apart(text, word)
			return -span, ok
		}
	}
}

// startsWord reports whether no letter or digit stands before a place of the text.
func startsWord(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// apart finds the letters of a word in their order and tells how many bytes of the text they take, from the last place where
// they can start.
func apart(text, word string) (span int, ok bool) {
	end := 0
	for _, r := range word {
		at := strings.IndexRune(text[end:], r)
		if at < 0 || r == utf8.RuneError { // which would also be found in bytes that are no letter
			return 0, false
		}
		end += at + utf8.RuneLen(r)
	}
	start := end
	for left := word; left != ""; {
		r, size := utf8.DecodeLastRuneInString(left)
		left = left[:len(left)-size]
		start = strings.LastIndex(text[:start], string(r))
	}
	return end - start, true
}
