package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/people"
	"quotepart/tui/remote"
)

// serving is what an administrator may set.
type serving struct {
	address string
	memory  int64 // MiB
	limits  remote.Limits
}

func (p *program) serveCommand() *cobra.Command {
	c := p.command("serve [options]", lang.T("L'interface par SSH, à plusieurs", "The interface over SSH, for several people"))
	c.Long = p.say(
		`L'interface par SSH, à plusieurs, jusqu'à ce qu'on l'arrête (Ctrl+C, ou SIGTERM) : les brouillons sont alors gardés. N'entrent que les clés de quotepart user. Les personnes de cette machine rejoignent le serveur d'elles-mêmes en lançant quotepart.`,
		`The interface over SSH, for several people, until it is stopped (Ctrl+C, or SIGTERM): drafts are then kept. Only the keys of quotepart user are let in. People of this machine join the server by starting quotepart.`)
	c.Example = `quotepart user add "Anne Dupont" --role lead --key-file anne.pub
quotepart serve
ssh -p 23234 localhost
ssh -p 23234 localhost run 2025-2026 --format json`
	o := serving{limits: remote.Defaults()}
	flags := c.Flags()
	flags.StringVar(&o.address, "listen", ":23234", p.say("`ADRESSE` et port", "`ADDRESS` and port"))
	flags.IntVar(&o.limits.Connections, "connections", o.limits.Connections, p.say("`N` connexions à la fois, au plus", "`N` connections at a time, at most"))
	flags.IntVar(&o.limits.Sessions, "sessions", o.limits.Sessions, p.say("`N` sessions à la fois, au plus", "`N` sessions at a time, at most"))
	flags.IntVar(&o.limits.PerPerson, "per-person", o.limits.PerPerson, p.say("`N` sessions par personne, au plus", "`N` sessions of one person, at most"))
	flags.IntVar(&o.limits.PerMinute, "per-minute", o.limits.PerMinute, p.say("`N` nouvelles connexions par minute et par adresse, au plus", "`N` new connections a minute from one address, at most"))
	flags.DurationVar(&o.limits.Idle, "idle", o.limits.Idle, p.say("`DURÉE` sans touche après laquelle une session se termine", "`TIME` without a key after which a session ends"))
	flags.Int64Var(&o.memory, "memory", 512, p.say("`MIO` de mémoire visés (GOMEMLIMIT l'emporte)", "`MIB` of memory aimed at (GOMEMLIMIT wins)"))
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(c, args[0])
		}
		return o.check()
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := p.onServer("serve"); err != nil {
			return err
		}
		return p.withStore(func(s *storage.Store) error { return p.serve(c.Context(), s, o) })
	}
	c.AddCommand(p.serveStatusCommand())
	return c
}

// check refuses limits with which nobody could work.
func (o *serving) check() error {
	for name, n := range map[string]int64{"connections": int64(o.limits.Connections), "sessions": int64(o.limits.Sessions), "per-person": int64(o.limits.PerPerson), "per-minute": int64(o.limits.PerMinute), "memory": o.memory} {
		if n < 1 {
			return placed{"--" + name, lang.Wrong(lang.F("%d n'est pas une limite", "%d is no limit", n), lang.T("donnez un nombre à partir de 1", "give a number from 1 on"))}
		}
	}
	if o.limits.Idle < time.Second {
		return placed{"--idle", lang.Wrong(lang.F("%s est trop court", "%s is too short", o.limits.Idle), lang.T("donnez une durée comme 30m ou 8h", "give a time such as 30m or 8h"))}
	}
	return nil
}

