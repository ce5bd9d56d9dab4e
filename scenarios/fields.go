package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// The fields of a year, beside its id.
var YearFields = []Field[engine.Year]{
	textField("label", lang.T("Libellé", "Label"), func(y *engine.Year) *string { return &y.Label }).required(),
	dateField("start", lang.T("Début", "Start"), func(y *engine.Year) *engine.Date { return &y.Start }).required(),
	dateField("end", lang.T("Fin", "End"), func(y *engine.Year) *engine.Date { return &y.End }).required(),
	choiceField("basis", lang.T("Base", "Basis"), []engine.YearBasis{engine.Planned, engine.Paid}, func(y *engine.Year) *engine.YearBasis { return &y.Basis }).required(),
}

// MemberFields are the columns of members.csv after the id.
var MemberFields = []Field[engine.Member]{
	textField("name", lang.T("Membre", "Member"), func(m *engine.Member) *string { return &m.Name }).required(),
	choiceField("kind", lang.T("Nature", "Kind"), []engine.Kind{engine.Departement, engine.Commune, engine.EPCI, engine.OtherKind}, func(m *engine.Member) *engine.Kind { return &m.Kind }).required(),
	textField("siren", lang.T("SIREN", "SIREN"), func(m *engine.Member) *string { return &m.SIREN }),
	dateField("approved", lang.T("Approuvée", "Approved"), func(m *engine.Member) *engine.Date { return &m.Approved }),
	dateField("signed", lang.T("Signée", "Signed"), func(m *engine.Member) *engine.Date { return &m.Signed }),
	dateField("designated", lang.T("Usagers désignés", "Designated"), func(m *engine.Member) *engine.Date { return &m.Designated }),
	dateField("transmitted", lang.T("Transmise", "Transmitted"), func(m *engine.Member) *engine.Date { return &m.Transmitted }),
	dateField("left", lang.T("Départ", "Left"), func(m *engine.Member) *engine.Date { return &m.Left }),
}

// SchoolFields are the columns of schools.csv after the UAI.
var SchoolFields = []Field[engine.School]{
	textField("name", lang.T("Établissement", "School"), func(s *engine.School) *string { return &s.Name }).required(),
	choiceField("level", lang.T("Niveau", "Level"), []engine.Level{engine.Ecole, engine.College}, func(s *engine.School) *engine.Level { return &s.Level }).required(),
	textField("town", lang.T("Commune", "Town"), func(s *engine.School) *string { return &s.Town }),
	textField("member", lang.T("Membre", "Member"), func(s *engine.School) *string { return &s.Member }).required(),
	optField("classes", lang.T("Classes", "Classes"), counts, func(s *engine.School) *engine.Opt[int64] { return &s.Classes }),
	numberField("pupils", lang.T("Élèves", "Pupils"), counts, func(s *engine.School) *int64 { return &s.Pupils }),
	dateField("access", lang.T("Accès", "Access"), func(s *engine.School) *engine.Date { return &s.Access }),
	dateField("closed", lang.T("Fermeture", "Closed"), func(s *engine.School) *engine.Date { return &s.Closed }),
}

// ChargeFields are the columns of charges.csv after the id.
var ChargeFields = []Field[engine.Charge]{
	textField("label", lang.T("Charge", "Charge"), func(c *engine.Charge) *string { return &c.Label }).required(),
	choiceField("category", lang.T("Catégorie", "Category"), categories, func(c *engine.Charge) *engine.Category { return &c.Category }).required(),
	choiceField("level", lang.T("Niveau", "Level"), chargeLevels, func(c *engine.Charge) *engine.Level { return &c.Level }).required(),
	optField("planned", lang.T("Prévu", "Planned"), amounts, func(c *engine.Charge) *engine.Opt[engine.Cents] { return &c.Planned }),
	optField("paid", lang.T("Acquitté", "Paid"), amounts, func(c *engine.Charge) *engine.Opt[engine.Cents] { return &c.Paid }),
	{Name: "mutualised", Label: lang.T("Part mutualisée", "Mutualised"), Type: Money, Set: setMutualised,
		Get: func(c *engine.Charge) string { return c.Mutualised.String() }, Scale: scaleMutualised},
}

// SubsidyFields are the columns of subsidies.csv after the id.
var SubsidyFields = []Field[engine.Subsidy]{
	textField("label", lang.T("Subvention", "Subsidy"), func(s *engine.Subsidy) *string { return &s.Label }).required(),
	Field[engine.Subsidy]{Name: "target", Label: lang.T("Cible", "Target"), Type: Text, Set: setTarget,
		Get: func(s *engine.Subsidy) string { return s.Target.String() }}.required(),
	optField("amount", lang.T("Montant", "Amount"), amounts, func(s *engine.Subsidy) *engine.Opt[engine.Cents] { return &s.Amount }),
	optField("rate", lang.T("Taux", "Rate"), percents, func(s *engine.Subsidy) *engine.Opt[engine.Percent] { return &s.Rate }),
}

