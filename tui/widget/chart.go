package widget

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
)

// Histogram is a chart of counts, with a line where a threshold divides them.
type Histogram struct {
	Counts []int64  // from left to right; a count below zero is drawn as zero
	Labels []string // under the bars, by index; may be shorter, "" for none
	// Threshold is the number of counts left of the line, -1 for no line. Bars
	// on its right stand out.
	Threshold      int
	ThresholdLabel string // under the line
}

// column is a bar of a histogram: the sum of counts next to each other.
type column struct {
	first int // index of its first count
	sum   int64
	above bool // right of the threshold
}

// Lines draws the histogram: exactly height lines of exactly width columns,
// the last one for the labels. Where there are more counts than columns,
// neighbours on the same side of the threshold are drawn as one.
func (h Histogram) Lines(t theme.Theme, width, height int) []string {
	lines := make([]string, 0, max(height, 0))
	if width <= 1 || height < 2 || len(h.Counts) == 0 {
		for len(lines) < height {
			lines = append(lines, spaces(width))
		}
		return lines
	}
	columns := h.columns(width - 1)
	each := max((width-1)/len(columns), 1)
	highest := int64(0)
	for _, c := range columns {
		highest = max(highest, c.sum)
	}
	for row := height - 2; row >= 0; row-- {
		lines = append(lines, h.row(t, columns, each, width, row, height-1, highest))
	}
	return append(lines, h.labels(t, columns, each, width))
}

// columns groups the counts into at most limit bars of equally many.
func (h Histogram) columns(limit int) []column {
	for size := 1; ; size++ {
		var columns []column
		for i, count := range h.Counts {
			side := i - h.Threshold
			if h.Threshold < 0 || i < h.Threshold {
				side = i
			}
			if side%size == 0 {
				columns = append(columns, column{first: i, above: h.Threshold >= 0 && i >= h.Threshold})
			}
			last := &columns[len(columns)-1]
			last.sum = addCounts(last.sum, max(count, 0))
		}
		if len(columns) <= limit || size >= len(h.Counts) {
			return columns
		}
	}
}

