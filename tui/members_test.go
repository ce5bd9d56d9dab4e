package tui_test

import (
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui/emulator"
)

// A member is added with its steps of joining; what it is in this year, and a step that came too early, is seen before.
func TestAddMember(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 40, emulator.Mono)
	term.Press("a")
	wants(t, term, "À compléter : identifiant, membre, nature")
	fill := func(texts ...string) {
		for _, text := range texts {
			term.Type(text)
			term.Press("tab")
		}
	}
	fill("cc-nouvelle", "CC Nouvelle", "epci")
	wants(t, term, "pas encore transmises")
	fill("123")
	wants(t, term, "« 123 » n'est pas un SIREN")
	term.Press("up", "ctrl+u", "tab")
	fill("2024-03-01", "2024-02-01", "", "2024-06-01")
	wants(t, term, "! Signée sans « Approuvée » avant (art. 3)", "! Transmise sans « Usagers désignés » avant", "bénéficiaire")
	wantsChanges(t, term, work)
	term.Press("enter")
	wants(t, term, "« CC Nouvelle » ajouté, u annule", "▸ CC Nouvelle", "! étapes d'adhésion à revoir (art. 3)",
		"● fait", "○ manque", "! avant Approuvée", "! sans Usagers dés", "3 étapes sur 4 · bénéficiaire")
	wantsChanges(t, term, work, "add members/cc-nouvelle with name: CC Nouvelle, kind: epci, approved: 2024-03-01, signed: 2024-02-01, transmitted: 2024-06-01")
	term.Press("tab", "down", "down", "e")
	term.Type("2024-04-01")
	term.Press("enter", "up", "e")
	term.Type("2024-04-01")
	term.Press("enter")
	wants(t, term, "4 étapes sur 4 · bénéficiaire")
	lacks(t, term, "! avant")
	term.Press("shift+tab", "a")
	fill("cc-nouvelle", "Encore", "commune")
	term.Press("enter")
	wants(t, term, "Ajouter un membre", "existe déjà")
	term.Press("esc", "u", "u", "u")
	wantsChanges(t, term, work)
	term.Quit()
}

// A member is terminated on a date; what follows for it and its schools is seen before, and depends on the year.
func TestTerminateMember(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		o, _ := demoOptions(t)
		o.Lang = l
		work := o.Work
		term := start(t, o, 80, 24, emulator.Mono)
		term.Press("d")
		term.Golden("terminate-80x24-" + l.String())
		wantsChanges(t, term, work)
		term.Press("ctrl+u")
		term.Type("2026-01-31")
		wants(t, term, map[lang.Lang]string{lang.FR: "entier (4.1), ses établissements comptent", lang.EN: "(4.1), its schools"}[l])
		term.Press("ctrl+u")
		term.Type("2030-01-31")
		wants(t, term, map[lang.Lang]string{lang.FR: "Il part après l'exercice", lang.EN: "leaves after the year"}[l])
		term.Press("ctrl+u")
		term.Type("2001-01-01")
		wants(t, term, map[lang.Lang]string{lang.FR: "avant la transmission du", lang.EN: "before its transmission on"}[l])
		term.Press("ctrl+u")
		term.Type("hier")
		wants(t, term, map[lang.Lang]string{lang.FR: "« hier » n'est pas une date", lang.EN: `"hier" is not a date`}[l])
		term.Press("ctrl+u")
		term.Type("2025-08-31\r")
		wantsChanges(t, term, work, "set members/ca-clairbrune-agglomeration/left to 2025-08-31")
		term.Press("d", "ctrl+u")
		term.Type(" ")
		wants(t, term, map[lang.Lang]string{lang.FR: "l'adhésion continue", lang.EN: "the participation goes on"}[l])
		term.Press("esc", "u")
		wantsChanges(t, term, work)
		term.Quit()
	}
}

// What each member pays per pupil is a column; it is sorted with the largest first, unknown ones last.
func TestPerPupilColumn(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 200, 40, emulator.Mono)
	wants(t, term, "Par élève")
	term.Press("right", "right", "right", "right", "o", "home")
	wants(t, term, "▼", "▸ Département du Val-de-Brune")
	term.Quit()
}

// A subsidy is given a rate in place of its amount, and back, each as one edit.
func TestSubsidyAmountOrRate(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	id := work.Year().Subsidies[0].ID
	was := work.Year().Subsidies[0]
	term := start(t, o, 120, 40, emulator.Mono)
	term.Press("f7", "tab", "m")
	term.Type("10%")
	wants(t, term, "Contributions", "Un montant, ou un taux")
	wantsChanges(t, term, work)
	term.Press("enter")
	wantsChanges(t, term, work, "set subsidies/"+id+`/amount to ""`, "set subsidies/"+id+"/rate to 10%")
	if s := work.Year().Subsidies[0]; s.Amount.Known || !s.Rate.Known {
		t.Errorf("%+v", s)
	}
	term.Press("m")
	term.Type("1 200,00")
	term.Press("enter")
	term.Settle()
	if s := work.Year().Subsidies[0]; !s.Amount.Known || s.Amount.Value != 120000 || s.Rate.Known {
		t.Errorf("%+v", s)
	}
	term.Press("m", "ctrl+u", "enter")
	wants(t, term, "il faut un montant ou un taux")
	term.Press("esc", "u", "u")
	term.Settle()
	if work.Year().Subsidies[0] != was {
		t.Errorf("not as before: %+v", work.Year().Subsidies[0])
	}
	term.Quit()
}

// The boundary between two bands moves both of their ends in one edit; it stays between them.
func TestMoveBandBoundary(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 40, emulator.Mono)
	term.Press("f5", "/")
	term.Type("sitetv")
	term.Press("enter", "tab", "tab", "m")
	wants(t, term, "Limite entre 1–200 et 200–399")
	term.Press("ctrl+u")
	term.Type("250")
	wants(t, term, "Contributions", "▼ −")
	wantsChanges(t, term, work)
	term.Press("ctrl+u")
	term.Type("900")
	wants(t, term, "la limite sort des deux tranches, de 1 à 399")
	term.Press("ctrl+u")
	term.Type("250")
	term.Press("enter")
	wants(t, term, "limite déplacée à 250, u annule")
	wantsChanges(t, term, work, "set tariffs/college-sitetv/bands/200/from to 250", "set tariffs/college-sitetv/bands/1/to to 250")
	term.Press("u")
	wantsChanges(t, term, work)
	term.Quit()
}

// A table without a row says what belongs there, or that the filter lets nothing through.
func TestEmptyTablesSayWhatBelongsThere(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("/")
	term.Type("zzz")
	term.Press("enter")
	wants(t, term, "aucune ligne ne contient « zzz » ; / change le filtre")
	term.Press("f8", "down", "tab")
	wants(t, term, "aucune hypothèse : modifiez une valeur (e)")
	term.Quit()
}
