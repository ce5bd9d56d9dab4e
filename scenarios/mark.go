package scenarios

import (
	"strings"
	"time"

	"quotepart/engine"
)

// Mark says that somebody has looked at a finding of the check and settled it.
type Mark struct {
	Finding string // Checked.Finding
	Note    string
	By      string
	At      time.Time
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
