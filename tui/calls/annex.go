package calls

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
)

// noAnnex says why there is no contribution to explain.
func (s *Screen) noAnnex(c *ui.Ctx) lang.Text {
	if current := s.current(c); current == nil || current.At < 0 || current.Subject.Of != engine.TargetMember {
		return lang.T("mettez le curseur sur un membre : l'annexe explique sa contribution", "put the cursor on a member: the annex explains its contribution")
	}
	return lang.Text{}
}

// askAnnex asks for the file of an annex. What is written is what the check stands on at this moment.
func (s *Screen) askAnnex(c *ui.Ctx) tea.Cmd {
	current := s.current(c)
	annex := report.Annex(s.check, current)
	if n := len(scenarios.Active(c.Work.Changes())); n > 0 {
		annex.Lines = append(annex.Lines, lang.F("ESSAI sous %s : ce n'est pas l'exercice", "TRIAL under %s: this is not the year itself", lang.Plural(n, lang.T("hypothèse", "change"), lang.T("hypothèses", "changes"))))
	}
	ui.AskFile(c, lang.T("Annexe à l'appel (.md, .csv, .json)", "Annex to the call (.md, .csv, .json)"), "annexe-"+current.Subject.ID+".md", annex, !current.Whole)
	return nil
}
