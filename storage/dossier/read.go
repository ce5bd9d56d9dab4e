// Package dossier reads and writes one year as a folder of text files: year.yaml, members.csv, schools.csv and the others of
// formats.md. Reading reports every fault of every file in one go and loads nothing when one is an error.
package dossier

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Read reads the dossier at the root of a file system. err is Faults with every error of every file, and then d is nil:
// nothing is half loaded. The warnings come in both cases.
func Read(fsys fs.FS) (d *scenarios.Dossier, warnings Faults, err error) {
	return readWhole(&reading{fsys: fsys, names: map[string]bool{}})
}

// ReadStored is Read for files that quotepart itself keeps: hidden characters in names, which earlier versions took, are let through.
func ReadStored(fsys fs.FS) (d *scenarios.Dossier, warnings Faults, err error) {
	return readWhole(&reading{fsys: fsys, names: map[string]bool{}, stored: true})
}

func readWhole(r *reading) (d *scenarios.Dossier, warnings Faults, err error) {
	if !r.listFiles() {
		return nil, nil, r.faults
	}
	if !r.names[yearFile] && !r.names[membersFile] && !r.names[schoolsFile] {
		return nil, nil, refusal(yearFile, lang.T("ce dossier n'est pas un exercice : year.yaml manque, members.csv et schools.csv aussi", "this folder is not a dossier: year.yaml is missing, and so are members.csv and schools.csv"),
			lang.T("donnez le dossier qui contient ces trois fichiers", "give the folder that holds these three files"))
	}
	d = r.dossier()
	r.faults.sorted()
	warnings = r.faults.only(engine.Warning)
	if wrong := r.faults.only(engine.Error); len(wrong) > 0 {
		return nil, warnings, wrong
	}
	return d, warnings, nil
}

// ReadFolder is Read on a folder of the disk.
func ReadFolder(dir string) (d *scenarios.Dossier, warnings Faults, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, refusal(dir, lang.T("ce dossier n'existe pas", "this folder does not exist"), lang.T("vérifiez le chemin", "check the path"))
	case err != nil:
		return nil, nil, refusal(dir, lang.F("ce dossier ne peut pas être lu (%v)", "this folder cannot be read (%v)", err), lang.T("vérifiez le chemin et les droits", "check the path and its permissions"))
	case !info.IsDir():
		return nil, nil, refusal(dir, lang.T("ce n'est pas un dossier", "this is not a folder"), lang.T("donnez le dossier qui contient year.yaml", "give the folder that holds year.yaml"))
	}
	return Read(os.DirFS(dir))
}

// reading is one dossier being read.
type reading struct {
	fsys      fs.FS
	stored    bool // by quotepart itself
	faults    Faults
	names     map[string]bool // the files that there are
	scenarios []string        // paths, in the order of their names
}

// listFiles finds the files and warns of those that are not part of a dossier. Names that start with a point are ignored.
func (r *reading) listFiles() bool {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		r.faults = refusal(".", lang.F("le dossier ne peut pas être lu (%v)", "the folder cannot be read (%v)", err), lang.T("vérifiez ses droits", "check its permissions"))
		return false
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case slices.Contains(allFiles, name):
			r.names[name] = true
		case name == scenarioFolder:
			r.listScenarios()
		default:
			r.stray(name, append(slices.Clone(allFiles), scenarioFolder))
		}
	}
	return true
}

func (r *reading) listScenarios() {
	entries, err := fs.ReadDir(r.fsys, scenarioFolder)
	if err != nil {
		r.faults = append(r.faults, refusal(scenarioFolder, lang.T("ce n'est pas un dossier lisible", "this is not a readable folder"), lang.T("mettez-y les scénarios, ou effacez-le", "put the scenarios there, or delete it"))...)
		return
	}
	for _, e := range entries {
		switch name := scenarioFolder + "/" + e.Name(); {
		case strings.HasPrefix(e.Name(), "."):
		case isScenario(name):
			r.scenarios = append(r.scenarios, name)
		default:
			r.stray(name, nil)
		}
	}
}

