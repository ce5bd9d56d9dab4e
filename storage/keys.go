package storage

// What the journal sets stands under keys, which an Event names. A scenario's or a mark's name may hold any character, also a slash.

const yearPrefix = "year/"

func scenarioPrefix(year string) string { return "scenario/" + year + "/" }
func markPrefix(year string) string     { return "mark/" + year + "/" }

// YearKey is the key of a year.
func YearKey(year string) string { return yearPrefix + year }

// ScenarioKey is the key of a scenario of a year; without a name, what the keys of all of them start with.
func ScenarioKey(year, name string) string { return scenarioPrefix(year) + name }

// MarkKey is the key of the mark on a finding of the check of a year; without a finding, what the keys of all of them start with.
func MarkKey(year, finding string) string { return markPrefix(year) + finding }
