package plain_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// crowded is a shelf on which Paul is always a little faster, as long as he has something to save.
type crowded struct {
	*tui.Memory
	t    *testing.T
	paul []scenarios.Scenario // without changes: he deletes it
}

func (c *crowded) meanwhile() {
	if len(c.paul) == 0 {
		return
	}
	next := c.paul[0]
	c.paul = c.paul[1:]
	saved, _ := c.List()
	based := uint64(0)
	for _, one := range saved {
		if one.Name == next.Name {
			based = one.Revision
		}
	}
	err := error(nil)
	if next.Changes == nil {
		err = c.Memory.Delete(next.Name, based)
	} else {
		_, err = c.Memory.Save(next, based)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *crowded) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	c.meanwhile()
	revision, err := c.Memory.Save(s, based)
	return revision, pinned(err)
}

func (c *crowded) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	c.meanwhile()
	revision, err := c.Memory.Rename(from, s, based)
	return revision, pinned(err)
}

func (c *crowded) Delete(name string, based uint64) error {
	c.meanwhile()
	return pinned(c.Memory.Delete(name, based))
}

// pinned gives a conflict a time of its own.
func pinned(err error) error {
	var stale *scenarios.Stale
	if errors.As(err, &stale) {
		stale.Theirs.At = time.Date(2026, 3, 2, 10, 4, 5, 0, time.Local)
	}
	return err
}

func crowd(t *testing.T, paul ...scenarios.Scenario) (tui.Options, *crowded) {
	t.Helper()
	d := demoDossier(t)
	shelf := &crowded{tui.NewMemory(d.Scenarios, "paul"), t, paul}
	return options(t, d.Year, shelf, nil), shelf
}

func changed(t *testing.T, price string) []scenarios.Change {
	t.Helper()
	c, err := scenarios.NewSet("tariffs/college-comptes/price", price)
	if err != nil {
		t.Fatal(err)
	}
	return []scenarios.Change{c}
}

// Somebody is shown both versions and asked; a pipe is refused, and can decide in its next line. Nothing is ever replaced unseen.
func TestConflict(t *testing.T) {
	const name = "Fin du FEDER"
	theirs := func(price string) scenarios.Scenario {
		return scenarios.Scenario{Name: name, Note: "à " + price, Changes: changed(t, price)}
	}
	answers := map[lang.Lang]string{
		lang.FR: "charge " + name + "\nmodifie tariffs/college-comptes/price 8\nmien\nenregistre\n\n\nmien\nmien\nsien\nannule\nenregistre\n\nnouveau " + name + "\nnouveau Le mien\nsupprime " + name + "\nmien\nquitter\n",
		lang.EN: "load " + name + "\nset tariffs/college-comptes/price 8\nmine\nsave\n\n\nmine\nmine\ntheirs\nundo\nsave\n\nnew " + name + "\nnew Mine\ndelete " + name + "\nmine\nquit\n",
	}
	other := scenarios.Scenario{Name: "un autre", Changes: changed(t, "1")}
	for _, l := range languages {
		o, shelf := crowd(t, theirs("7"), theirs("7.10"), theirs("7.20"), other, other, theirs("7.30"))
		out, err := asked(t, o, l, answers[l])
		if err != nil {
			t.Error(err)
		}
		emulator.Golden(t, "conflict."+l.String(), out)
		var notes []string
		versions, _ := shelf.History(name)
		for _, v := range versions {
			notes = append(notes, v.Note)
		}
		if all := strings.Join(notes[:5], "|"); all != "à 7.30|à 7.30|à 7.20|à 7.10|à 7" { // the first is the deletion
			t.Errorf("%s: a version is lost: %s", l, all)
		}
	}
	o, _ := crowd(t, theirs("7"))
	out, err := piped(t, o, lang.FR, "charge "+name+"\nmodifie tariffs/college-comptes/price 8\nenregistre\nmien\nsien\n")
	if err == nil || !strings.Contains(err.Error(), "lines refused: 2 (3, 5)") || !strings.Contains(out, "dites ensuite mien, sien, ou nouveau et un nom") || !strings.Contains(out, "« "+name+" » enregistré") {
		t.Errorf("%v\n%s", err, out)
	}
}
