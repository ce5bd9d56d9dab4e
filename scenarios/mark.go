package scenarios

import (
	"strings"
	"time"
	"unicode/utf8"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Mark says that somebody has looked at a finding of the check and settled it.
type Mark struct {
	Finding string // Checked.Finding
	Note    string
	By      string
	At      time.Time // whole seconds
}

// mostNote is how many characters a note may have.
const mostNote = 500

// CheckNote says what is wrong with the note of a mark: it has to say why, in one line.
func CheckNote(note string) error {
	switch {
	case strings.TrimSpace(note) == "":
		return lang.Wrong(lang.T("la note manque", "the note is missing"), lang.T("dites en quelques mots pourquoi c'est réglé", "say in a few words why this is settled"))
	case utf8.RuneCountInString(note) > mostNote:
		return lang.Wrong(lang.F("la note dépasse %d caractères", "the note is longer than %d characters", mostNote), lang.T("raccourcissez-la", "shorten it"))
	case lang.HasHidden(note) || strings.ContainsAny(note, "\n\t"):
		return lang.Wrong(lang.T("la note contient un caractère invisible ou un saut de ligne", "the note holds an invisible character or a line end"), lang.T("retapez-la", "type it again"))
	}
	return nil
}

// FindMark finds the mark on a finding; the empty finding has none.
func FindMark(marks []Mark, finding string) (Mark, bool) {
	for _, m := range marks {
		if m.Finding == finding && finding != "" {
			return m, true
		}
	}
	return Mark{}, false
}

// LastMark is the newest mark on a subject, whatever its figures were: what was checked before they changed.
func LastMark(marks []Mark, subject engine.Target) (last Mark, found bool) {
	for _, m := range marks {
		if strings.HasPrefix(m.Finding, subject.String()+" ") && (!found || m.At.After(last.At)) {
			last, found = m, true
		}
	}
	return last, found
}
