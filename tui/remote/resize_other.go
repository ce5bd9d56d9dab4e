//go:build !unix

package remote

func onResize(func()) (stop func()) { return func() {} }
