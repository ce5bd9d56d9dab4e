// Package calls is the screen that holds the issued calls against the contributions, and the supplier invoices against what was
// paid (art. 4.4).
package calls

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the calls.
type Screen struct {
	ui.Tables
	members *rows
	charges *rows
	account *account

	calls    *ui.Table
	invoices *ui.Table
	detail   *ui.Table
	from     *ui.Table // which of both the detail explains

	check *scenarios.Check
	fault error // why there is no check
	seen  int   // the revision that was checked
	asked string
}

var (
	callWords    = [2]lang.Text{lang.T("Membre", "Member"), lang.T("Appelé", "Called")}
	invoiceWords = [2]lang.Text{lang.T("Charge", "Charge"), lang.T("Facturé", "Invoiced")}
)

// New makes the screen.
func New() *Screen {
	s := &Screen{members: &rows{}, charges: &rows{}, account: &account{}, seen: -1}
	s.calls = ui.NewTable(lang.T("Appels de contribution", "Contribution calls"), columns(lang.FR, callWords[0], callWords[1]), s.members)
	s.invoices = ui.NewTable(lang.T("Factures des fournisseurs", "Supplier invoices"), columns(lang.FR, invoiceWords[0], invoiceWords[1]), s.charges)
	s.detail = ui.NewTable(lang.Text{}, accountColumns(lang.FR), s.account)
	s.detail.Uncounted = true
	s.from = s.calls
	s.calls.Grid.Sort(colState, false) // what is open comes first
	s.invoices.Grid.Sort(colState, false)
	s.All = []*ui.Table{s.calls, s.invoices, s.detail}
	return s
}

func accountColumns(l lang.Lang) []widget.Column {
	return []widget.Column{{Title: lang.T("Explication", "Explanation").In(l), Min: 10, Flex: 1, NoSort: true}}
}

// ID names the screen.
func (*Screen) ID() string { return "calls" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Appels", "Calls") }

// Show puts the cursor on a member that was asked for.
func (s *Screen) Show(c *ui.Ctx, j ui.Jump) {
	if j.Member == "" {
		return
	}
	s.fresh(c)
	s.Focus(s.calls)
	s.calls.Grid.Select(engine.Target{Of: engine.TargetMember, ID: j.Member}.String())
}

// Refresh marks the check as old: it is made when it is drawn, not while another screen is.
func (s *Screen) Refresh(*ui.Ctx) { s.seen = -1 }

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	return nil
}

// fresh checks the year again where something has changed.
func (s *Screen) fresh(c *ui.Ctx) {
	if s.seen == c.Revision() {
		return
	}
	s.seen = c.Revision()
	if s.check, s.fault = scenarios.CheckYear(c.Work.Result(), c.Calls, c.Invoices); s.fault != nil {
		s.check = &scenarios.Check{Result: c.Work.Result()}
	}
	s.calls.Columns(columns(c.Lang, callWords[0], callWords[1]))
	s.invoices.Columns(columns(c.Lang, invoiceWords[0], invoiceWords[1]))
	s.detail.Columns(accountColumns(c.Lang))
	s.calls.Grid.Empty, s.invoices.Grid.Empty = s.emptyText(c, s.check.HasCalls, "--calls"), s.emptyText(c, s.check.HasInvoices, "--invoices")
	s.calls.Values(s.members.take(c, s.check.Calls))
	s.invoices.Values(s.charges.take(c, s.check.Invoices))
	s.account.check = nil
}

// emptyText says why a table has no rows.
func (s *Screen) emptyText(c *ui.Ctx, documents bool, flag string) string {
	if documents {
		return c.T("aucun écart ouvert ; {calls.open} montre tout", "no open difference; {calls.open} shows all")
	}
	return c.T("aucun document : quotepart import ", "no document: quotepart import ") + c.Work.Stored().ID + " " + flag + c.T(" FICHIER", " FILE")
}

// current is the row that the detail explains, or nil.
func (s *Screen) current(c *ui.Ctx) *scenarios.Checked {
	s.fresh(c)
	if !s.IsFocused(s.detail) {
		s.from = s.Focused()
	}
	list := s.members
	if s.from == s.invoices {
		list = s.charges
	}
	row, ok := s.from.Grid.Row()
	if !ok {
		return nil
	}
	return list.shown[row]
}

// explain brings the detail to the row under the cursor, for its width.
func (s *Screen) explain(c *ui.Ctx, width int) {
	current := s.current(c)
	s.detail.Title, s.detail.Footer = lang.T("Aucune ligne", "No row"), ""
	if current != nil {
		s.detail.Title, s.detail.Footer = lang.T(current.Name, current.Name), current.Subject.String()
	}
	const gutter = 2
	if s.account.take(c, s.check, current, width-3-gutter) {
		if id := s.detail.Footer; id != s.asked {
			s.asked = id
			s.detail.Grid.Home()
		}
		s.detail.Values(true)
	}
}

