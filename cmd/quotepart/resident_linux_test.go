package main

import (
	"fmt"
	"os"
	"strings"
)

// residentMB is the memory that this process holds.
func residentMB() (mb float64) {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	_, _ = fmt.Sscan(rest, &mb)
	return mb / 1024
}
