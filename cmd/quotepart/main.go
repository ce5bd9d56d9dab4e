// Quotepart computes, explains and plans who pays what for a digital workspace that a syndicate of local authorities runs for
// schools. This package reads the command line and prints the answers; what they are is decided below it.
package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/tui/config"
	"quotepart/tui/plain"
	"quotepart/tui/remote"
)

// The exit codes (formats.md). 1, the answer "no", belongs to commands that are asked a question.
const (
	done  = 0
	no    = 1
	wrong = 2 // wrong use, bad input, or a failure of the system
)

// errNo is the answer "no" of a command that is asked a question: it has been given, nothing failed.
var errNo = errors.New("no")

// program is one run of quotepart: where it reads and answers, and what holds for every command.
type program struct {
	in       io.Reader
	out      io.Writer
	err      io.Writer
	typed    bool // the input is a terminal: somebody is there to be asked
	terminal bool // on both sides
	env      func(string) string
	environ  []string // the same, in the form of os.Environ
	served   *served  // nil on the machine itself

	who    scenarios.Person // who works; without a name where that is not known
	lang   lang.Lang
	args   []string // the command line
	data   string   // the store's folder, or nothing for the default
	format report.Format

	config      config.Config
	configFault error  // why the config file was not taken
	theme       string // --theme, else that of the config

	screens bool        // the interface is on the screen
	notices []lang.Text // that it is to tell

	plain bool            // the interface as lines
	talk  *plain.Dialogue // those lines, once they have begun
}

func main() {
	typed := term.IsTerminal(os.Stdin.Fd())
	p := &program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, environ: os.Environ(), who: scenarios.Person{Name: author(), Role: scenarios.Lead},
		typed: typed, terminal: typed && term.IsTerminal(os.Stdout.Fd()),
	}
	os.Exit(p.execute(context.Background(), os.Args[1:]))
}

// execute runs one command line and gives the exit code.
func (p *program) execute(ctx context.Context, args []string) int {
	out := bufio.NewWriter(p.out)
	p.out = out
	if p.served == nil || p.served.From == remote.Here { // the account is then that of the server
		p.loadConfig()
	}
	p.lang, p.theme = language(args, p.config.Lang, p.env), p.config.Theme
	p.args = args
	root := p.root()
	root.SetArgs(append([]string{}, args...)) // nil would be the command line of the process
	root.SetOut(out)
	root.SetErr(p.err)
	err := root.ExecuteContext(ctx)
	if errors.Is(err, storage.ErrInUse) && p.served == nil {
		if code, joined, failed := p.join(ctx, args); joined {
			return code
		} else if failed != nil {
			err = failed
		}
	}
	if failed := out.Flush(); failed != nil {
		if errors.Is(failed, syscall.EPIPE) {
			return done // the reader, such as head, has seen enough
		}
		if err == nil || errors.Is(err, failed) {
			err = lang.Wrong(lang.F("la réponse n'a pas pu être écrite (%v)", "the answer could not be written (%v)", failed), lang.T("vérifiez le disque", "check the disk"))
		}
	}
	switch {
	case err == nil:
		return done
	case err == errNo:
		return no
	}
	p.complain("", err)
	return wrong
}

// language is that of --lang, which has to be known before anything is said, else that of the config file, else that of the
// locale, else French. A wrong --lang is refused when the flags are read.
func language(args []string, configured string, env func(string) string) lang.Lang {
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, given = args[i+1], true
		}
		if l, ok := lang.Parse(value); given && ok {
			return l
		}
	}
	if l, ok := lang.Parse(configured); ok {
		return l
	}
	return lang.OfLocale(env)
}
