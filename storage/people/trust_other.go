//go:build !linux && !darwin && !freebsd

package people

import "io/fs"

// trusted takes every file: the rights of files are others here.
func trusted(string, fs.FileInfo, fs.FileMode, string) error { return nil }
