package engine

import "quotepart/engine/lang"

// Reason says why a school is not counted in a year. The empty Reason means that it is counted.
type Reason string

// The reasons, in the order in which they are looked at (art. 3, 4.1 and 6).
const (
	Counted              Reason = ""
	MemberNotBeneficiary Reason = "member_not_beneficiary"
	NoAccess             Reason = "no_access"
	AccessAfterYear      Reason = "access_after_year"
	Closed               Reason = "closed"
	NoPupils             Reason = "no_pupils"
)

// Text gives the reason for people.
func (r Reason) Text() lang.Text {
	switch r {
	case MemberNotBeneficiary:
		return lang.T("son membre n'est pas bénéficiaire cette année (art. 3)", "its member is not a beneficiary this year (art. 3)")
	case NoAccess:
		return lang.T("pas de date d'accès effectif (art. 4.1)", "no date of effective access (art. 4.1)")
	case AccessAfterYear:
		return lang.T("accès effectif après la fin de l'exercice (art. 4.1)", "effective access after the end of the year (art. 4.1)")
	case Closed:
		return lang.T("fermé avant le début de l'exercice", "closed before the start of the year")
	case NoPupils:
		return lang.T("aucun élève", "no pupils")
	}
	return lang.T("compté", "counted")
}

// Standing says whether a member is a beneficiary in a year, and why not.
type Standing string

// The standings of a member (art. 3 and 6).
const (
	Beneficiary          Standing = "beneficiary"
	NotTransmitted       Standing = "not_transmitted"
	TransmittedAfterYear Standing = "transmitted_after_year"
	LeftBeforeYear       Standing = "left_before_year"
)

// Text gives the standing for people.
func (s Standing) Text() lang.Text {
	switch s {
	case NotTransmitted:
		return lang.T("délibération et charte pas encore transmises (art. 3)", "deliberation and charter not yet transmitted (art. 3)")
	case TransmittedAfterYear:
		return lang.T("transmission après la fin de l'exercice (art. 3)", "transmitted after the end of the year (art. 3)")
	case LeftBeforeYear:
		return lang.T("a résilié avant le début de l'exercice (art. 6)", "left before the start of the year (art. 6)")
	}
	return lang.T("bénéficiaire", "beneficiary")
}

// Standing tells whether the member is a beneficiary in the year: transmitted to the legality control not after the year's
// end (art. 3), and not gone before its start (art. 6). The earlier steps do not decide.
func (m *Member) Standing(y *Year) Standing {
	switch {
	case !m.Transmitted.IsSet():
		return NotTransmitted
	case m.Transmitted > y.End:
		return TransmittedAfterYear
	case m.Left.IsSet() && m.Left < y.Start:
		return LeftBeforeYear
	}
	return Beneficiary
}

// reason tells whether the school is counted, given whether its member is a beneficiary.
func (s *School) reason(y *Year, beneficiary bool) Reason {
	switch {
	case !beneficiary:
		return MemberNotBeneficiary
	case !s.Access.IsSet():
		return NoAccess
	case s.Access > y.End:
		return AccessAfterYear
	case s.Closed.IsSet() && s.Closed < y.Start:
		return Closed
	case s.Pupils == 0:
		return NoPupils
	}
	return Counted
}
