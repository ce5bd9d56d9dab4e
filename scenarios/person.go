package scenarios

import "quotepart/engine/lang"

// Person is who works: whose name the audit trail shows, and what they may do.
type Person struct {
	Name string
	Key  string // the fingerprint of the SSH key that let them in; nothing for who works on the machine itself
	Role Role
}

// May is nil where the person has a right, else says why not and whom to ask.
func (p Person) May(right Right) *lang.Fault {
	if why := p.Role.Refuses(right); !why.IsZero() {
		return &lang.Fault{What: why, Mend: lang.T("demandez à quelqu'un qui a le rôle lead", "ask somebody who has the role lead")}
	}
	return nil
}

// Role is what somebody may do. The zero value may only read, so that nobody gets a right by being forgotten.
type Role uint8

// The roles. Everyone plays with what-if changes that are not saved.
const (
	Reader  Role = iota // reads all, exports
	Finance             // reads all, checks calls and invoices, exports
	Lead                // does all
)

// Roles lists them by their names in files and commands.
var Roles = map[string]Role{"reader": Reader, "finance": Finance, "lead": Lead}

// String is the role's name in files and commands.
func (r Role) String() string {
	return [...]string{Reader: "reader", Finance: "finance", Lead: "lead"}[r]
}

// Right is what an action needs.
type Right uint8

// The rights. MayLook is the zero value: everyone has it.
const (
	MayLook   Right = iota
	MayPlay         // change the working changes
	MayCheck        // mark calls and invoices as checked
	MaySave         // change what is saved
	MayManage       // who is let in, who is in, and all of the data in one file
)

// Refuses says why a role may not do what needs a right; it is zero where it may. It is asked where an action is started and
// again where its effect is applied: a key that is not shown protects nothing.
func (r Role) Refuses(right Right) lang.Text {
	switch {
	case right == MaySave && r != Lead:
		return lang.F("votre rôle (%s) ne permet pas de changer ce qui est enregistré", "your role (%s) does not allow changing what is saved", r.Text())
	case right == MayCheck && r == Reader:
		return lang.F("votre rôle (%s) ne permet pas de marquer un contrôle", "your role (%s) does not allow marking as checked", r.Text())
	case right == MayManage && r != Lead:
		return lang.F("votre rôle (%s) ne permet pas de gérer les accès, le serveur et les sauvegardes", "your role (%s) does not allow managing who is let in, the server and backups", r.Text())
	}
	return lang.Text{}
}

// Text names the role for people.
func (r Role) Text() lang.Text {
	return [...]lang.Text{Lead: lang.T("écriture", "write"), Finance: lang.T("finances", "finance"), Reader: lang.T("lecture", "read only")}[r]
}
