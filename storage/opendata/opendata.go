// Package opendata makes a year of what the ministry, INSEE and the DGCL publish: the pupils and classes of écoles, the pupils of
// collèges, IPS files, the directory of schools, and which EPCI a commune belongs to. Each file is known by its columns, and
// columns by any of their published names. What open data does not hold is not invented. See docs/open-data.md.
package opendata

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// Options say which schools are taken, and what open data does not tell of them.
type Options struct {
	Departement string // its code: 35, 2A, 974
	Rentree     int    // the year in which the school year starts
	ID, Label   string // of the year; where they are empty they are made of the rentrée
	Private     bool   // private schools too

	// Access is the effective access of every school, Transmitted the date on which every member's documents were sent to the
	// legality control (art. 3). Where one is not set it stays empty, and no school is counted.
	Access, Transmitted engine.Date
}

// Taken is the year that was read, what it still lacks, and what was taken from each file and left out.
type Taken struct {
	Dossier  *scenarios.Dossier
	Lacks    []lang.Text
	Notes    []lang.Text
	Warnings dossier.Faults
}

// Progress is told how many of all bytes have been read.
type Progress func(read, total int)

// disk opens any path of the disk, which an fs.FS of a folder does not.
type disk struct{}

func (disk) Open(name string) (fs.File, error)     { return os.Open(name) }
func (disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// ReadFiles is Read on files of the disk. A folder stands for the CSV files in it.
func ReadFiles(ctx context.Context, paths []string, o Options, progress Progress) (*Taken, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, path) // what is wrong with it is told with the others
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, lang.Wrong(lang.F("le dossier %[1]s ne peut pas être lu (%[2]v)", "the folder %[1]s cannot be read (%[2]v)", path, err), lang.T("vérifiez ses droits", "check its permissions"))
		}
		before := len(files)
		for _, e := range entries {
			if strings.EqualFold(filepath.Ext(e.Name()), ".csv") && e.Name()[0] != '.' {
				files = append(files, filepath.Join(path, e.Name()))
			}
		}
		if len(files) == before {
			return nil, lang.Wrong(lang.F("le dossier %s n'a aucun fichier .csv", "the folder %s has no .csv file", path), lang.T("donnez les fichiers, ou le dossier où ils sont", "give the files, or the folder they are in"))
		}
	}
	return Read(ctx, disk{}, files, o, progress)
}

// Read makes a year of files. The error is a Fault about the options, Faults with everything that is wrong with the files, or
// the context's where it was cancelled; then nothing is read. Progress may be nil.
func Read(ctx context.Context, fsys fs.FS, files []string, o Options, progress Progress) (*Taken, error) {
	o, err := o.checked(len(files))
	if err != nil {
		return nil, err
	}
	r := newReading(ctx, o, progress)
	for i, file := range files {
		if slices.Contains(files[:i], file) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.open(fsys, file)
	}
	for _, k := range kinds {
		for _, s := range r.sheets {
			if s.kind == k && s.good {
				r.read(s)
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.missing()
	var wrong dossier.Faults
	taken := &Taken{}
	for _, s := range r.sheets {
		for _, f := range s.faults {
			if f.Severity == engine.Error {
				wrong = append(wrong, f)
			} else {
				taken.Warnings = append(taken.Warnings, f)
			}
		}
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	if !r.anyPupils() {
		return nil, lang.Wrong(lang.T("aucun des fichiers n'a d'effectifs", "none of the files has pupils"),
			lang.F("donnez aussi l'un de ceux-ci : %[1]s ; %[2]s ; %[3]s", "give one of these too: %[1]s; %[2]s; %[3]s", ecoles.name, colleges.name, ipsFile.name))
	}
	if len(r.schools) == 0 {
		return nil, lang.Wrong(lang.T("il ne reste aucun établissement : tous ceux des fichiers sont privés, ou ni école ni collège", "no school is left: all those of the files are private, or neither école nor collège"),
			lang.T("vérifiez le département et la rentrée", "check the département and the rentrée"))
	}
	taken.Dossier = r.dossier()
	taken.Lacks, taken.Notes = r.lacks(), r.notes()
	return taken, nil
}

// checked refuses options that make no year, and fills in those that may be empty.
func (o Options) checked(files int) (Options, error) {
	code, ok := Departement(o.Departement)
	next := o.Rentree + 1
	if o.ID == "" {
		o.ID = fmt.Sprintf("%d-%d", o.Rentree, next)
	}
	if o.Label = strings.Join(strings.Fields(o.Label), " "); o.Label == "" {
		o.Label = fmt.Sprintf("Année scolaire %d-%d", o.Rentree, next)
	}
	switch {
	case files == 0:
		return o, lang.Wrong(lang.T("aucun fichier n'est donné", "no file is given"), lang.T("donnez les fichiers du ministère, de l'INSEE et de la DGCL", "give the files of the ministry, INSEE and the DGCL"))
	case !ok:
		return o, lang.Wrong(lang.F("« %s » n'est pas un département", "%q is not a département", o.Departement), lang.T("donnez son code : 35, 2A, 974", "give its code: 35, 2A, 974"))
	case o.Rentree < 1990 || o.Rentree > 2100:
		return o, lang.Wrong(lang.F("la rentrée %d n'en est pas une", "the rentrée %d is none", o.Rentree), lang.T("donnez l'année en quatre chiffres : 2021 pour 2021-2022", "give the year with four digits: 2021 for 2021-2022"))
	case !engine.ValidID(o.ID):
		return o, lang.Wrong(lang.F("« %s » n'est pas un identifiant", "%q is not an id", o.ID),
			lang.T("lettres sans accent, chiffres, tirets, points ; 100 caractères au plus", "letters without accents, digits, hyphens, points; at most 100 characters"))
	}
	o.Departement = code
	return o, nil
}
