package storage

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing/fstest"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// yearAtRevision names a year as it stood at a revision, as commands take it.
func yearAtRevision(id string, revision uint64) string { return fmt.Sprintf("%s@%d", id, revision) }

// years computes each version of each year and verifies its balance; of scenarios and marks, that they can be read.
func (in *inspection) years() {
	done := map[string]bool{} // by the files
	in.survey.eachYear(func(l journal.Line, id string, y yearRecord, err error) {
		in.Versions++
		files, _ := json.Marshal(y.Files) // a list of names and sums can always be written
		if err != nil || done[string(files)] {
			return
		}
		done[string(files)] = true
		in.year(l, id, y)
	})
	for _, l := range in.survey.whole {
		for _, w := range l.Set {
			if err := readable(w); err != nil {
				in.unreadable(l, w.Key, err)
			}
		}
	}
}

// readable tells whether the value of a scenario or mark is one.
func readable(w journal.Write) (err error) {
	switch {
	case w.Gone():
	case strings.HasPrefix(w.Key, "scenario/"):
		_, err = valueOf[scenarioRecord](w.Key, version{Value: w.Value})
	case strings.HasPrefix(w.Key, "mark/"):
		_, err = valueOf[markRecord](w.Key, version{Value: w.Value})
	case strings.HasPrefix(w.Key, counterPrefix):
		_, err = valueOf[callEntry](w.Key, version{Value: w.Value})
	}
	return err
}

// year verifies one version of a year whose files are whole; the others are noted already.
func (in *inspection) year(l journal.Line, id string, y yearRecord) {
	files := fstest.MapFS{}
	for _, f := range y.Files {
		data, err := os.ReadFile(objectIn(in.path, f.SHA256))
		if err != nil || !in.sums[f.SHA256] {
			return
		}
		files[f.Name] = &fstest.MapFile{Data: data}
	}
	d, _, err := dossier.ReadStored(files)
	if err != nil {
		in.unreadable(l, yearAtRevision(id, l.Seq), err)
		return
	}
	r, err := engine.Compute(d.Year)
	if err != nil {
		in.add(true, l.Seq, in.survey.path, lang.F("%[1]s est entier mais ne se calcule pas : %[2]s", "%[1]s is whole but cannot be computed: %[2]s", yearAtRevision(id, l.Seq), said(err)), lang.T("corrigez son dossier, puis réimportez-le avec --replace", "correct its dossier, then import it again with --replace"))
		return
	}
	if err := checkBalance(r); err != nil {
		in.add(false, l.Seq, in.survey.path, lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", yearAtRevision(id, l.Seq), said(err)), lang.T("n'utilisez pas ces montants, gardez une copie du dossier et prévenez qui entretient quotepart", "do not use these amounts, keep a copy of the folder and tell who maintains quotepart"))
	}
}

// checkBalance verifies to the cent that the lines of a result add up to its schools, the schools to the members and the members to
// the totals, the same by tariffs and charges, and that balance = mutualised + subsidies + contributions − charges (reading.md).
func checkBalance(r *engine.Result) error {
	y, t := r.Year(), r.Totals()
	var s sums
	gross, tariffs := make([]engine.Cents, len(y.Members)), make([]engine.Cents, len(y.Charter.Tariffs))
	for i, school := range y.Schools {
		var total engine.Cents
		for j := range y.Charter.Tariffs {
			if line, ok := r.Line(i, j); ok && line.Status.HasLine() {
				total += line.Amount
				tariffs[j] += line.Amount
			}
		}
		s.hold(lang.F("établissement %s", "school %s", school.UAI), total, r.School(i).Total)
		gross[r.MemberOf(i)] += total
	}
	for j, of := range tariffs {
		s.hold(lang.F("tarif %s", "tariff %s", y.Charter.Tariffs[j].ID), of, r.Tariff(j).Total)
	}
	var net, used engine.Cents
	for i, of := range gross {
		m := r.Member(i)
		s.hold(lang.F("membre %s, contribution brute", "member %s, gross contribution", m.Member.ID), of, m.Gross)
		s.hold(lang.F("membre %s, contribution nette", "member %s, net contribution", m.Member.ID), of-m.Subsidy, m.Net)
		net, used = net+m.Net, used+m.Subsidy
	}
	var charges, mutualised engine.Cents
	for i := range y.Charges {
		c := r.Charge(i)
		s.hold(lang.F("charge %s, reste à charge", "charge %s, net cost", c.Charge.ID), c.Amount-c.Mutualised-c.Subsidies, c.Net)
		charges, mutualised, used = charges+c.Amount, mutualised+c.Mutualised, used+c.Subsidies
	}
	var subsidies engine.Cents
	for i := range y.Subsidies {
		subsidies += r.Subsidy(i).Used
	}
	s.hold(lang.T("contributions", "contributions"), net, t.Contributions)
	s.hold(lang.T("charges", "charges"), charges, t.Charges)
	s.hold(lang.T("part mutualisée", "mutualised part"), mutualised, t.Mutualised)
	s.hold(lang.T("subventions", "subsidies"), subsidies, t.Subsidies)
	s.hold(lang.T("subventions des membres et des charges", "subsidies of members and charges"), used, t.Subsidies)
	s.hold(lang.T("solde", "balance"), t.Mutualised+t.Subsidies+t.Contributions-t.Charges, t.Balance)
	return s.wrong
}

// sums keeps the first sum that is not what it must be.
type sums struct{ wrong error }

func (s *sums) hold(what lang.Text, added, given engine.Cents) {
	if s.wrong == nil && added != given {
		s.wrong = lang.Wrong(lang.F("%[1]s : la somme fait %[2]s, et non %[3]s", "%[1]s: the sum is %[2]s, not %[3]s", what, added, given), lang.Text{})
	}
}
