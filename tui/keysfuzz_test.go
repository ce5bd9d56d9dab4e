package tui_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"quotepart/tui"
)

// goodbye ends whatever was begun, such as a paste, and leaves.
const goodbye = "\x07\x1b\\\x1b[201~\x03\x03\x03"

// Whatever bytes come over a line, in a terminal of whatever size, the interface neither panics nor hangs, and can be left.
func FuzzKeys(f *testing.F) {
	for _, s := range []string{"", "q", "\x1b[15~e\t\t\t\t7,77\rq", "\x1b[200~a\x00b\x1b[201~", "\x1b[<0;10;10M\x1b[<64;5;5M", "\x1b]11;rgb:ff/ff/ff\x07", "\x1bOS/val\x1b", "\x1b[", "\x1b[99999999999999999999u", "\xff\xfe\xc3\x28", "\x10sauv\r", "\x1b_G\x1b\\\x1bP1$r\x1b\\"} {
		f.Add([]byte(s), 120, 40)
	}
	f.Add([]byte(">>>>>>>"), 0, 0)
	f.Add([]byte("???"), 3000, -1)
	f.Fuzz(func(t *testing.T, typed []byte, width, height int) {
		o, _ := demoOptions(t)
		o.Terminal = tui.NewTerminal(io.MultiReader(bytes.NewReader(typed), strings.NewReader(goodbye)), io.Discard, []string{"TERM=xterm-256color"}, width, height)
		defer o.Terminal.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if _, err := tui.Run(ctx, o); err != nil {
			t.Errorf("%v", err)
		}
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			t.Error("it hangs")
		}
		if err := o.Terminal.Panic(); err != nil {
			t.Error(err)
		}
	})
}
