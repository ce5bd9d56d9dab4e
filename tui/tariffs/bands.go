package tariffs

import (
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the bands.
const (
	bandFrom = iota
	bandTo
	bandPrice
	bandSchools
	bandBar
)

func bandColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		bandFrom:    {Title: lang.T("De", "From").In(l), Width: 7, Align: widget.Right, NoSort: true},
		bandTo:      {Title: lang.T("À", "To").In(l), Width: 7, Align: widget.Right, NoSort: true},
		bandPrice:   {Title: lang.T("Prix", "Price").In(l), Width: 12, Align: widget.Right, NoSort: true},
		bandSchools: {Title: lang.T("Étab.", "Schools").In(l), Width: 7, Align: widget.Right, NoSort: true},
		bandBar:     {Width: 6, Flex: 1, NoSort: true, Priority: 1},
	}
}

// bandRows are the bands of the tariff under the cursor.
type bandRows struct {
	c      *ui.Ctx
	tariff *engine.Tariff
	at     int

	use      engine.BandUse // of the revision and the tariff it was made for
	known    bool
	revision int
	of       *engine.Tariff
}

func (r *bandRows) take(c *ui.Ctx, t *engine.Tariff, at int) { r.c, r.tariff, r.at = c, t, at }

// usage is where the schools fall, made once for each result; false where the bands price nobody.
func (r *bandRows) usage() (engine.BandUse, bool) {
	if r.tariff == nil {
		return engine.BandUse{}, false
	}
	if r.of != r.tariff || r.revision != r.c.Revision() {
		r.of, r.revision = r.tariff, r.c.Revision()
		r.use, r.known = r.c.Work.Result().Bands(r.at)
	}
	return r.use, r.known
}

// Len is the number of bands.
func (r *bandRows) Len() int {
	if r.tariff == nil {
		return 0
	}
	return len(r.tariff.Bands)
}

// ID is where the band starts, as in its address.
func (r *bandRows) ID(row int) string { return start(r.tariff.Bands[row]) }

func start(b engine.Band) string { return lang.Plain(b.From, 0, 0) }

// Cell shows a band and how many schools it prices.
func (r *bandRows) Cell(row, col int) (string, theme.Role) {
	b, l := r.tariff.Bands[row], r.c.Lang
	role := theme.Text
	if !r.tariff.Uses("bands") {
		role = theme.Muted
	}
	switch col {
	case bandFrom:
		return lang.Count(b.From).In(l), role
	case bandTo:
		return lang.Count(b.To).In(l), role
	case bandPrice:
		return lang.Number(l, int64(b.Price), 6, 2), role
	}
	use, ok := r.usage()
	switch {
	case !ok && col == bandSchools:
		return none, theme.Muted
	case !ok:
		return r.idle(), theme.Muted
	case col == bandSchools:
		return lang.Count(use.Schools[row]).In(l), role
	}
	return widget.Bar(use.Schools[row], slices.Max(use.Schools), barWidth), theme.Fill1
}

// barWidth is enough to compare bands; the ruler shows more.
const barWidth = 12

// idle says why no school is counted in the bands.
func (r *bandRows) idle() string {
	if r.tariff.Disabled {
		return r.c.T("tarif inactif", "tariff disabled")
	}
	return r.c.T("sans effet avec cette clé", "no effect with this basis")
}

// Key keeps the natural order.
func (*bandRows) Key(int, int) widget.Key { return widget.Key{} }

// FilterText is the band's bounds.
func (r *bandRows) FilterText(row int) string {
	b := r.tariff.Bands[row]
	return start(b) + " " + lang.Plain(b.To, 0, 0)
}

// Input edits the bounds and the price.
func (r *bandRows) Input(row, col int) (scenarios.Address, bool) {
	if col > bandPrice {
		return scenarios.Address{}, false
	}
	field := []string{bandFrom: "from", bandTo: "to", bandPrice: "price"}[col]
	return scenarios.Address{Collection: scenarios.InTariffs, ID: r.tariff.ID, Band: r.ID(row), Field: field}, true
}
