//go:build !unix

package remote

func tightMask() (restore func()) { return func() {} }
