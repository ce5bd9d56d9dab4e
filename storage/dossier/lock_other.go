//go:build !linux && !darwin && !freebsd

package dossier

// alone does something to the scenarios of a folder. Here nothing keeps another process out meanwhile.
func alone(_ string, do func() error) error { return do() }
