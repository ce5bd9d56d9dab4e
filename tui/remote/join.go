package remote

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
)

// Joining is a person of this machine who joins a running server.
type Joining struct {
	Socket  string
	HostKey string // the file of the server's key: only it may answer
	Args    []string
	Env     []string // of which the server takes the language and the colours, in the form of os.Environ
	In      *os.File
	Out     *os.File
	Err     io.Writer
	Screen  bool // both files are a terminal
}

// ErrNoServer says that no server answers at the socket.
var ErrNoServer = errors.New("no server is running")

// Join has the server do what Args say, as if it were done here, and gives the exit code. Where no server answers, the error is
// ErrNoServer.
func Join(ctx context.Context, j Joining) (code int, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", j.Socket)
	if err != nil {
		return 0, ErrNoServer
	}
	client, err := j.connect(conn)
	if err != nil {
		_ = conn.Close()
		return 0, joinFault(err)
	}
	defer client.Close()
	sess, err := client.NewSession()
	if err != nil {
		return 0, joinFault(err)
	}
	sess.Stdin, sess.Stdout, sess.Stderr = j.In, j.Out, j.Err
	for _, one := range j.Env {
		if name, value, _ := strings.Cut(one, "="); mayBeSet(name) {
			_ = sess.Setenv(name, value)
		}
	}
	if j.Screen {
		giveBack, err := j.openScreen(sess)
		if err != nil {
			return 0, joinFault(err)
		}
		defer giveBack()
	}
	if len(j.Args) > 0 {
		err = sess.Run(quoteAll(j.Args))
	} else if err = sess.Shell(); err == nil {
		err = sess.Wait()
	}
	var exit *gossh.ExitError
	switch {
	case errors.As(err, &exit):
		return exit.ExitStatus(), nil
	case errors.Is(err, io.EOF): // it had ended well when another key was typed
		return 0, nil
	}
	return 0, joinFault(err)
}

func (j Joining) connect(conn net.Conn) (*gossh.Client, error) {
	pem, err := os.ReadFile(j.HostKey)
	if err != nil {
		return nil, err
	}
	host, err := gossh.ParsePrivateKey(pem)
	if err != nil {
		return nil, err
	}
	c, channels, requests, err := gossh.NewClientConn(conn, Here, &gossh.ClientConfig{HostKeyCallback: gossh.FixedHostKey(host.PublicKey())})
	if err != nil {
		return nil, err
	}
	return gossh.NewClient(c, channels, requests), nil
}

// ordinaryScreen is what a server that is killed cannot say any more: no mouse, no bracketed paste, the cursor, the ordinary screen. It
// changes nothing where all that has been said.
const ordinaryScreen = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr + ansi.ResetModeBracketedPaste + ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor

// openScreen hands the terminal over to the server.
func (j Joining) openScreen(sess *gossh.Session) (giveBack func(), err error) {
	width, height, err := term.GetSize(j.Out.Fd())
	if err != nil {
		return nil, err
	}
	kind := Lookup(j.Env)("TERM")
	if err := sess.RequestPty(kind, height, width, gossh.TerminalModes{}); err != nil {
		return nil, err
	}
	before, err := term.MakeRaw(j.In.Fd())
	if err != nil {
		return nil, err
	}
	stop := onResize(func() {
		if width, height, err := term.GetSize(j.Out.Fd()); err == nil {
			_ = sess.WindowChange(height, width)
		}
	})
	return func() {
		stop()
		_ = term.Restore(j.In.Fd(), before)
		_, _ = j.Out.WriteString(ordinaryScreen)
	}, nil
}

func joinFault(err error) error {
	if err == nil {
		return nil
	}
	return lang.Wrong(lang.F("le serveur quotepart de cette machine n'a pas répondu (%v)", "the quotepart server of this machine did not answer (%v)", err), lang.T("voir quotepart serve status, et le journal du serveur", "see quotepart serve status, and the log of the server"))
}
