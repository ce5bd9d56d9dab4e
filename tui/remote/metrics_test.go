package remote

import (
	"testing"
	"time"
)

// Times are told as the power of two of a millisecond that they are within.
func TestFigures(t *testing.T) {
	m := newMetrics(time.Now())
	if f := m.figures(); f.Keys != 0 || f.Median != 0 || f.P99 != 0 {
		t.Errorf("%+v", f)
	}
	for range 98 {
		m.answered(time.Millisecond)
	}
	m.answered(3 * time.Millisecond)
	m.answered(time.Hour)
	if f := m.figures(); f.Keys != 100 || f.Median != time.Millisecond || f.P99 != 4*time.Millisecond {
		t.Errorf("%+v", f)
	}
	for range 10 {
		m.answered(time.Hour)
	}
	if f := m.figures(); f.P99 < 30*time.Second {
		t.Errorf("%+v", f)
	}
	m.answered(-1)
	m.answered(time.Millisecond + 1)
	if m.answers[0] != 99 || m.answers[1] != 1 {
		t.Errorf("%v", m.answers)
	}
}
