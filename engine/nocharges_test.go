package engine_test

import (
	"slices"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// A year without any charge has no budget yet: its charges are not 0 but missing, and so are the balance and what is shared.
func TestAYearWithoutChargesIsIncomplete(t *testing.T) {
	y := budgetYear()
	r := computed(t, y)
	if r.Complete() || !r.NoCharges() || !slices.Contains(noticed(r), "error charges_missing year") {
		t.Errorf("complete %v, notices %q", r.Complete(), noticed(r))
	}
	y.Charges = []*engine.Charge{charge("c", engine.Platform, engine.Common, "0", "")}
	if r = computed(t, y); !r.Complete() || r.NoCharges() {
		t.Errorf("with a charge of 0.00: complete %v, notices %q", r.Complete(), noticed(r))
	}
}

// Pupils billed for want of statistics are told once on the tariff, with the number of the schools.
func TestAssumedUseIsNoticed(t *testing.T) {
	y := budgetYear()
	y.Charges = []*engine.Charge{charge("c", engine.Platform, engine.Common, "0", "")}
	known := y.Schools[0].Usage
	for _, s := range y.Schools {
		s.Usage = nil
	}
	r := computed(t, y)
	for name, all := range map[string][]engine.Notice{"notices": r.Notices(), "summary": r.Summary()} {
		i := slices.IndexFunc(all, func(n engine.Notice) bool { return n.Code == engine.CodeUsageAssumed })
		if i < 0 || all[i].Severity != engine.Warning || all[i].Subject != "tariffs/college-maxicours" || !strings.Contains(all[i].Message.EN, "2 schools: 100%") {
			t.Errorf("%s: %v", name, all)
		}
	}
	for _, s := range y.Schools {
		s.Usage = known
	}
	if r = computed(t, y); slices.Contains(noticed(r), "warning usage_assumed tariffs/college-maxicours") {
		t.Errorf("with usage: %q", noticed(r))
	}
}

// A date as people write it in French is refused with its own spelling for the files; what is no date gets the form.
func TestDateSaysHowToWriteIt(t *testing.T) {
	for text, want := range map[string]string{"01/09/2015": "écrivez 2015-09-01", "1/9/2015": "écrivez 2015-09-01", "31/02/2015": "écrivez année-mois-jour", "demain": "écrivez année-mois-jour"} {
		if _, err := engine.ParseDate(text); err == nil || !strings.Contains(lang.Describe(err, lang.FR), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
