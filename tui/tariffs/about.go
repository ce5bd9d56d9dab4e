package tariffs

import (
	"image"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// about tells what the tariff under the cursor brings, what is wrong with it, and how the charter's silence is read.
func (s *Screen) about(c *ui.Ctx, area image.Rectangle) []string {
	t, at := s.current(c)
	if t == nil {
		return widget.Frame{}.Lines(c.Theme, area.Dx(), area.Dy(), []string{" " + c.T("aucun tarif à montrer", "no tariff to show")})
	}
	width := area.Dx() - 2
	result := c.Work.Result().Tariff(at)
	lines := []string{revenueLine(c, t, at, width)}
	lines = append(lines, notices(c, t, width)...)
	lines = append(lines, note(c, t, width)...)
	if !t.Disabled {
		lines = append(lines, origin(c, result, width)...)
	}
	footer := report.Word(string(t.Basis)).In(c.Lang)
	if t.Article != "" {
		footer = ui.Article(t.Article) + " · " + footer
	}
	if !t.Disabled {
		footer += " · " + c.TextIn(lang.F("%s établissements", "%s schools", lang.Count(result.Schools)))
	}
	frame := widget.Frame{Title: t.Label, Right: t.ID, Footer: footer}
	return frame.Lines(c.Theme, area.Dx(), area.Dy(), cut(lines, area.Dy()-2))
}

// cut leaves out what has no room, and shows that it does.
func cut(lines []string, room int) []string {
	if room > 0 && len(lines) > room {
		return append(lines[:room-1:room-1], " "+widget.Ellipsis)
	}
	return lines
}

func revenueLine(c *ui.Ctx, t *engine.Tariff, at, width int) string {
	result, delta := c.Work.Result().Tariff(at), c.Work.TariffDelta(at)
	switch {
	case t.Disabled:
		return " " + c.Theme.Render(theme.Warning, widget.Fit(c.T("inactif : ce tarif ne compte pas ; {tariffs.enable} l'active", "disabled: this tariff does not count; {tariffs.enable} enables it"), max(width-1, 0), widget.Left))
	case !brings(result):
		return ui.Pair(c, c.T("Recette : aucun établissement n'a de ligne", "Revenue: no school has a line"), none, width)
	}
	return ui.Pair(c, c.T("Recette", "Revenue"), ui.Money(c, result.Total, delta), width)
}

// notices tells what the result says about the tariff.
func notices(c *ui.Ctx, t *engine.Tariff, width int) []string {
	var lines []string
	for _, n := range c.Work.Result().Summary() {
		if n.Subject != "tariffs/"+t.ID {
			continue
		}
		role := map[engine.Severity]theme.Role{engine.Error: theme.Error, engine.Warning: theme.Warning, engine.Info: theme.Muted}[n.Severity]
		for _, l := range widget.Wrap(report.Word(string(n.Severity)).In(c.Lang)+c.T(" : ", ": ")+n.Message.In(c.Lang), width-2) {
			lines = append(lines, " "+c.Theme.Render(role, l))
		}
	}
	return lines
}

// note is how the charter is read where it is silent.
func note(c *ui.Ctx, t *engine.Tariff, width int) []string {
	if t.Note == "" {
		return nil
	}
	title := c.T("Lecture retenue", "How it is read")
	if t.Article != "" {
		title += " (" + ui.Article(t.Article) + ")"
	}
	title += c.T(" :", ":")
	var lines []string
	for i, l := range widget.Wrap(title+" "+t.Note, width-2) {
		if rest, whole := strings.CutPrefix(l, title); i == 0 && whole {
			l = c.Theme.Render(theme.Title, title) + rest
		}
		lines = append(lines, " "+l)
	}
	return lines
}

// origin says where a shared amount comes from.
func origin(c *ui.Ctx, t engine.TariffResult, width int) []string {
	if !t.Tariff.Basis.Shared() {
		return nil
	}
	r := c.Work.Result()
	share := t.ToShare.In(c.Lang)
	if t.Tariff.Pool != nil && r.NoCharges() {
		share = c.T("inconnu : aucune charge", "unknown: no charge")
	}
	lines := []string{ui.Pair(c, c.T("À répartir", "To share"), share, width)}
	if t.Tariff.Pool == nil {
		return lines
	}
	for i, charge := range r.Year().Charges {
		if !t.Tariff.Pool.Holds(charge) {
			continue
		}
		amount := none
		if result := r.Charge(i); !result.Missing {
			amount = result.Net.In(c.Lang)
		}
		lines = append(lines, ui.Pair(c, c.T("  charge nette : ", "  net charge: ")+charge.Label, amount, width))
	}
	return lines
}