// TariffFields are the keys of a tariff in charter.yaml, beside its id and its bands.
var TariffFields = []Field[engine.Tariff]{
	textField("label", lang.T("Tarif", "Tariff"), func(t *engine.Tariff) *string { return &t.Label }).required(),
	textField("article", lang.T("Article", "Article"), func(t *engine.Tariff) *string { return &t.Article }),
	choiceField("level", lang.T("Niveau", "Level"), []engine.Level{engine.Ecole, engine.College, engine.All}, func(t *engine.Tariff) *engine.Level { return &t.Level }).required(),
	choiceField("basis", lang.T("Clé", "Basis"), engine.Bases(), func(t *engine.Tariff) *engine.Basis { return &t.Basis }).required(),
	{Name: "enabled", Label: lang.T("Actif", "Enabled"), Type: Choice, Choices: []string{"true", "false"}, Set: setEnabled, Get: getEnabled},
	optField("price", lang.T("Prix", "Price"), prices, func(t *engine.Tariff) *engine.Opt[engine.Price] { return &t.Price }),
	optField("amount", lang.T("Montant", "Amount"), amounts, func(t *engine.Tariff) *engine.Opt[engine.Cents] { return &t.Amount }),
	{Name: "pool", Label: lang.T("Masse à répartir", "Pool"), Type: Text, Set: setPool, Get: getPool},
	textField("tool", lang.T("Outil", "Tool"), func(t *engine.Tariff) *string { return &t.Tool }),
	optField("threshold", lang.T("Seuil (min)", "Threshold (min)"), counts, func(t *engine.Tariff) *engine.Opt[int64] { return &t.Threshold }),
	{Name: "assumed", Label: lang.T("Usage supposé", "Assumed use"), Type: Percentage, Set: setAssumed,
		Get: func(t *engine.Tariff) string { return t.Assumed.String() }, Scale: scaleAssumed},
	choiceField("overlap", lang.T("Chevauchement", "Overlap"), []engine.Overlap{engine.Upper, engine.Lower}, func(t *engine.Tariff) *engine.Overlap { return &t.Overlap }),
	choiceField("beyond", lang.T("Au-delà", "Beyond"), []engine.Beyond{engine.Refuse, engine.Last}, func(t *engine.Tariff) *engine.Beyond { return &t.Beyond }),
	textField("note", lang.T("Note", "Note"), func(t *engine.Tariff) *string { return &t.Note }),
}

// BandFields are the keys of a band.
var BandFields = []Field[engine.Band]{
	numberField("from", lang.T("De", "From"), counts, func(b *engine.Band) *int64 { return &b.From }),
	numberField("to", lang.T("À", "To"), counts, func(b *engine.Band) *int64 { return &b.To }),
	numberField("price", lang.T("Prix", "Price"), prices, func(b *engine.Band) *engine.Price { return &b.Price }),
}

var (
	categories   = []engine.Category{engine.Operation, engine.Content, engine.Platform, engine.Accounts, engine.Administration}
	chargeLevels = []engine.Level{engine.Ecole, engine.College, engine.Common}
)

// NewTariff is a tariff with the defaults of the fields that a file may leave out.
func NewTariff(id string) *engine.Tariff {
	return &engine.Tariff{ID: id, Assumed: engine.Whole, Beyond: engine.Refuse}
}

// setMutualised reads 60%, 1200.00 or nothing.
func setMutualised(c *engine.Charge, s string) error {
	text := strings.TrimSpace(s)
	switch {
	case text == "":
		c.Mutualised = engine.Share{}
	case strings.HasSuffix(text, "%"):
		p, err := engine.ParsePercent(text)
		if err != nil {
			return err
		}
		c.Mutualised = engine.Share{Percent: p, IsPercent: true}
	default:
		a, err := engine.ParseCents(text)
		if err != nil {
			return err
		}
		c.Mutualised = engine.Share{Amount: a}
	}
	return nil
}

func scaleMutualised(c *engine.Charge, by decimal.Decimal) (err error) {
	if c.Mutualised.IsPercent {
		c.Mutualised.Percent, err = percents.scaled(c.Mutualised.Percent, by)
		return err
	}
	c.Mutualised.Amount, err = amounts.scaled(c.Mutualised.Amount, by)
	return err
}

