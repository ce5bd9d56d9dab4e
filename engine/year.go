// Package engine computes who pays what under the charter of 24 June 2014: pure calculation on a Year, exact to the cent,
// without I/O, clock or global state. How the charter is read is written in the reading it implements; articles are named
// where a rule comes from one.
package engine

import (
	"cmp"
	"slices"
)

// Level is whom a tariff or a charge concerns: écoles (art. 4.2) or collèges (art. 4.3).
type Level string

// The levels. Common exists for charges only, All for tariffs only.
const (
	Ecole   Level = "ecole"
	College Level = "college"
	Common  Level = "common"
	All     Level = "all"
)

// Kind is what a member is.
type Kind string

// The kinds of members.
const (
	Departement Kind = "departement"
	Commune     Kind = "commune"
	EPCI        Kind = "epci"
	OtherKind   Kind = "other"
)

// Category is the nature of a charge (art. 4.2).
type Category string

// The categories of charges.
const (
	Operation      Category = "operation"
	Content        Category = "content"
	Platform       Category = "platform"
	Accounts       Category = "accounts"
	Administration Category = "administration"
)

// YearBasis says which column of the charges counts.
type YearBasis string

// Planned is the budget, Paid the settlement on expenses actually paid (art. 4.4).
const (
	Planned YearBasis = "planned"
	Paid    YearBasis = "paid"
)

// Opt is a value that may be missing; Value is then 0. Missing is not 0: whoever needs the value must say what it does without.
type Opt[T any] struct {
	Value T
	Known bool
}

// Some makes a known value.
func Some[T any](v T) Opt[T] { return Opt[T]{Value: v, Known: true} }

// Year is one school year (exercice) of the service with all its inputs. It is immutable once it is given to the engine: a
// change makes a new Year that shares what it did not touch. Members are sorted by ID and schools by UAI, both unique;
// tariffs, charges and subsidies keep the order of their file.
type Year struct {
	ID, Label  string
	Start, End Date
	Basis      YearBasis
	Charter    *Charter
	Members    []*Member
	Schools    []*School
	Charges    []*Charge
	Subsidies  []*Subsidy
}

// Member is who pays (membre): the Département, a commune or a grouping of communes. The dates are its steps of joining
// (art. 3); only Transmitted and Left decide.
type Member struct {
	ID, Name    string
	Kind        Kind
	SIREN       string // nine digits, or nothing
	Approved    Date   // its assembly approved the charter
	Signed      Date   // its executive signed it
	Designated  Date   // its users are designated
	Transmitted Date   // sent to the legality control: beneficiary from here
	Left        Date   // termination (art. 6)
}

// School is who uses the service, known by its UAI. It pays the full year from the first year in which access begins (4.1).
type School struct {
	UAI, Name string
	Level     Level // Ecole or College
	Town      string
	Member    string // ID of the member that pays for it
	Classes   Opt[int64]
	Pupils    int64
	Access    Date // effective access
	Closed    Date
	Usage     []ToolUsage // sorted by tool, unique

	// Stored is the pupil count of the year as stored, which a what-if on Pupils leaves alone: usage was observed among them.
	Stored int64
}

// ToolUsage is a histogram of one tool in one school: how many pupils used it for how many minutes.
type ToolUsage struct {
	Tool    string
	Buckets []Bucket // sorted by minutes, unique
}

// Bucket counts the pupils who used a tool for that many minutes.
type Bucket struct {
	Minutes, Pupils int64
}

// Charge is one line of the dedicated budget (art. 4.2), in cents.
type Charge struct {
	ID, Label  string
	Category   Category
	Level      Level // Ecole, College or Common
	Planned    Opt[Cents]
	Paid       Opt[Cents]
	Mutualised Share
}

// Amount is the charge in the column that counts, and false where that column is empty.
func (c *Charge) Amount(b YearBasis) (Cents, bool) {
	v := c.Planned
	if b == Paid {
		v = c.Paid
	}
	return v.Value, v.Known
}

// Share is a part of an amount: a percentage of it or cents. The zero value is no part.
type Share struct {
	Percent   Percent
	Amount    Cents
	IsPercent bool
}

// Of is the part of an amount of 0 or more, rounded half away from zero, never more than the amount.
func (s Share) Of(c Cents) Cents {
	if s.IsPercent {
		return s.Percent.Of(c)
	}
	return min(s.Amount, c)
}

// String writes the part as in files: 60% or 1200.00, or nothing.
func (s Share) String() string {
	switch {
	case s.IsPercent:
		return s.Percent.String()
	case s.Amount == 0:
		return ""
	}
	return s.Amount.String()
}

// Subsidy (subvention, art. 4.3) lowers one charge or one member's contribution by an amount or a rate; one of both is known.
type Subsidy struct {
	ID, Label string
	Target    Target
	Amount    Opt[Cents]
	Rate      Opt[Percent]
}

// Target names what a subsidy lowers.
type Target struct {
	Of TargetKind
	ID string
}

// TargetKind is the collection in which a subsidy's target stands.
type TargetKind string

// A subsidy targets a member's gross contribution or a charge after its mutualised part.
const (
	TargetMember TargetKind = "members"
	TargetCharge TargetKind = "charges"
)

// String writes the target as its address: members/ID or charges/ID.
func (t Target) String() string { return string(t.Of) + "/" + t.ID }

// Member finds a member by its ID, -1 where there is none.
func (y *Year) Member(id string) int {
	return find(y.Members, id, func(m *Member) string { return m.ID })
}

// School finds a school by its UAI, -1 where there is none.
func (y *Year) School(uai string) int {
	return find(y.Schools, uai, func(s *School) string { return s.UAI })
}

// Charge finds a charge by its ID, -1 where there is none.
func (y *Year) Charge(id string) int {
	return slices.IndexFunc(y.Charges, func(c *Charge) bool { return c.ID == id })
}

// Subsidy finds a subsidy by its ID, -1 where there is none.
func (y *Year) Subsidy(id string) int {
	return slices.IndexFunc(y.Subsidies, func(s *Subsidy) bool { return s.ID == id })
}

// Tariff finds a tariff of the charter by its ID, -1 where there is none.
func (y *Year) Tariff(id string) int {
	return slices.IndexFunc(y.Charter.Tariffs, func(t *Tariff) bool { return t.ID == id })
}

func find[T any](sorted []*T, key string, id func(*T) string) int {
	i, ok := slices.BinarySearchFunc(sorted, key, func(e *T, k string) int { return cmp.Compare(id(e), k) })
	if !ok {
		return -1
	}
	return i
}
