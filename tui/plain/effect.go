package plain

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

// effect says what has changed since a result: the totals, who pays more and who less, whether something is missing.
func (s *session) effect(before *engine.Result) {
	after := s.c.Work.Result()
	was, now := before.Totals(), after.Totals()
	for i, p := range parts {
		if d := p.of(now) - p.of(was); d != 0 || i >= alwaysFrom {
			s.row(p.name, lang.F("%s", "%s", p.of(now)), value("effet", "effect", report.Signed(d)))
		}
	}
	var more, less []scenarios.MemberEffect
	for _, m := range scenarios.WhoPaysOtherwise(before, after) {
		if m.Delta > 0 {
			more = append(more, m)
		} else {
			less = append(less, m)
		}
	}
	s.payers(lang.T("Membres qui paient plus", "Members who pay more"), more)
	s.payers(lang.T("Membres qui paient moins", "Members who pay less"), less)
	s.complete(after)
}

// payers says the largest differences.
func (s *session) payers(title lang.Text, all []scenarios.MemberEffect) {
	s.f("%[1]s : %[2]s", "%[1]s: %[2]s", title, lang.Count(len(all)))
	const most = 10
	for _, m := range all[:min(most, len(all))] {
		s.f("%[1]s : %[2]s", "%[1]s: %[2]s", m.Member.Name, report.Signed(m.Delta))
	}
	if more := len(all) - most; more > 0 {
		s.f("et %s autres, que membres donne", "and %s others, which members gives", lang.Count(more))
	}
}