// View draws the calls, the invoices and the explanation of the row under the cursor. Where there is no room for all, the panel
// with the focus comes first.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.fresh(c)
	if !s.check.HasCalls && !s.check.HasInvoices && s.fault == nil {
		return s.empty(c, area)
	}
	lines := s.banner(c, area.Dx())
	area.Min.Y += len(lines)
	switch {
	case area.Dx() >= 110:
		return append(lines, s.wide(c, area)...)
	case area.Dy() >= 14:
		top, below := area, area
		top.Max.Y = area.Min.Y + area.Dy()/2
		below.Min.Y = top.Max.Y
		s.explain(c, below.Dx())
		list := s.from.View(c, top, s.IsFocused(s.from))
		return append(append(lines, list...), s.detail.View(c, below, s.IsFocused(s.detail))...)
	}
	s.explain(c, area.Dx())
	return append(lines, s.Focused().View(c, area, true)...)
}

// wide shows both tables at the left and the explanation at the right.
func (s *Screen) wide(c *ui.Ctx, area image.Rectangle) []string {
	left, right := area, area
	left.Max.X = area.Min.X + max(76, area.Dx()*3/5)
	right.Min.X = left.Max.X
	s.explain(c, right.Dx())
	top, below := left, left
	height := min(max(s.charges.Len(), 1)+3, left.Dy()/2)
	if need := s.members.Len() + 3; need+height < left.Dy() {
		height = left.Dy() - need // no empty lines between the two
	}
	top.Max.Y -= height
	below.Min.Y = top.Max.Y
	tables := append(s.calls.View(c, top, s.IsFocused(s.calls)), s.invoices.View(c, below, s.IsFocused(s.invoices))...)
	return widget.Beside(tables, s.detail.View(c, right, s.IsFocused(s.detail)))
}

// banner says in one line what the check comes to and what it stands on.
func (s *Screen) banner(c *ui.Ctx, width int) []string {
	if s.fault != nil {
		return []string{c.Theme.Render(theme.Error, widget.Fit(" "+lang.Describe(s.fault, c.Lang), width, widget.Left))}
	}
	open, checked := s.check.Tally(c.Marks)
	text, role := c.TextIn(lang.F("%[1]s, %[2]s", "%[1]s, %[2]s", lang.Plural(open, lang.T("écart ouvert", "open difference"), lang.T("écarts ouverts", "open differences")), lang.Plural(checked, lang.T("contrôlé", "checked"), lang.T("contrôlés", "checked")))), theme.Warning
	if open == 0 {
		text, role = c.T("aucun écart ouvert, ", "no open difference, ")+c.TextIn(lang.Plural(checked, lang.T("contrôlé", "checked"), lang.T("contrôlés", "checked"))), theme.Success
	}
	if n := len(scenarios.Active(c.Work.Changes())); n > 0 {
		text += c.TextIn(lang.F(" · attendu selon vos hypothèses (%s), et non l'exercice", " · expected under your changes (%s), not the year's", lang.Count(n)))
	}
	if s.check.Restated {
		text += c.T(" · calculé sur l'acquitté (art. 4.4)", " · computed on what was paid (art. 4.4)")
	}
	return []string{c.Theme.Render(role, widget.Fit(" "+text, width, widget.Left))}
}

// empty says what belongs here and how to bring it in.
func (s *Screen) empty(c *ui.Ctx, area image.Rectangle) []string {
	id := c.Work.Stored().ID
	text := []lang.Text{
		lang.T("Ni appels de contribution, ni factures de fournisseurs pour cet exercice.", "Neither contribution calls nor supplier invoices for this year."),
		lang.T("Cet écran compare les appels émis aux contributions calculées sur les dépenses acquittées, et les factures aux charges acquittées (art. 4.4).",
			"This screen compares issued calls with the contributions computed on the expenses paid, and invoices with the charges paid (art. 4.4)."),
		lang.F("Pour les apporter : quotepart import %s --calls appels.csv --invoices factures.csv", "To bring them in: quotepart import %s --calls calls.csv --invoices invoices.csv", id),
		lang.T("Ou mettez calls.csv (number,date,member,amount,status) et invoices.csv (number,date,supplier,charge,amount) dans le dossier de l'exercice.",
			"Or put calls.csv (number,date,member,amount,status) and invoices.csv (number,date,supplier,charge,amount) into the folder of the year."),
	}
	var lines []string
	for _, t := range text {
		lines = append(lines, "")
		for _, part := range widget.Wrap(t.In(c.Lang), max(area.Dx()-4, 1)) {
			lines = append(lines, " "+part)
		}
	}
	return widget.Frame{Title: s.Title().In(c.Lang), Focused: true}.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}