// serve serves the store until it is stopped.
func (p *program) serve(ctx context.Context, s *storage.Store, o serving) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // a log that nobody reads any more ends nobody's session
	context.AfterFunc(ctx, stop)   // a second signal ends the process at once
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(o.memory << 20)
	}
	var server *remote.Server
	server, err := remote.New(remote.Options{HostKey: hostKey(s.Dir()), Limits: o.limits, Log: p.err, Handle: handler(func() *remote.Server { return server }, s), Admit: admit(s.Dir())})
	if err != nil {
		return err
	}
	network, err := net.Listen(networkOf(o.address), o.address)
	if err != nil {
		return lang.Wrong(lang.F("impossible d'écouter sur « %[1]s » (%[2]v)", "cannot listen on %[1]q (%[2]v)", o.address, err), lang.T("choisissez une autre adresse avec --listen", "choose another address with --listen"))
	}
	local, err := remote.ListenLocally(remote.Socket(s.Dir()))
	if err != nil { // the network is served all the same
		p.complain(p.say("attention : ", "warning: "), lang.Wrong(lang.F("les personnes de cette machine ne peuvent pas rejoindre le serveur (%v)", "people of this machine cannot join the server (%v)", err), lang.T("qu'elles se connectent par SSH", "they may connect over SSH")))
	}
	p.announce(server, network.Addr(), s.Dir())
	return server.Serve(ctx, network, local)
}

// networkOf is tcp, or tcp4 where an address says so: Go's tcp takes 0.0.0.0 for all addresses, those of IPv6 too.
func networkOf(address string) string {
	if at, err := netip.ParseAddrPort(address); err == nil && at.Addr().Is4() {
		return "tcp4"
	}
	return "tcp"
}

// announce says where the server is, by which key it is known, and who may come in.
func (p *program) announce(server *remote.Server, at net.Addr, dir string) {
	list, err := people.Read(dir)
	if err != nil {
		p.complain(p.say("attention : ", "warning: "), err)
	}
	admitted := 0
	for _, e := range list {
		if len(e.Faults) == 0 && !e.Expired(time.Now()) {
			admitted++
		}
	}
	said := []lang.Text{
		lang.F("quotepart écoute sur %[1]s ; clé du serveur : %[2]s", "quotepart listens on %[1]s; key of the server: %[2]s", at, server.Fingerprint()),
		lang.F("clés admises : %[1]d (%[2]s)", "keys that are let in: %[1]d (%[2]s)", admitted, filepath.Join(dir, people.File)),
	}
	if admitted == 0 {
		said = append(said, lang.T("personne ne peut entrer : quotepart user add NOM --role lead --key-file CLÉ.pub", "nobody can come in: quotepart user add NAME --role lead --key-file KEY.pub"))
	}
	for _, t := range said {
		p.complain("", lang.Wrong(t, lang.Text{}))
	}
}

// admit reads the file of keys anew for each key: who was taken out of it does not come in again.
func admit(dir string) func(gossh.PublicKey, netip.Addr, time.Time) (scenarios.Person, error) {
	return func(key gossh.PublicKey, from netip.Addr, at time.Time) (scenarios.Person, error) {
		list, err := people.Read(dir)
		if len(list) == 0 && err != nil {
			return scenarios.Person{}, err
		}
		return list.Admit(key, from, at)
	}
}

func (p *program) serveStatusCommand() *cobra.Command {
	c := p.command("status [options]", lang.T("Qui est dans le serveur, et ce qu'il a fait", "Who is in the server, and what it did"))
	c.Args = between(0, 0)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if p.served != nil {
			return p.status()
		}
		dir, err := p.dataDir()
		if err != nil {
			return err
		}
		_, joined, err := p.join(c.Context(), p.args)
		if err != nil || joined {
			return err
		}
		if _, err := os.Stat(remote.Socket(dir)); errors.Is(err, fs.ErrPermission) {
			return lang.Wrong(lang.F("« %s » n'est pas ouvert à ce compte", "%q is not open to this account", dir), lang.T("lancez quotepart sous celui du serveur : sudo -u COMPTE quotepart …", "run quotepart as that of the server: sudo -u ACCOUNT quotepart …"))
		}
		return lang.Wrong(lang.F("aucun serveur ne tourne pour « %s »", "no server is running for %q", dir), lang.T("quotepart serve en lance un", "quotepart serve starts one"))
	}
	return c
}

// status answers inside the server.
func (p *program) status() error {
	if err := p.who.May(scenarios.MayManage); err != nil {
		return err
	}
	in, f := p.served.server.Status()
	var list []report.Inside
	for _, one := range in {
		list = append(list, report.Inside(one))
	}
	return p.answer(report.Server(list, report.ServerFigures(f)))
}
