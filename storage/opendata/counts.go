package opendata

import (
	"strconv"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// NewCounts gives the changes that lead a year to the pupils and classes of another one, such as that of a later rentrée, and says of
// how many schools the two do not both know. Schools are neither added nor removed: who pays for a new one, and from when, is not
// in open data.
func NewCounts(y, later *engine.Year) (changes []scenarios.Change, notes []lang.Text, err error) {
	kept, fresh := 0, len(later.Schools)
	for _, s := range y.Schools {
		i := later.School(s.UAI)
		if i < 0 {
			kept++
			continue
		}
		fresh--
		n := later.Schools[i]
		if n.Pupils != s.Pupils {
			changes, err = set(changes, err, s, "pupils", n.Pupils)
		}
		if n.Classes.Known && n.Classes != s.Classes {
			changes, err = set(changes, err, s, "classes", n.Classes.Value)
		}
	}
	if kept > 0 {
		notes = append(notes, lang.F("%s établissement(s) de l'exercice ne sont pas dans les fichiers : leurs effectifs ne changent pas", "%s school(s) of the year are not in the files: their counts do not change", lang.Count(kept)))
	}
	if fresh > 0 {
		notes = append(notes, lang.F("%s établissement(s) des fichiers ne sont pas dans l'exercice : ajoutez-les avec leur membre et leur date d'accès", "%s school(s) of the files are not in the year: add them with their member and their date of access", lang.Count(fresh)))
	}
	return changes, notes, err
}

// set adds the change of a count, unless something is wrong already.
func set(changes []scenarios.Change, err error, s *engine.School, field string, n int64) ([]scenarios.Change, error) {
	if err != nil {
		return changes, err
	}
	c, err := scenarios.NewSet("schools/"+s.UAI+"/"+field, strconv.FormatInt(n, 10))
	return append(changes, c), err
}
