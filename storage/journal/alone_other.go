//go:build !linux && !darwin && !freebsd

package journal

// Alone does something to the files of a folder. Here nothing keeps another process out meanwhile.
func Alone(_ string, do func() error) error { return do() }
