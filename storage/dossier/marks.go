package dossier

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// marksFile holds what was marked as checked in a dossier folder, beside the draft.
const marksFile = ".checked.csv"

var markTable = &table[scenarios.Mark]{file: marksFile, fields: []scenarios.Field[scenarios.Mark]{
	markField("finding", func(m *scenarios.Mark, s string) error {
		if m.Finding = strings.TrimSpace(s); m.Finding == "" {
			return lang.Wrong(lang.T("l'écart manque", "the finding is missing"), lang.T("effacez la ligne", "delete the row"))
		}
		return nil
	}, func(m *scenarios.Mark) string { return m.Finding }),
	markField("note", func(m *scenarios.Mark, s string) error { m.Note = s; return scenarios.CheckNote(s) }, func(m *scenarios.Mark) string { return m.Note }),
	markField("by", func(m *scenarios.Mark, s string) error { m.By = strings.TrimSpace(s); return nil }, func(m *scenarios.Mark) string { return m.By }),
	markField("at", func(m *scenarios.Mark, s string) (err error) {
		if m.At, err = time.Parse(time.RFC3339, strings.TrimSpace(s)); err != nil {
			return lang.Wrong(lang.F("%s n'est pas une date avec son heure", "%s is not a date with its time", quoted(s)), lang.T("écrivez par exemple 2021-10-12T14:30:00Z", "write for example 2021-10-12T14:30:00Z"))
		}
		return nil
	}, func(m *scenarios.Mark) string { return m.At.UTC().Format(time.RFC3339) }),
}}

func markField(name string, set func(*scenarios.Mark, string) error, get func(*scenarios.Mark) string) scenarios.Field[scenarios.Mark] {
	return scenarios.Field[scenarios.Mark]{Name: name, Required: true, Set: set, Get: get}
}

// Marks reads what was marked as checked in a dossier folder, by findings; nothing where nothing was. Errors are Faults.
func Marks(dir string) ([]scenarios.Mark, error) {
	if _, err := os.Stat(filepath.Join(dir, marksFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var faults Faults
	read := readRows((&source{name: marksFile, faults: &faults, stored: true}).load(os.DirFS(dir)), markTable)
	if wrong := faults.sorted().only(engine.Error); len(wrong) > 0 {
		return nil, wrong
	}
	var marks []scenarios.Mark
	for _, row := range read.list {
		marks = append(marks, *row.item)
	}
	return marks, nil
}

// Mark marks a finding of the check as checked in a dossier folder, in the place of an earlier mark on it. It is on the disk
// on return. Errors are Faults.
func Mark(dir string, m scenarios.Mark) error {
	if err := scenarios.CheckNote(m.Note); err != nil {
		return err
	}
	marks, err := Marks(dir)
	if err != nil {
		return err
	}
	return writeMarks(dir, append(without(marks, m.Finding), m))
}

// Unmark takes the mark on a finding back. Errors are Faults, also where there is none.
func Unmark(dir, finding string) error {
	marks, err := Marks(dir)
	if err != nil {
		return err
	}
	if _, found := scenarios.FindMark(marks, finding); !found {
		return lang.Wrong(lang.T("cet écart n'est pas marqué comme contrôlé", "this finding is not marked as checked"), lang.T("relisez l'écran", "look at the screen again"))
	}
	return writeMarks(dir, without(marks, finding))
}

func without(marks []scenarios.Mark, finding string) []scenarios.Mark {
	return slices.DeleteFunc(marks, func(m scenarios.Mark) bool { return m.Finding == finding })
}

func writeMarks(dir string, marks []scenarios.Mark) error {
	slices.SortFunc(marks, func(a, b scenarios.Mark) int { return cmp.Compare(a.Finding, b.Finding) })
	return replaceFile(dir, marksFile, writeRows(markTable, pointers(marks)))
}
