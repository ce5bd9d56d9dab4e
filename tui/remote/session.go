package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/presence"
)

// Session is what one person asks for: the interface, or a command.
type Session struct {
	Who      scenarios.Person
	From     string   // the address, or Here
	Args     []string // the command line; none for the interface
	Env      []string // what the client may set, in the form of os.Environ
	In       io.Reader
	Out      io.Writer
	Err      io.Writer
	Terminal *tui.Terminal // nil where the client has none
	Seat     *presence.Seat
}

// Here is where somebody comes from who works on the machine of the server itself.
const Here = "local"

// Handler does what a session asks for and gives the exit code. It ends soon after its context has, and keeps unsaved work before.
type Handler func(context.Context, *Session) int

// Why a session is ended before the person leaves it.
var (
	errIdle  = errors.New("no key was pressed for too long")
	errStop  = errors.New("the server stops")
	errGone  = errors.New("the client has gone")
	errStall = errors.New("the client does not read")
	errKey   = errors.New("the key is not let in any more, or with another role")
)

// session serves a person who was let in.
func (s *Server) session(sess ssh.Session) {
	who, err := s.identify(sess)
	var args []string
	if err == nil {
		args, err = split(sess.RawCommand())
	}
	if err == nil {
		err = s.enter(who)
	}
	if err != nil {
		s.log.Warn("session refused", "from", fromOf(sess), "why", lang.Describe(err, lang.EN))
		fmt.Fprintln(sess.Stderr(), lang.Clean(lang.Describe(err, languageOf(sess))))
		_ = sess.Exit(wrong)
		return
	}
	defer s.leave(who)
	if c, ok := sess.Context().Value(connectionKey{}).(*connection); ok {
		defer c.enterSession()()
	}
	began := time.Now()
	log := s.log.With("who", who.Name, "key", who.Key, "from", fromOf(sess))
	log.Info("session begins", "command", shortened(sess.RawCommand()))
	code, why := s.run(sess, who, args)
	if why != nil {
		log = log.With("why", why.Error())
	}
	log.Info("session ends", "code", code, "after", time.Since(began).Round(time.Second).String())
	closing := time.AfterFunc(s.limits.Stall, func() { hangUp(sess) })
	defer closing.Stop()
	_ = sess.Exit(code)
}

// shortened is a command line as the log has it.
func shortened(line string) string {
	const most = 200
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + fmt.Sprintf("… (%d characters)", len(runes))
	}
	return line
}

// wrong is the exit code of a session that was refused or failed (formats.md).
const wrong = 2

// run does what a session asks for. Why is the reason where it was ended from outside.
func (s *Server) run(sess ssh.Session, who scenarios.Person, args []string) (code int, why error) {
	ctx, end := context.WithCancelCause(sess.Context())
	defer end(nil)
	defer context.AfterFunc(s.stopping, func() { end(errStop) })()
	line := s.newLine(sess, end)
	defer line.idle.Stop()
	one := &Session{Who: who, From: fromOf(sess), Args: args, Env: sess.Environ(), Out: line,
		Err: &unblocked{sess.Stderr(), s.limits.Stall, func() { hangUp(sess) }}, Seat: s.board.Join(who, fromOf(sess), began())}
	defer one.Seat.Leave()
	defer s.attend(sess, who, end)()
	pty, _, ok := sess.Pty()
	if ok {
		one.Env = append(one.Env, "TERM="+lang.Clean(pty.Term))
	}
	line.screen = ok
	input := tui.NewTerminal(line, line, one.Env, pty.Window.Width, pty.Window.Height)
	defer input.Close()
	defer context.AfterFunc(ctx, input.Close)() // whoever waits for input does not wait longer than the session lasts
	one.In = input.Keys()
	if ok {
		one.Terminal = input
	}
	go func() { // until the channel is closed
		defer s.recovered("sizes of the window", who)
		for size := range sess.Context().Value(sizesKey{}).(<-chan ssh.Window) {
			if one.Terminal != nil {
				one.Terminal.Resize(size.Width, size.Height)
			}
		}
		end(errGone)
	}()
	code = s.protected(ctx, one)
	why = context.Cause(ctx)
	if p := one.Terminal.Panic(); p != nil {
		s.panicked("interface", who, p)
	}
	if said := farewell(why); !said.IsZero() {
		fmt.Fprintln(one.Err, said.In(languageOf(sess)))
	}
	return code, why
}

