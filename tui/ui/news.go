package ui

import (
	"math/rand/v2"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Watched is a Shelf on which others work at the same time.
type Watched interface {
	Shelf
	// Watch tells of whatever is done there, by anyone: a message for each time, of which only the last one waits. Stop ends that
	// and closes the channel.
	Watch() (stirred <-chan uint64, stop func())
	// News is what others did there since it was asked last. It is called in commands, as the rest.
	News() (News, error)
}

// News is what others did on a shelf, with what it holds since then. The zero value is no news.
type News struct {
	Said    lang.Text  // who did what
	Year    lang.Text  // what became of the year itself, where somebody replaced or deleted it
	Renamed []Renaming // saved scenarios that have another name now
	Read    bool       // List and Marks were read again
	List    []Saved
	Marks   []scenarios.Mark
}

// Renaming is another name for a saved scenario.
type Renaming struct{ From, To string }

// None tells that others did nothing.
func (n News) None() bool { return n.Said.IsZero() && n.Year.IsZero() }

// Stirred tells that something was done on the shelf.
type Stirred struct{}

// AwaitStir makes the command that waits until something is done on the shelf. It ends without a message when the channel is closed. Where
// many are told at once, each looks at some time within a spread of its own, so that they do not all draw while somebody types.
func AwaitStir(stirred <-chan uint64, spread time.Duration) tea.Cmd {
	return func() tea.Msg {
		if _, open := <-stirred; !open {
			return nil
		}
		time.Sleep(rand.N(spread + 1))
		return Stirred{}
	}
}

// NewsRead brings the news.
type NewsRead struct {
	News News
	Err  error
}

// AskNews makes the command that asks for the news. It comes after what this session does itself on the shelf, so that its own doing is
// no news.
func AskNews(c *Ctx, shelf Watched) tea.Cmd {
	return c.OnShelf(func() tea.Msg {
		news, err := shelf.News()
		return NewsRead{news, err}
	})
}

// TakeNews shows what others did. The working changes stay as they are.
func (c *Ctx) TakeNews(n News) {
	if n.None() {
		return
	}
	c.shelved++
	for _, r := range n.Renamed {
		c.followName(r.From, r.To)
	}
	said := n.Said
	if !n.Year.IsZero() {
		said = n.Year
	}
	c.tell(said)
	if !n.Read {
		return
	}
	c.relist(n.List)
	c.Marks = n.Marks
	c.renewReference()
	c.Changed()
}

// tell says what others did; an error that waits to be read keeps its place, and both are among the messages.
func (c *Ctx) tell(t lang.Text) {
	waits := c.Toast
	c.Say(t)
	if waits.Error {
		c.Toast = waits
	}
}