// setTarget reads members/ID or charges/ID; whether it exists is checked on the whole year.
func setTarget(s *engine.Subsidy, text string) error {
	of, id, ok := strings.Cut(strings.TrimSpace(text), "/")
	if kind := engine.TargetKind(of); ok && id != "" && (kind == engine.TargetMember || kind == engine.TargetCharge) {
		s.Target = engine.Target{Of: kind, ID: id}
		return nil
	}
	return lang.Wrong(lang.F("« %s » n'est pas une cible", "%q is not a target", text), lang.T("donnez members/ID ou charges/ID", "give members/ID or charges/ID"))
}

// setAssumed reads a percentage; nothing is the default 100%.
func setAssumed(t *engine.Tariff, s string) (err error) {
	if strings.TrimSpace(s) == "" {
		t.Assumed = engine.Whole
		return nil
	}
	p, err := engine.ParsePercent(s)
	if err == nil {
		t.Assumed = p
	}
	return err
}

func scaleAssumed(t *engine.Tariff, by decimal.Decimal) error {
	p, err := percents.scaled(t.Assumed, by)
	if err == nil {
		t.Assumed = p
	}
	return err
}

func setEnabled(t *engine.Tariff, s string) error {
	switch strings.TrimSpace(s) {
	case "true", "":
		t.Disabled = false
	case "false":
		t.Disabled = true
	default:
		return lang.Wrong(lang.F("« %s » n'est ni true ni false", "%q is neither true nor false", s), lang.T("écrivez true ou false", "write true or false"))
	}
	return nil
}

func getEnabled(t *engine.Tariff) string {
	if t.Disabled {
		return "false"
	}
	return "true"
}

// setPool reads "ecole: accounts, content", the one-line form of a pool, or nothing.
func setPool(t *engine.Tariff, s string) error {
	if strings.TrimSpace(s) == "" {
		t.Pool = nil
		return nil
	}
	level, rest, _ := strings.Cut(s, ":")
	pool := &engine.Pool{Level: engine.Level(strings.TrimSpace(level))}
	if !slices.Contains(chargeLevels, pool.Level) {
		return lang.Wrong(lang.F("« %s » n'est pas un niveau de charges", "%q is not a level of charges", string(pool.Level)),
			lang.T("écrivez par exemple « ecole: accounts, content »", `write for example "ecole: accounts, content"`))
	}
	for name := range strings.SplitSeq(rest, ",") {
		c := engine.Category(strings.TrimSpace(name))
		if !slices.Contains(categories, c) {
			return lang.Wrong(lang.F("« %s » n'est pas une catégorie de charges", "%q is not a category of charges", string(c)), oneOf(string(c), stringsOf(categories)))
		}
		if slices.Contains(pool.Categories, c) {
			return lang.Wrong(lang.F("la catégorie « %s » est nommée deux fois", "category %q is named twice", string(c)), lang.T("gardez-en une", "keep one"))
		}
		pool.Categories = append(pool.Categories, c)
	}
	t.Pool = pool
	return nil
}

func getPool(t *engine.Tariff) string {
	if t.Pool == nil {
		return ""
	}
	return string(t.Pool.Level) + ": " + strings.Join(stringsOf(t.Pool.Categories), ", ")
}

func stringsOf[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// CallFields are the columns of calls.csv.
var CallFields = []Field[Call]{
	textField("number", lang.T("Numéro", "Number"), func(c *Call) *string { return &c.Number }).required(),
	dateField("date", lang.T("Date", "Date"), func(c *Call) *engine.Date { return &c.Date }).required(),
	textField("member", lang.T("Membre", "Member"), func(c *Call) *string { return &c.Member }).required(),
	numberField("amount", lang.T("Montant", "Amount"), signed, func(c *Call) *engine.Cents { return &c.Amount }),
	textField("status", lang.T("État", "Status"), func(c *Call) *string { return &c.Status }),
}

// InvoiceFields are the columns of invoices.csv.
var InvoiceFields = []Field[Invoice]{
	textField("number", lang.T("Numéro", "Number"), func(i *Invoice) *string { return &i.Number }).required(),
	dateField("date", lang.T("Date", "Date"), func(i *Invoice) *engine.Date { return &i.Date }).required(),
	textField("supplier", lang.T("Fournisseur", "Supplier"), func(i *Invoice) *string { return &i.Supplier }).required(),
	textField("charge", lang.T("Charge", "Charge"), func(i *Invoice) *string { return &i.Charge }).required(),
	numberField("amount", lang.T("Montant", "Amount"), signed, func(i *Invoice) *engine.Cents { return &i.Amount }),
}
