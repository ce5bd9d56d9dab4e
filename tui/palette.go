package tui

import (
	"cmp"
	"image"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// palette is an overlay that finds actions, members, tariffs, scenarios and schools by a few letters of their names.
type palette struct {
	items   []item         // all but the schools, the actions first
	result  *engine.Result // whose schools are looked through
	schools []string       // their folded texts, by school of the year
	field   *widget.Field

	narrowed            // what the query finds
	shorter  []narrowed // what its beginnings found, the shortest first
	at, top  int
	rows     int // shown at the last View
}

// item is a candidate with what choosing it does.
type item struct {
	text string // folded
	name string
	kind lang.Text
	key  string // of an action
	why  lang.Text
	run  func(*ui.Ctx) tea.Cmd
}

// narrowed is what a query finds.
type narrowed struct {
	query   string
	matched []int32 // candidates that it lets through: items, then schools; all of them for nil
	found   []hit   // the best of them, the best first
}

// hit is a candidate that was found.
type hit struct {
	candidate int32
	score     int
}

// mostHits is how many candidates are listed: nobody looks further.
const mostHits = 100

// openPalette makes the palette of this moment.
func (a *App) openPalette(c *ui.Ctx) tea.Cmd {
	p := &palette{result: c.Work.Result(), schools: a.schoolTexts(), field: widget.NewField("")}
	for _, b := range a.registry() {
		if b.ID != paletteID {
			p.items = append(p.items, actionItem(c, b))
		}
	}
	for i := range p.items { // without a query: the actions, in the order of the help
		p.found = append(p.found, hit{candidate: int32(i)})
	}
	p.items = append(p.items, subjects(c)...)
	c.Overlay = p
	return nil
}

func actionItem(c *ui.Ctx, b ui.Binding) item {
	name := b.Name.In(c.Lang)
	if !b.Help.IsZero() {
		name += " — " + c.TextIn(b.Help)
	}
	return item{text: widget.Fold(b.Name.FR + " " + b.Name.EN + " " + c.TextIn(b.Help)), name: name, kind: lang.T("action", "action"), key: label(c, b), why: b.Refused(c), run: b.Start}
}

// subjects are what the palette goes to, besides schools.
func subjects(c *ui.Ctx) []item {
	var all []item
	add := func(kind lang.Text, id, name string, j ui.Jump) {
		all = append(all, item{text: widget.Fold(name + " " + id), name: name, kind: kind, run: func(c *ui.Ctx) tea.Cmd { c.GoTo(j); return nil }})
	}
	for _, m := range c.Work.Year().Members {
		add(lang.T("membre", "member"), m.ID, m.Name, ui.Jump{Screen: "members", Member: m.ID})
	}
	for _, t := range c.Work.Year().Charter.Tariffs {
		add(lang.T("tarif", "tariff"), t.ID, t.Label, ui.Jump{Screen: "tariffs", Tariff: t.ID})
	}
	for _, s := range c.Saved {
		add(lang.T("scénario", "scenario"), "", s.Name, ui.Jump{Screen: "scenarios", Scenario: s.Name})
	}
	return all
}

// schoolTexts are the folded names of the schools.
func (a *App) schoolTexts() []string {
	r := a.ctx.Work.Result()
	texts := make([]string, len(r.Year().Schools))
	for i := range texts {
		texts[i] = a.ctx.Names.Of(r, i).All
	}
	return texts
}

// Update takes what is typed; up and down choose, Enter runs, Esc closes.
func (p *palette) Update(c *ui.Ctx, msg tea.Msg) (tea.Cmd, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		step := map[string]int{"up": -1, "down": 1, "ctrl+p": -1, "ctrl+n": 1, "pgup": -p.rows, "pgdown": p.rows}[key.String()]
		if step != 0 {
			p.at = max(0, min(p.at+step, len(p.found)-1))
			return nil, false
		}
	}
	switch p.field.Update(msg) {
	case widget.FieldChanged:
		p.search(p.field.Value())
	case widget.FieldCancel:
		return nil, true
	case widget.FieldAccept:
		return p.choose(c)
	}
	return nil, false
}

// choose runs what the cursor is on.
func (p *palette) choose(c *ui.Ctx) (tea.Cmd, bool) {
	if p.at >= len(p.found) {
		return nil, false
	}
	c.Overlay = nil // what is run may open another one
	i := int(p.found[p.at].candidate)
	if i < len(p.items) {
		return p.items[i].run(c), true
	}
	c.GoTo(ui.Jump{Screen: "schools", School: p.result.Year().Schools[i-len(p.items)].UAI})
	return nil, true
}

// Click runs what was clicked.
func (p *palette) Click(c *ui.Ctx, line int) (tea.Cmd, bool) {
	const first = 2 // after the frame and the query
	if i := p.top + line - first; line >= first && line < first+p.rows && i < len(p.found) {
		p.at = i
		return p.choose(c)
	}
	return nil, false
}

