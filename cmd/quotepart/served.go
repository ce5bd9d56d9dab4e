package main

import (
	"context"
	"os"
	"path/filepath"

	"quotepart/engine/lang"
	"quotepart/storage"
	"quotepart/storage/people"
	"quotepart/tui/remote"
)

// served is what a run has that a server makes for somebody: the store is the server's, and so are the files of the machine.
type served struct {
	*remote.Session
	server *remote.Server
	store  *storage.Store
}

// handler makes each session of a server a run of its own, of the same commands.
func handler(server func() *remote.Server, store *storage.Store) remote.Handler {
	return func(ctx context.Context, one *remote.Session) int {
		terminal := one.Terminal != nil
		p := &program{in: one.In, out: one.Out, err: one.Err, env: remote.Lookup(one.Env), environ: one.Env, who: one.Who,
			typed: terminal, terminal: terminal, served: &served{one, server(), store}}
		return p.execute(ctx, one.Args)
	}
}

// file refuses a path where files are the server's, before anything is asked of the disk; instead says what can be given in its place.
func (p *program) file(path string, instead lang.Text) error {
	if p.served == nil {
		return nil
	}
	return lang.Wrong(lang.F("« %s » serait un fichier du serveur", "%q would be a file of the server", path), instead)
}

// fileFlag is file for a flag, which may not be given.
func (p *program) fileFlag(flag, path string, instead lang.Text) error {
	if path == "" {
		return nil
	}
	if err := p.file(path, instead); err != nil {
		return placed{flag, err}
	}
	return nil
}

// here tells whether somebody on the machine of the server has come through its socket.
func (p *program) here() bool { return p.served != nil && p.served.From == remote.Here }

// reach is what somebody writes before a command that the server is to do.
func (p *program) reach() lang.Text {
	if p.here() {
		return lang.T("quotepart", "quotepart")
	}
	return lang.T("ssh SERVEUR", "ssh SERVER")
}

// onServer refuses what no server does for anybody.
func (p *program) onServer(command string) error {
	switch {
	case p.served == nil:
		return nil
	case p.here(): // the command has found the store taken
		return lang.Wrong(lang.F("un quotepart serve a ces données, et « %s » ne marche pas à travers lui", "a quotepart serve has this data, and %q does not work through it", command), lang.T("arrêtez-le d'abord ; quotepart serve status dit qui y est", "stop it first; quotepart serve status says who is in it"))
	}
	return lang.Wrong(lang.F("« %s » ne marche pas à travers le serveur", "%q does not work through the server", command), lang.T("lancez cette commande sur la machine elle-même", "run this command on the machine itself"))
}

// join has the server that holds the store do what this run was asked for. It tells whether one did, with the exit code.
func (p *program) join(ctx context.Context, args []string) (code int, joined bool, err error) {
	dir, err := p.dataDir()
	if err != nil {
		return 0, false, err
	}
	in, isFile := p.in.(*os.File)
	if !isFile {
		return 0, false, nil
	}
	code, err = remote.Join(ctx, remote.Joining{Socket: remote.Socket(dir), HostKey: hostKey(dir), Args: withoutData(args), Env: p.environ, In: in, Out: os.Stdout, Err: p.err, Screen: p.terminal && !p.plain})
	if err == remote.ErrNoServer {
		return 0, false, nil
	}
	return code, err == nil, err
}

// hostKey is the server's own key, in the folder of the store.
func hostKey(dir string) string { return filepath.Join(dir, people.HostKey) }

// withoutData leaves --data out: the server has the store of that folder, which has been found already.
func withoutData(args []string) []string {
	var rest []string
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "--":
			return append(rest, args[i:]...)
		case args[i] == "--data":
			i++
		case len(args[i]) > 7 && args[i][:7] == "--data=":
		default:
			rest = append(rest, args[i])
		}
	}
	return rest
}