func began() time.Time { return time.Now().Truncate(time.Second) }

// protected runs the handler; where it panics, that ends this session alone.
func (s *Server) protected(ctx context.Context, one *Session) (code int) {
	defer func() {
		if p := recover(); p != nil {
			s.panicked("session", one.Who, p)
			fmt.Fprintln(one.Err, lang.T("quotepart a échoué : cette session est terminée, les autres continuent ; ce qui était enregistré l'est toujours", "quotepart failed: this session is over, the others go on; what was saved is still saved").In(lang.OfLocale(Lookup(one.Env))))
			code = wrong
		}
	}()
	return s.handle(ctx, one)
}

// recovered is deferred in goroutines of the server: a panic in one would end the process.
func (s *Server) recovered(in string, who scenarios.Person) {
	if p := recover(); p != nil {
		s.panicked(in, who, p)
	}
}

func (s *Server) panicked(in string, who scenarios.Person, p any) {
	s.metrics.panicked()
	s.log.Error("panic", "in", in, "who", who.Name, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
}

// farewell is what a person is told whose session was ended.
func farewell(why error) lang.Text {
	switch {
	case errors.Is(why, errIdle):
		return lang.T("session terminée : aucune touche depuis longtemps", "session ended: no key was pressed for long")
	case errors.Is(why, errStop):
		return lang.T("session terminée : le serveur s'arrête", "session ended: the server stops")
	case errors.Is(why, errKey):
		return lang.T("session terminée : votre clé n'est plus admise, ou avec un autre rôle", "session ended: your key is not let in any more, or with another role")
	}
	return lang.Text{}
}

// languageOf is the language that a client asks for, else French.
func languageOf(sess ssh.Session) lang.Lang { return lang.OfLocale(Lookup(sess.Environ())) }

func fromOf(sess ssh.Session) string {
	if addr := addressOf(sess.RemoteAddr()); addr.IsValid() {
		return addr.String()
	}
	return Here
}

// hangUp closes the whole connection of a session: closing its channel would wait for the client.
func hangUp(sess ssh.Session) {
	if c, ok := sess.Context().Value(connectionKey{}).(*connection); ok {
		_ = c.Close()
	}
}

// identify tells who signed: the key is looked up again, in the file as it is now.
func (s *Server) identify(sess ssh.Session) (scenarios.Person, error) {
	if who, local := sess.Context().Value(localKey{}).(scenarios.Person); local {
		return who, nil
	}
	key := sess.PublicKey()
	if key == nil {
		return scenarios.Person{}, errNoKey
	}
	who, err := s.admit(key, addressOf(sess.RemoteAddr()), time.Now())
	if err != nil { // why is not for the other side
		s.log.Info("key refused", "from", fromOf(sess), "key", gossh.FingerprintSHA256(key), "why", lang.Describe(err, lang.EN))
		return scenarios.Person{}, errNotAnyMore
	}
	return who, nil
}

var errNotAnyMore = lang.Wrong(lang.T("votre clé n'est plus admise", "your key is not let in any more"), lang.T("demandez à l'administrateur", "ask the administrator"))

var errNoKey = lang.Wrong(lang.T("aucune clé n'a été présentée", "no key was presented"), lang.T("connectez-vous avec une clé SSH", "connect with an SSH key"))

// Lookup finds variables in an environment in the form of os.Environ; the last one of a name counts.
func Lookup(environ []string) func(name string) string {
	return func(name string) string {
		for _, one := range slices.Backward(environ) {
			if value, ok := strings.CutPrefix(one, name+"="); ok {
				return value
			}
		}
		return ""
	}
}
