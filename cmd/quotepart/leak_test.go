package main

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// asProgram has this test binary be quotepart itself when it is set.
const asProgram = "QUOTEPART_TEST_AS_PROGRAM"

// No test leaves a goroutine behind.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	goleak.VerifyTestMain(m)
}
