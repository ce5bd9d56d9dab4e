package tui_test

import (
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/presence"
)

// Who else is in is counted in the bar and listed with what they work on, and what is worked on here is told to them.
func TestOthersAreSeen(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		board := presence.NewBoard()
		at := time.Date(2026, 3, 12, 13, 5, 0, 0, time.Local)
		o, _ := demoOptions(t)
		o.Lang, o.Seat = l, board.Join(scenarios.Person{Name: "Anne", Role: scenarios.Lead}, "local", at)
		term := start(t, o, 80, 24, emulator.Mono)
		jeanne := board.Join(scenarios.Person{Name: "Jeanne", Role: scenarios.Finance}, "10.0.0.7", at)
		term.WaitFor(lang.T("1 autre", "1 other").In(l))
		paul := board.Join(scenarios.Person{Name: "Paul", Role: scenarios.Reader}, "local", at.Add(time.Minute))
		term.WaitFor(lang.T("2 autres", "2 others").In(l))
		jeanne.At("2025-2026", "Fin du FEDER")
		term.Press("P")
		term.WaitFor("Fin du FEDER")
		term.Golden("others-" + l.String())
		term.Press("esc")
		if in := jeanne.Others(); len(in) != 2 || in[0].Year != o.Work.Year().ID {
			t.Errorf("the others see %+v", in)
		}
		paul.Leave()
		term.WaitFor(lang.T("· 1 autre", " · 1 other").In(l))
		jeanne.Leave()
		term.WaitUntil("nobody else", func(screen string) bool {
			return !strings.Contains(screen, "· 1 autre") && !strings.Contains(screen, "· 1 other")
		})
		term.Quit().(*tui.App).Close()
		if in := board.All(); len(in) != 1 || in[0].Year != "" {
			t.Errorf("after leaving the board has %+v", in)
		}
	}
}
