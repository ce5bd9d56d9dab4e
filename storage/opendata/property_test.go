package opendata

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/lang/langtest"
)

// Names with hidden characters, which nobody here can mend, are cleaned, and the notes say so. Control characters are refused.
func TestHiddenCharactersAreTakenOut(t *testing.T) {
	for _, hostile := range langtest.Hostile {
		taken, err := read(with("ecoles.csv", "ST OZELLE;0990002P;ECOLE MATERNELLE PUBLIQUE", "ST OZELLE;0990002P;ECOLE "+hostile), soundOptions)
		if err != nil {
			if !strings.Contains(err.Error(), "ecoles.csv:4:") || !strings.Contains(err.Error(), "control character") || langtest.Shows(err.Error()) != "" {
				t.Errorf("%q: %v", hostile, err)
			}
			continue
		}
		said := ""
		for _, n := range taken.Notes {
			said += n.FR + "\n" + n.EN + "\n"
		}
		for _, s := range taken.Dossier.Year.Schools {
			said += s.Name + "\n"
		}
		if !strings.Contains(said, "ecoles.csv: 1 text(s) held invisible characters, which are taken out (the first: \"ECOLE") || langtest.Shows(said) != "" {
			t.Errorf("%q: %s in\n%s", hostile, langtest.Shows(said), said)
		}
	}
}

// Whatever rows a file has, the year holds exactly the public schools of the département and the rentrée, with their pupils, and each
// other row is counted among those left out.
func TestEveryRowIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("rentree_scolaire;code_departement;commune;numero_ecole;denomination_principale;secteur;nombre_total_classes;nombre_total_eleves\n")
		want, private, years, elsewhere := map[string]int64{}, 0, 0, 0
		n := rapid.IntRange(1, 60).Draw(t, "rows")
		for i := range n {
			digits := fmt.Sprintf("099%04d", i)
			letter, _ := engine.UAILetter(digits)
			pupils := rapid.Int64Range(0, 900).Draw(t, "pupils")
			y := rapid.SampledFrom([]string{"2021", "2021.0", "2021-2022", "2020"}).Draw(t, "rentrée")
			d := rapid.SampledFrom([]string{"099", "99", "99.0", "", "080"}).Draw(t, "département")
			sector := rapid.SampledFrom([]string{"PUBLIC", "public", "PRIVE", "privé sous contrat"}).Draw(t, "sector")
			id := digits + string(letter)
			switch {
			case d == "080":
				elsewhere++
			case y == "2020":
				years++
			case strings.HasPrefix(strings.ToLower(sector), "priv"):
				private++
			default:
				want[id] = pupils
			}
			count := rapid.SampledFrom([]string{"%d", "%d.0", " %d"}).Draw(t, "count")
			fmt.Fprintf(&b, "%s;%s;Ormevert;%s;ECOLE;%s;;"+count+"\n", y, d, id, sector, pupils)
		}
		taken, err := read(map[string]string{"x.csv": b.String()}, soundOptions)
		if len(want) == 0 {
			if err == nil {
				t.Fatal("a year without schools")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range taken.Dossier.Year.Schools {
			if pupils, ok := want[s.UAI]; !ok || pupils != s.Pupils || s.Stored != s.Pupils {
				t.Fatalf("%s has %d pupils, not %d (%v)", s.UAI, s.Pupils, pupils, ok)
			}
		}
		if len(taken.Dossier.Year.Schools) != len(want) {
			t.Fatalf("%d schools, not %d", len(taken.Dossier.Year.Schools), len(want))
		}
		said := taken.Notes[0].EN
		for what, n := range map[string]int{"private": private, "row(s) of other rentrées": years, "row(s) of other départements": elsewhere} {
			if n > 0 && !strings.Contains(said, fmt.Sprintf("%d %s", n, what)) {
				t.Fatalf("%q does not say: %d %s", said, n, what)
			}
		}
	})
}