func (r *reading) stray(name string, known []string) {
	mend := scenarios.DidYouMean(name, known)
	if known == nil {
		mend = lang.T("un scénario est un fichier .yaml", "a scenario is a .yaml file")
	}
	s := &source{name: name, faults: &r.faults}
	s.warn(0, 0, lang.T("ce fichier ne fait pas partie d'un dossier ; il est laissé de côté", "this file is not part of a dossier and is left aside"), mend)
}

// open loads a file, or gives nil where there is none, which is an error when it is required.
func (r *reading) open(name string, required bool) *source {
	if r.names[name] {
		return r.load(name)
	}
	if required {
		r.faults = append(r.faults, refusal(name, lang.T("ce fichier manque", "this file is missing"), lang.T("un dossier a au moins year.yaml, members.csv et schools.csv", "a dossier has at least year.yaml, members.csv and schools.csv"))...)
	}
	return nil
}

func (r *reading) load(name string) *source {
	return (&source{name: name, faults: &r.faults, stored: r.stored}).load(r.fsys)
}

// dossier reads all files, each as far as it goes, and then holds them against each other.
func (r *reading) dossier() *scenarios.Dossier {
	d := &scenarios.Dossier{Year: &engine.Year{}}
	if s := r.open(yearFile, true); s != nil {
		readYear(s, d.Year)
	}
	if s := r.open(charterFile, false); s != nil {
		d.Year.Charter = readCharter(s)
	} else {
		d.Year.Charter = Builtin()
	}
	members := readRows(r.open(membersFile, true), memberTable)
	schools := readRows(r.open(schoolsFile, true), schoolTable)
	usage := &usage{rows: readRows(r.open(usageFile, false), usageTable)}
	charges := readRows(r.open(chargesFile, false), chargeTable)
	charges.sure = charges.sure || !r.names[chargesFile] // without the file there is no charge
	subsidies := readRows(r.open(subsidiesFile, false), subsidyTable)
	calls := readRows(r.open(callsFile, false), callTable)
	invoices := readRows(r.open(invoicesFile, false), invoiceTable)

	sortedMembers, sortedSchools := members.unique(), schools.unique()
	charges.unique()
	subsidies.unique()
	usage.attach(schools, sortedSchools)
	d.Year.Members, d.Year.Schools = items(sortedMembers), items(sortedSchools)
	d.Year.Charges, d.Year.Subsidies = items(charges.list), items(subsidies.list)
	for _, s := range d.Year.Schools {
		s.Stored = s.Pupils
	}
	for _, c := range calls.list {
		d.Calls = append(d.Calls, *c.item)
	}
	for _, i := range invoices.list {
		d.Invoices = append(d.Invoices, *i.item)
	}
	d.Scenarios = r.readScenarios()
	c := check{year: d.Year, members: members, schools: schools, usage: usage, charges: charges, subsidies: subsidies, calls: calls, invoices: invoices}
	c.all(sortedMembers, sortedSchools)
	return d
}

// readYear reads year.yaml and checks its dates.
func readYear(s *source, y *engine.Year) {
	known := []string{"id"}
	for _, f := range scenarios.YearFields {
		known = append(known, f.Name)
	}
	m, ok := s.document(known...)
	if !ok {
		return
	}
	y.ID, _ = m.id()
	if len(setFields(m, scenarios.YearFields, y)) > 0 {
		return
	}
	for _, p := range y.CheckDates() {
		line, col := m.placeOf(strings.TrimPrefix(p.Address, "year/"))
		s.add(p.Severity, line, col, p.Fault)
	}
}

// readScenarios reads the scenarios, in the order of their names; a name must not come twice.
func (r *reading) readScenarios() []scenarios.Scenario {
	var list []scenarios.Scenario
	files := map[string]string{}
	for _, file := range r.scenarios {
		s := r.load(file)
		if s == nil {
			continue
		}
		scenario, name, ok := readScenario(s)
		if !ok {
			continue
		}
		if first, again := files[scenario.Name]; again {
			s.wrong(name.Line, name.Column, lang.F("le scénario %[1]s est déjà dans %[2]s", "scenario %[1]s is in %[2]s already", quoted(scenario.Name), first), lang.T("donnez un autre nom à l'un des deux", "give one of the two another name"))
			continue
		}
		files[scenario.Name] = file
		list = append(list, scenario)
	}
	slices.SortFunc(list, func(a, b scenarios.Scenario) int { return strings.Compare(a.Name, b.Name) })
	return list
}
