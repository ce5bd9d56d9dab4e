package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// The JSON of explain: one shape for both subjects. A school alone has no member part; a member has all its schools.
type explanationJSON struct {
	yearJSON
	Subject string                `json:"subject"`
	Member  *memberExplainedJSON  `json:"member"`
	Schools []schoolExplainedJSON `json:"schools"`
}

type memberExplainedJSON struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Kind        string          `json:"kind"`
	Beneficiary bool            `json:"beneficiary"`
	Standing    string          `json:"standing"`
	Approved    *string         `json:"approved"`
	Signed      *string         `json:"signed"`
	Designated  *string         `json:"designated"`
	Transmitted *string         `json:"transmitted"`
	Left        *string         `json:"left"`
	Schools     int64           `json:"schools"`
	Pupils      int64           `json:"pupils"`
	Tariffs     []tariffSumJSON `json:"tariffs"`
	Gross       string          `json:"gross"`
	Subsidies   []subsidyJSON   `json:"subsidies"`
	Subsidy     string          `json:"subsidy"`
	Net         string          `json:"net"`
}

type tariffSumJSON struct {
	Tariff      string  `json:"tariff"`
	Article     string  `json:"article"`
	Schools     int64   `json:"schools"`
	WithoutLine int64   `json:"without_line"`
	Quantity    int64   `json:"quantity"`
	Unit        string  `json:"unit"`
	Amount      *string `json:"amount"` // null where no school has a line
}

type subsidyJSON struct {
	ID          string `json:"id"`
	Label       string `json:"label"`
	Granted     string `json:"granted"`
	Used        string `json:"used"`
	Unused      string `json:"unused"`
	Explanation string `json:"explanation"`
}

type schoolExplainedJSON struct {
	UAI    string              `json:"uai"`
	Name   string              `json:"name"`
	Member string              `json:"member"`
	Level  string              `json:"level"`
	Pupils int64               `json:"pupils"`
	Reason *string             `json:"reason"` // why it is not counted, or null
	Total  *string             `json:"total"`  // null where it is not counted
	Lines  []lineExplainedJSON `json:"lines"`
}

type lineExplainedJSON struct {
	Tariff   string   `json:"tariff"`
	Label    string   `json:"label"`
	Article  string   `json:"article"`
	Quantity int64    `json:"quantity"`
	Unit     string   `json:"unit"`
	Price    *string  `json:"price"`  // null in a shared tariff
	Amount   *string  `json:"amount"` // null where there is no line
	Formula  string   `json:"formula"`
	Rounding string   `json:"rounding"`
	Origin   []string `json:"origin"`
}

func explainMemberJSON(c Case, i int, schools []int, l lang.Lang) explanationJSON {
	m := c.Result.Member(i)
	member := &memberExplainedJSON{
		ID: m.Member.ID, Name: m.Member.Name, Kind: string(m.Member.Kind),
		Beneficiary: m.Standing == engine.Beneficiary, Standing: string(m.Standing),
		Approved: dateJSON(m.Member.Approved), Signed: dateJSON(m.Member.Signed), Designated: dateJSON(m.Member.Designated),
		Transmitted: dateJSON(m.Member.Transmitted), Left: dateJSON(m.Member.Left),
		Schools: m.Schools, Pupils: m.Pupils, Tariffs: []tariffSumJSON{}, Subsidies: []subsidyJSON{},
		Gross: m.Gross.String(), Subsidy: m.Subsidy.String(), Net: m.Net.String(),
	}
	for _, s := range tariffSums(c.Result, i, schools) {
		sum := tariffSumJSON{s.tariff.ID, s.tariff.Article, s.schools, s.without, s.quantity, string(s.unit), nil}
		if s.schools > 0 {
			sum.Amount = machine(amount(s.amount))
		}
		member.Tariffs = append(member.Tariffs, sum)
	}
	for _, s := range subsidiesOf(c.Result, m.Member.ID) {
		explanation := s.Explain()
		member.Subsidies = append(member.Subsidies, subsidyJSON{
			s.Subsidy.ID, s.Subsidy.Label, s.Granted.String(), s.Used.String(), s.Unused.String(), explanation.In(l),
		})
	}
	out := explanationJSON{openJSON(c), "members/" + m.Member.ID, member, []schoolExplainedJSON{}}
	for _, school := range schools {
		out.Schools = append(out.Schools, explainSchoolJSON(c.Result, school, l))
	}
	return out
}

func dateJSON(d engine.Date) *string {
	if !d.IsSet() {
		return nil
	}
	s := d.String()
	return &s
}

func explainSchoolJSON(r *engine.Result, i int, l lang.Lang) schoolExplainedJSON {
	s, result := r.Year().Schools[i], r.School(i)
	out := schoolExplainedJSON{UAI: s.UAI, Name: s.Name, Member: s.Member, Level: string(s.Level), Pupils: s.Pupils, Lines: []lineExplainedJSON{}}
	if result.Reason != engine.Counted {
		out.Reason = machine(reasonCell(result.Reason))
		return out
	}
	out.Total = machine(amount(result.Total))
	for _, line := range r.ExplainSchool(i) {
		explained := lineExplainedJSON{
			Tariff: line.Tariff.ID, Label: line.Tariff.Label, Article: line.Tariff.Article,
			Quantity: line.Quantity, Unit: string(line.Unit), Price: machine(optionalPrice(line.Price)), Amount: machine(lineAmount(&line)),
			Formula: line.Formula.In(l), Rounding: line.Rounding.In(l), Origin: []string{},
		}
		for _, origin := range line.Origin {
			explained.Origin = append(explained.Origin, origin.In(l))
		}
		out.Lines = append(out.Lines, explained)
	}
	return out
}
