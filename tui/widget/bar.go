package widget

import (
	"math/bits"
	"slices"
	"strings"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
)

// eighths are the bars of one to eight eighths of a column; rises those of one
// to eight eighths of a line.
var (
	eighths = []string{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}
	rises   = []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
)

// fillSigns tell the kinds of bars apart without colour, in the order of
// [theme.Fill].
var fillSigns = [theme.Fills]string{"█", "▓", "▒", "░", "▚"}

// fillSign is the character of the i-th kind of bar.
func fillSign(i int) string { return fillSigns[theme.Fill(i)-theme.Fill1] }

// scale is value/whole of units, rounded down; what is not zero gets at least
// one. Both must not be negative; more than the whole is the whole.
func scale(value, whole int64, units int) int {
	switch {
	case value <= 0 || whole <= 0 || units <= 0:
		return 0
	case value >= whole:
		return units
	}
	hi, lo := bits.Mul64(uint64(value), uint64(units))
	n, _ := bits.Div64(hi, lo, uint64(whole))
	return max(int(n), 1)
}

// size is how much v is, whatever its sign.
func size(v int64) int64 {
	if v < 0 {
		return max(-v, -(v + 1)) // the smallest number has no opposite
	}
	return v
}

// Bar draws value as a part of whole, in exactly width columns and to an
// eighth of a column. A value below zero is drawn by its size, shaded; what is
// not zero is seen. Colour it by a role.
func Bar(value, whole int64, width int) string {
	if width <= 0 {
		return ""
	}
	if value < 0 {
		n := (scale(size(value), whole, 8*width) + 7) / 8
		return strings.Repeat("▒", n) + spaces(width-n)
	}
	n := scale(value, whole, 8*width)
	s := strings.Repeat("█", n/8)
	if n%8 > 0 {
		s += eighths[n%8-1]
	}
	return s + spaces(width-(n+7)/8)
}

// Delta draws a difference from the middle of width columns: to the right
// above zero, to the left below. extent is the largest size to be drawn.
func Delta(value, extent int64, width int) string {
	half := (width - 1) / 2
	if half <= 0 {
		return spaces(width)
	}
	right := width - 1 - half
	if value >= 0 {
		return spaces(half) + "│" + Bar(value, extent, right)
	}
	n := scale(size(value), extent, 2*half) // to the left there are half columns only
	s := strings.Repeat("█", n/2)
	if n%2 > 0 {
		s = "▐" + s
	}
	return spaces(half-(n+1)/2) + s + "│" + spaces(right)
}

// Segment is a part of a stacked bar.
type Segment struct {
	Label string // beside its bar: name and amount
	Short string // instead of Label where room is scarce
	Value int64  // its size; zero and less have a label but no bar
	Fill  int    // kind of bar, see [theme.Fill]
}

// columnsPerSegment is the least room for bars, for each segment, that labels
// must leave.
const columnsPerSegment = 2

// Stacked draws segments in one line of exactly width columns, each bar beside
// its label. Bars have different characters, so that they are told apart
// without colour. Where room is scarce the short labels are taken, then none.
func Stacked(t theme.Theme, width int, segments []Segment) string {
	if width <= 0 {
		return ""
	}
	values := make([]int64, len(segments))
	for i, s := range segments {
		values[i] = s.Value
	}
	labels, used := stackedLabels(segments, width)
	cells := shareCells(values, width-used)
	var b strings.Builder
	columns := 0
	for i, s := range segments {
		b.WriteString(t.Render(theme.Fill(s.Fill), strings.Repeat(fillSign(s.Fill), cells[i])))
		b.WriteString(labels[i])
		columns += cells[i] + Width(labels[i])
	}
	return Clip(b.String()+spaces(width-columns), width)
}

// stackedLabels chooses the labels that leave room for bars, with the spaces
// around them, and says how many columns they take.
func stackedLabels(segments []Segment, width int) (labels []string, used int) {
	text := []func(Segment) string{
		func(s Segment) string { return s.Label },
		func(s Segment) string { return s.Short },
	}
	for _, of := range text {
		labels, used = make([]string, len(segments)), 0
		for i, s := range segments {
			if label := lang.Clean(of(s)); label != "" {
				labels[i] = " " + label + " "
				used += Width(labels[i])
			}
		}
		if used > 0 && width-used >= columnsPerSegment*len(segments) {
			return labels, used
		}
	}
	return make([]string, len(segments)), 0
}

// shareCells splits cells in proportion to the positive values by largest
// remainder. Each of them gets at least one while there are enough.
func shareCells(values []int64, cells int) []int {
	shares := make([]int, len(values))
	weights := make([]uint64, len(values))
	shift := 0 // keeps the sum of the weights in 64 bits: the columns do not see it
	for _, v := range values {
		shift = max(shift, bits.Len64(uint64(max(v, 0)))-50)
	}
	var total uint64
	for i, v := range values {
		if v > 0 {
			weights[i] = max(uint64(v)>>shift, 1)
			total += weights[i]
		}
	}
	if total == 0 || cells <= 0 {
		return shares
	}
	type remainder struct {
		i    int
		rest uint64
	}
	var rests []remainder
	left := cells
	for i, w := range weights {
		if w == 0 {
			continue
		}
		hi, lo := bits.Mul64(w, uint64(cells))
		quotient, rest := bits.Div64(hi, lo, total)
		shares[i] = int(quotient)
		left -= shares[i]
		rests = append(rests, remainder{i, rest})
	}
	slices.SortStableFunc(rests, func(a, b remainder) int {
		switch {
		case a.rest > b.rest:
			return -1
		case a.rest < b.rest:
			return 1
		}
		return 0
	})
	for n := range left {
		shares[rests[n].i]++
	}
	for _, r := range rests {
		if largest := slices.Index(shares, slices.Max(shares)); shares[r.i] == 0 && shares[largest] > 1 {
			shares[largest]--
			shares[r.i]++
		}
	}
	return shares
}
