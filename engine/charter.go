package engine

import _ "embed"

// Builtin2014 is the built-in charter somme-numerique-2014 in the format of charter.yaml: the charter of 24 June 2014 with
// the articles, and a note on each point on which it is silent.
//
//go:embed somme-numerique-2014.yaml
var Builtin2014 []byte

// Charter is the rules of sharing: its tariffs, in the order in which they are shown.
type Charter struct {
	ID, Title string
	Adopted   Date
	Tariffs   []*Tariff
}

// Basis is how a tariff turns into amounts (clé de répartition).
type Basis string

// The bases. The first three are quantity × price; the last three split an amount or a pool by largest remainder.
const (
	PerPupil        Basis = "per-pupil"
	PerClass        Basis = "per-class"
	PerSchool       Basis = "per-school"
	PerActivePupil  Basis = "per-active-pupil"
	Banded          Basis = "banded"
	SharedByPupils  Basis = "shared-by-pupils"
	SharedByClasses Basis = "shared-by-classes"
	SharedEqually   Basis = "shared-equally"
)

// Bases lists them all, in the order in which they are offered.
func Bases() []Basis {
	return []Basis{PerPupil, PerClass, PerSchool, PerActivePupil, Banded, SharedByPupils, SharedByClasses, SharedEqually}
}

// Shared tells whether the basis splits an amount or a pool.
func (b Basis) Shared() bool {
	return b == SharedByPupils || b == SharedByClasses || b == SharedEqually
}

// Overlap says which band holds a count that is in two.
type Overlap string

// Upper takes the band that starts higher, Lower the one that starts lower.
const (
	Upper Overlap = "upper"
	Lower Overlap = "lower"
)

// Beyond says what happens above the last band.
type Beyond string

// Refuse gives no line and an error notice, Last takes the last band.
const (
	Refuse Beyond = "refuse"
	Last   Beyond = "last"
)

// Tariff is one priced line of the charter, with its article. The field that its basis needs is known; others may be too, so
// that switching the basis is one change.
type Tariff struct {
	ID, Label, Article, Note string
	Level                    Level // Ecole, College or All
	Basis                    Basis
	Disabled                 bool       // enabled: false takes the tariff out
	Price                    Opt[Price] // per pupil, class, school or active pupil
	Amount                   Opt[Cents] // to share, where there is no pool
	Pool                     *Pool      // to share
	Tool                     string     // whose usage decides
	Threshold                Opt[int64] // minutes; use strictly over it is billed
	Assumed                  Percent    // of pupils, where no usage is known in a planned year
	Overlap                  Overlap    // nothing while no two bands overlap
	Beyond                   Beyond
	Bands                    []Band // sorted by From, unique
}

// Band (tranche) is a flat price for pupil counts From to To, both included.
type Band struct {
	From, To int64
	Price    Price
}

// Pool (masse à répartir) is the sum over the charges of a level and of any of the categories, each after its mutualised
// part and its subsidies.
type Pool struct {
	Level      Level // Ecole, College or Common
	Categories []Category
}

// Holds tells whether a charge belongs to the pool.
func (p *Pool) Holds(c *Charge) bool {
	if c.Level != p.Level {
		return false
	}
	for _, category := range p.Categories {
		if c.Category == category {
			return true
		}
	}
	return false
}
