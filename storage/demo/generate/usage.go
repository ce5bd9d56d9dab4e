package main

import "strconv"

// minutes are the bars of the histograms: a pupil is counted under the last of them that was reached in the year. Exactly
// 60 minutes is not billed (charter, 4.3: beyond one hour).
var minutes = []int{0, 10, 20, 30, 45, 60, 75, 90, 120, 180, 300, 600}

// profiles weigh the bars, for a collège where maxicours is little used, used, and part of the lessons.
var profiles = [][]int{
	{48, 16, 11, 8, 5, 4, 3, 2, 1, 1, 1, 0},
	{34, 15, 12, 10, 7, 5, 5, 4, 3, 2, 2, 1},
	{19, 12, 12, 12, 9, 8, 8, 7, 5, 4, 2, 2},
}

// histogram is the use of maxicours in one collège: for each of the minutes, how many pupils.
type histogram struct {
	uai    string
	pupils []int
}

// allUsage draws a histogram over all pupils of each counted collège but the one without statistics.
func allUsage(d dice, schools []school) []histogram {
	var all []histogram
	for _, s := range schools {
		if s.level != "college" || !s.counted() || s.name == withoutUsage {
			continue
		}
		h := histogram{s.uai, make([]int, len(minutes))}
		weights := profiles[d.roll(len(profiles))]
		for range s.pupils {
			h.pupils[pick(d, weights)]++
		}
		all = append(all, h)
	}
	return all
}

// pick draws a position, each as likely as its weight.
func pick(d dice, weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	left := d.roll(sum)
	for i, w := range weights {
		if left < w {
			return i
		}
		left -= w
	}
	panic("weights do not add up")
}

// usageRows writes usage.csv without its empty bars, in the order of the schools and of the minutes.
func usageRows(usage []histogram) [][]string {
	rows := [][]string{{"uai", "tool", "minutes", "pupils"}}
	for _, h := range usage {
		for i, n := range h.pupils {
			if n > 0 {
				rows = append(rows, []string{h.uai, "maxicours", strconv.Itoa(minutes[i]), strconv.Itoa(n)})
			}
		}
	}
	return rows
}
