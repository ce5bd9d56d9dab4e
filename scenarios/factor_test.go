package scenarios

import (
	"strings"
	"testing"
)

// A factor that is read can be read again as it is written: .5 becomes 0.5, which is longer.
func TestFactorsAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{"1.02", ".5", "+2", "1,5", "." + strings.Repeat("3", 28), "." + strings.Repeat("3", 29)} {
		c, err := NewScale("tariffs/*/price", text)
		if err != nil {
			continue
		}
		if again, err := NewScale("tariffs/*/price", c.Factor.String()); err != nil || !again.equal(c) {
			t.Errorf("%s: %v, %v", text, again, err)
		}
	}
	if _, err := NewScale("tariffs/*/price", "."+strings.Repeat("3", 28)); err != nil {
		t.Error(err)
	}
}