// search finds the candidates that hold the letters of every word. A longer query looks only through what a shorter one found, and
// a letter taken back finds again what was there before it.
func (p *palette) search(query string) {
	p.at, p.top = 0, 0
	for !strings.HasPrefix(query, p.query) {
		last := len(p.shorter) - 1
		p.narrowed, p.shorter = p.shorter[last], p.shorter[:last]
	}
	if query == p.query {
		return
	}
	p.shorter = append(p.shorter, p.narrowed)
	p.narrowed = narrowed{query: query, matched: p.matched, found: p.found}
	words := strings.Fields(widget.Fold(query))
	if len(words) == 0 {
		return
	}
	from, n := p.matched, len(p.matched)
	if from == nil {
		n = len(p.items) + len(p.schools)
	}
	p.matched, p.found = make([]int32, 0, n), nil
	for k := range n {
		i := int32(k)
		if from != nil {
			i = from[k]
		}
		if score, ok := scoreOf(p.text(int(i)), words); ok {
			p.matched = append(p.matched, i)
			p.found = keep(p.found, hit{i, score})
		}
	}
}

// text is what a candidate is found by.
func (p *palette) text(i int) string {
	if i < len(p.items) {
		return p.items[i].text
	}
	return p.schools[i-len(p.items)]
}

// keep puts a hit at its place among the best; of equal ones the earlier candidate comes first: actions before schools.
func keep(found []hit, h hit) []hit {
	n := len(found)
	if n == mostHits && h.score <= found[n-1].score {
		return found
	}
	at, _ := slices.BinarySearchFunc(found, h, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.candidate, b.candidate))
	})
	if n == mostHits {
		found = found[:n-1]
	}
	return slices.Insert(found, at, h)
}

const paletteWidth = 90

// View draws the query and what it finds.
func (p *palette) View(c *ui.Ctx, width, height int) []string {
	w, h := min(width, paletteWidth), min(height, 22)
	text, _ := p.field.Text(max(w-6, 1))
	lines := []string{" " + c.Theme.Render(theme.KeyName, ":") + " " + c.Theme.Render(theme.Edit, text)}
	p.rows = max(h-3, 1)
	p.top = max(min(p.top, p.at), p.at-p.rows+1, 0)
	for i := p.top; i < min(p.top+p.rows, len(p.found)); i++ {
		lines = append(lines, p.line(c, i, w-2))
	}
	if len(p.found) == 0 {
		lines = append(lines, " "+c.Theme.Render(theme.Muted, c.T("rien de ce nom : essayez moins de lettres", "nothing of that name: try fewer letters")))
	}
	frame := widget.Frame{
		Title: c.T("Aller à, faire", "Go to, do"), Right: p.count(c), Focused: true,
		Footer: c.T("↑↓ choisit · Entrée va ou fait · Échap ferme", "↑↓ chooses · Enter goes or does · Esc closes"),
	}
	return frame.Lines(c.Theme, w, h, lines)
}

// count tells how many candidates match, where the list is only the best of them.
func (p *palette) count(c *ui.Ctx) string {
	if len(p.matched) <= mostHits {
		return ""
	}
	return lang.F("les %[1]d meilleurs de %[2]s", "the best %[1]d of %[2]s", mostHits, lang.Count(len(p.matched))).In(c.Lang)
}

// line is one candidate: its name, what it is, and the key of an action.
func (p *palette) line(c *ui.Ctx, i, width int) string {
	name, extra := "", ""
	role := theme.Text
	if k := int(p.found[i].candidate); k < len(p.items) {
		one := p.items[k]
		name, extra = one.name, one.kind.In(c.Lang)
		if one.key != "" {
			extra = one.key
		}
		if !one.why.IsZero() {
			role = theme.Muted
		}
	} else {
		s := p.result.Year().Schools[k-len(p.items)]
		name, extra = s.Name+", "+s.Town, s.UAI
	}
	under, caret := theme.Text, " "
	if i == p.at {
		under, caret = theme.Cursor, "▸"
	}
	const extraWidth = 14
	return c.Theme.Over(under, role, caret+" "+widget.Fit(name, max(width-extraWidth-4, 4), widget.Left)) +
		c.Theme.Over(under, theme.KeyName, widget.Fit(extra, extraWidth, widget.Right)) + c.Theme.Over(under, theme.Text, "  ")
}

// Cursor is where the cursor stands inside the palette's frame.
func (p *palette) Cursor(_ *ui.Ctx, width int) image.Point {
	_, x := p.field.Text(max(min(width, paletteWidth)-6, 1))
	return image.Pt(1+3+x, 1)
}
