package main

import (
	"runtime/debug"
	"strings"
)

// version is the module's version with the revision it was built from, as the build recorded them; +dirty marks changes that
// no revision holds.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && !strings.Contains(info.Main.Version, s.Value[:min(12, len(s.Value))]) {
			return info.Main.Version + " (" + s.Value + ")"
		}
	}
	return info.Main.Version
}