// addCounts adds, up to the largest number there is.
func addCounts(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// row draws the line of the chart that stands row lines above the bottom.
func (h Histogram) row(t theme.Theme, columns []column, each, width, row, rows int, highest int64) string {
	var b strings.Builder
	used := 0
	line := func() {
		b.WriteString(t.Render(theme.Threshold, "│"))
		used++
	}
	for i, c := range columns {
		if h.Threshold >= 0 && c.above && (i == 0 || !columns[i-1].above) {
			line()
		}
		n := min(max(scale(c.sum, highest, 8*rows)-8*row, 0), 8)
		bar := " "
		if n > 0 {
			bar = rises[n-1]
		}
		role := theme.Fill1
		if h.Threshold >= 0 && !c.above {
			role = theme.Fill5
		}
		body := max(each-1, 1) // a gap between bars where there is room
		text := strings.Repeat(bar, body) + spaces(each-body)
		if n == 0 {
			text, role = spaces(each), theme.Text
		}
		b.WriteString(t.Render(role, text))
		used += each
	}
	if h.Threshold >= len(h.Counts) {
		line()
	}
	return Clip(b.String()+spaces(width-used), width)
}

// labels draws the line under the chart: the label of the threshold, then as
// many others as there is room for.
func (h Histogram) labels(t theme.Theme, columns []column, each, width int) string {
	type label struct {
		x    int
		text string
		role theme.Role
	}
	var placed []label
	place := func(x int, text string, role theme.Role) {
		text = lang.Clean(text)
		x = max(min(x, width-Width(text)), 0)
		free := !slices.ContainsFunc(placed, func(l label) bool {
			return x < l.x+Width(l.text)+1 && l.x < x+Width(text)+1
		})
		if text != "" && Width(text) <= width && free {
			placed = append(placed, label{x, text, role})
		}
	}
	at := func(i int) int { // where the bar of column i starts
		x := i * each
		if h.Threshold >= 0 && i < len(columns) && columns[i].above {
			x++
		}
		return x
	}
	if h.Threshold >= 0 {
		i := slices.IndexFunc(columns, func(c column) bool { return c.above })
		if i < 0 {
			i = len(columns)
		}
		place(i*each, h.ThresholdLabel, theme.Threshold)
	}
	for i, c := range columns {
		if c.first < len(h.Labels) {
			place(at(i), h.Labels[c.first], theme.Muted)
		}
	}
	slices.SortFunc(placed, func(a, b label) int { return a.x - b.x })
	var b strings.Builder
	x := 0
	for _, l := range placed {
		b.WriteString(spaces(l.x-x) + t.Render(l.role, l.text))
		x = l.x + Width(l.text)
	}
	return b.String() + spaces(width-x)
}

// Step is a line of a [Waterfall].
type Step struct {
	Label  string
	Amount string // the amount as the user reads it
	Value  int64  // what it adds, or for a total what it is
	Total  bool   // drawn from zero, and the next step starts at its end
	Fill   int    // kind of bar, see [theme.Fill]
}

// Waterfall draws how steps lead from one amount to another: one line of
// exactly width columns each, a label, a bar from where the step starts to
// where it ends, and the amount. Where an end lies below zero, a line marks
// zero.
func Waterfall(t theme.Theme, width int, steps []Step) []string {
	spans, low, high := waterfallSpans(steps)
	labelWidth, amountWidth := 0, 0
	for _, s := range steps {
		labelWidth = max(labelWidth, Width(lang.Clean(s.Label)))
		amountWidth = max(amountWidth, Width(lang.Clean(s.Amount)))
	}
	labelWidth = min(labelWidth, max(width/3, 0))
	room := width - labelWidth - amountWidth - 2
	column := func(v *big.Int) int { // where an amount lies in the room, rounded up: below zero there is a column
		whole := new(big.Int).Sub(high, low)
		if whole.Sign() == 0 {
			return 0
		}
		part := new(big.Int).Sub(v, low)
		part.Mul(part, big.NewInt(int64(room)))
		part.Add(part, whole).Sub(part, big.NewInt(1))
		return int(part.Div(part, whole).Int64())
	}
	lines := make([]string, 0, len(steps))
	for i, s := range steps {
		if room < 1 {
			lines = append(lines, Clip(Fit(s.Label, labelWidth, Left)+" "+Fit(s.Amount, amountWidth, Right), width))
			continue
		}
		from, to := column(spans[i].from), column(spans[i].to)
		if from == to && spans[i].from.Cmp(spans[i].to) != 0 {
			from, to = min(from, room-1), min(from, room-1)+1 // what is not zero is seen
		}
		zero := -1
		if low.Sign() < 0 {
			zero = min(column(new(big.Int)), room-1)
		}
		lines = append(lines, Fit(s.Label, labelWidth, Left)+" "+
			waterfallBar(t, s.Fill, from, to, zero, room)+" "+Fit(s.Amount, amountWidth, Right))
	}
	return lines
}

// span is where a step starts and ends, the smaller one first. The sums of
// many amounts may pass 64 bits.
type span struct{ from, to *big.Int }

// waterfallSpans gives each step's span, and the smallest and the largest
// amount that is touched, zero among them.
func waterfallSpans(steps []Step) (spans []span, low, high *big.Int) {
	low, high = new(big.Int), new(big.Int)
	running := new(big.Int)
	for _, s := range steps {
		from, to := running, new(big.Int).Add(running, big.NewInt(s.Value))
		if s.Total {
			from, to = new(big.Int), big.NewInt(s.Value)
		}
		running = to
		if from.Cmp(to) > 0 {
			from, to = to, from
		}
		spans = append(spans, span{from, to})
		if from.Cmp(low) < 0 {
			low = from
		}
		if to.Cmp(high) > 0 {
			high = to
		}
	}
	return spans, low, high
}

// waterfallBar draws a bar over the columns from up to to, with the line of
// zero where it is free.
func waterfallBar(t theme.Theme, fill, from, to, zero, room int) string {
	var b strings.Builder
	blank := func(start, end int) {
		if zero >= start && zero < end {
			b.WriteString(spaces(zero-start) + t.Render(theme.Muted, "│") + spaces(end-zero-1))
			return
		}
		b.WriteString(spaces(end - start))
	}
	blank(0, from)
	b.WriteString(t.Render(theme.Fill(fill), strings.Repeat(fillSign(fill), to-from)))
	blank(to, room)
	return b.String()
}
