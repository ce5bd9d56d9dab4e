package ui

import "quotepart/engine/lang"

// Role is what somebody may do. The zero value, the lead, does all.
type Role uint8

// The roles. Everyone plays with what-if changes that are not saved.
const (
	Lead    Role = iota // does all
	Finance             // reads all, checks calls and invoices, exports
	Reader              // reads all, exports
)

// Right is what an action needs.
type Right uint8

// The rights. MayLook is the zero value: everyone has it.
const (
	MayLook  Right = iota
	MayPlay        // change the working changes
	MaySave        // change what is saved
	MayCheck       // mark calls and invoices as checked
)

// Refuses says why a role may not do what needs a right; it is zero where it may. It is asked where an action is started and
// again where its effect is applied: a key that is not shown protects nothing.
func (r Role) Refuses(right Right) lang.Text {
	switch {
	case right == MaySave && r != Lead:
		return lang.F("votre rôle (%s) ne permet pas d'enregistrer : vos hypothèses restent un essai", "your role (%s) does not allow saving: your changes remain a trial", r)
	case right == MayCheck && r == Reader:
		return lang.F("votre rôle (%s) ne permet pas de marquer un contrôle", "your role (%s) does not allow marking as checked", r)
	}
	return lang.Text{}
}

// In names the role in one language.
func (r Role) In(l lang.Lang) string {
	return []lang.Text{Lead: lang.T("écriture", "write"), Finance: lang.T("finances", "finance"), Reader: lang.T("lecture", "read only")}[r].In(l)
}
