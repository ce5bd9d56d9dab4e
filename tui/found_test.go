package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"quotepart/tui"
	"quotepart/tui/emulator"
)

// What the monkey found, each fault by itself.

// The balance is on the screen at every width, with its difference and under an edit that makes it long.
func TestBalanceAtEveryWidth(t *testing.T) {
	o, _ := demoOptions(t)
	if err := o.Work.Do(change(t, "tariffs/college-comptes/price", "6,48")...); err != nil {
		t.Fatal(err)
	}
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	balance := "solde " + o.Work.Result().Totals().Balance.In(app.Lang())
	for _, height := range []int{15, 24, 40} {
		for width := 60; width <= 200; width++ {
			app.Resize(width, height)
			if frame := app.View().Content; !strings.Contains(frame, balance) {
				t.Fatalf("%d×%d lacks %q:\n%s", width, height, balance, frame)
			}
		}
	}
}

// A page pasted into a field leaves the field and the end of the reason in view.
func TestLongPasteIntoAForm(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 60, 15, emulator.Mono)
	term.Press("f5", "i")
	term.Paste(strings.Repeat("une page entière ", 200))
	wants(t, term, "Pourcentage", "écrivez par exemple")
	if x, y, _ := term.Cursor(); x < 1 || x > 58 || y < 1 || y > 13 {
		t.Errorf("the cursor is at %d,%d:\n%s", x, y, term.Screen())
	}
	term.Quit()
}

// While the draft is being kept, keys change nothing: they would come too late for it.
func TestNoEditWhileLeaving(t *testing.T) {
	o, _ := demoOptions(t)
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	app.Resize(120, 36)
	app.ShowScreen("tariffs")
	_, leave := app.Update(keyPress("q"))
	app.Update(keyPress("t"))
	if n := len(o.Work.Changes()); n != 0 {
		t.Errorf("%d changes after the user has left", n)
	}
	if _, ok := leave().(tea.QuitMsg); !ok {
		t.Error("q does not leave")
	}
}
