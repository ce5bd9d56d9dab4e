package lang_test

import (
	"testing"

	"quotepart/engine/lang"
)

func TestPlural(t *testing.T) {
	for n, want := range []lang.Text{lang.T("0 hypothèse", "0 changes"), lang.T("1 hypothèse", "1 change"), lang.T("2 hypothèses", "2 changes")} {
		if got := lang.Plural(n, lang.T("hypothèse", "change"), lang.T("hypothèses", "changes")); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
