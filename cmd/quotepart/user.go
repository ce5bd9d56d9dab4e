package main

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/people"
)

// mostKey is how many bytes of the input are read for a public key.
const mostKey = 64 << 10

func (p *program) userCommand() *cobra.Command {
	c := p.command("user COMMAND", lang.T("Qui est admis par SSH : add, list, remove", "Who is let in over SSH: add, list, remove"))
	c.Long = p.say(
		`Les clés SSH qui ouvrent l'interface d'un quotepart serve, avec le nom et le rôle de chacun : lead fait tout ; finance lit tout, contrôle appels et factures, exporte ; reader lit, exporte et fait des essais qui ne sont pas enregistrés. Elles sont dans le fichier authorized_keys du dossier de données, relu à chaque connexion : rien n'est à relancer. À lancer sous le compte à qui est ce dossier.`,
		`The SSH keys that open the interface of a quotepart serve, each with a name and a role: lead does all; finance reads all, checks calls and invoices, exports; reader reads, exports and makes trials that are not saved. They are in the file authorized_keys of the data folder, which is read again at each login: nothing has to be restarted. To be run as the account that owns this folder.`)
	c.RunE = func(c *cobra.Command, args []string) error { return missingCommand(c, args) }
	c.AddCommand(p.userAddCommand(), p.userListCommand(), p.userRemoveCommand())
	return c
}

// admits gives the data folder to who may see and change who is let in.
func (p *program) admits() (string, error) {
	if err := p.who.May(scenarios.MayManage); err != nil {
		return "", err
	}
	return p.dataDir()
}

func (p *program) userAddCommand() *cobra.Command {
	c := p.command("add NAME --role ROLE [options]", lang.T("Admettre une personne, par sa clé publique", "Let a person in, by their public key"))
	c.Long = p.say(
		`La clé publique est celle de --key, d'un fichier, ou de l'entrée standard. Une personne peut avoir plusieurs clés, toutes du même rôle. Le dossier de données est créé s'il manque.`,
		`The public key is that of --key, of a file, or of the standard input. A person may have several keys, all of the same role. The data folder is made where it is missing.`)
	c.Example = `quotepart user add "Anne Dupont" --role lead --key-file anne.pub
quotepart user add "Jo Noé" --role finance --from 10.0.0.0/8 --expires 2027-12-31 < jo.pub`
	c.Args = between(1, 1)
	var u newUser
	p.choice(c, "role", []string{scenarios.Lead.String(), scenarios.Finance.String(), scenarios.Reader.String()}, lang.T("ce que la personne peut faire (obligatoire)", "what the person may do (required)"),
		func(s string) { u.role = s })
	flags := c.Flags()
	flags.StringVar(&u.key, "key", "", p.say("la clé publique, `KEY`, comme \"ssh-ed25519 AAAA…\"", "the public key, `KEY`, such as \"ssh-ed25519 AAAA…\""))
	flags.StringVar(&u.file, "key-file", "", p.say("`FILE` de la clé publique, comme id_ed25519.pub", "`FILE` of the public key, such as id_ed25519.pub"))
	flags.StringVar(&u.from, "from", "", p.say("`LIST` des adresses d'où elle est admise, comme 10.0.0.0/8,192.0.2.*,!192.0.2.1 (défaut : toutes)", "`LIST` of the addresses it is let in from, such as 10.0.0.0/8,192.0.2.*,!192.0.2.1 (default: any)"))
	flags.StringVar(&u.expires, "expires", "", p.say("`DATE` du dernier jour, AAAA-MM-JJ (défaut : sans fin)", "`DATE` of the last day, YYYY-MM-DD (default: no end)"))
	c.RunE = func(c *cobra.Command, args []string) error {
		dir, err := p.admits()
		if err != nil {
			return err
		}
		if err := noneEmpty(c, "key", "key-file", "from", "expires"); err != nil {
			return err
		}
		u.name = args[0]
		e, err := p.entry(u)
		if err == nil {
			err = storage.Prepare(dir)
		}
		if err == nil {
			err = people.Add(dir, e)
		}
		if err != nil {
			return err
		}
		return p.tell(lang.F("admis dès la prochaine connexion : %[1]s (%[2]s), clé %[3]s", "let in from the next login on: %[1]s (%[2]s), key %[3]s", e.Name, e.Role, e.Fingerprint()))
	}
	return c
}

// newUser is what the command line says of a person to be let in.
type newUser struct {
	name, role, key, file, from, expires string
}

// noneEmpty refuses flags that are given with nothing, as a script with an empty variable does: --from "" would let in from anywhere.
func noneEmpty(c *cobra.Command, names ...string) error {
	for _, name := range names {
		if f := c.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
			return lang.Wrong(lang.F("l'option --%s est vide", "option --%s is empty", name), lang.T("donnez-lui une valeur, ou enlevez-la", "give it a value, or take it away"))
		}
	}
	return nil
}

// entry reads what is said of a person.
func (p *program) entry(u newUser) (people.Entry, error) {
	e := people.Entry{Name: u.name, Role: scenarios.Roles[u.role], From: u.from}
	if u.role == "" {
		return e, lang.Wrong(lang.T("il manque --role", "--role is missing"), lang.T("valeurs : lead, finance, reader", "values: lead, finance, reader"))
	}
	var err error
	if e.Expires, err = lastSecond(u.expires, time.Now()); err != nil {
		return e, placed{"--expires", err}
	}
	text, err := p.publicKey(u.key, u.file)
	if err == nil {
		e.Key, e.Comment, err = people.ParseKey(text)
	}
	return e, err
}

// lastSecond is that of a day, in local time; zero where none is given. A day that is over is refused.
func lastSecond(date string, now time.Time) (time.Time, error) {
	day, err := engine.ParseDate(date)
	if err != nil || !day.IsSet() {
		return time.Time{}, err
	}
	start, err := time.ParseInLocation(time.DateOnly, day.String(), time.Local)
	if err != nil {
		return time.Time{}, err
	}
	last := start.AddDate(0, 0, 1).Add(-time.Second)
	if last.Before(now) {
		return time.Time{}, lang.Wrong(lang.F("le %s est passé", "%s is over", day), lang.T("donnez un jour à venir", "give a day to come"))
	}
	return last, nil
}

// publicKey gives the text of a key: that of --key, else of a file, else of the input.
func (p *program) publicKey(key, file string) (string, error) {
	switch {
	case key != "" && file != "":
		return "", lang.Wrong(lang.T("--key ne va pas avec --key-file", "--key does not go with --key-file"), lang.T("donnez l'un des deux", "give one of them"))
	case key != "":
		return key, nil
	case file != "":
		if err := p.fileFlag("--key-file", file, lang.F("donnez la clé sur l'entrée standard : %s user add NOM --role ROLE < CLÉ.pub", "give the key on the standard input: %s user add NAME --role ROLE < KEY.pub", p.reach())); err != nil {
			return "", err
		}
		text, err := readFile(file)
		return string(text), err
	case p.typed:
		return "", lang.Wrong(lang.T("il manque la clé publique", "the public key is missing"), lang.T("donnez --key, --key-file, ou la clé sur l'entrée standard", "give --key, --key-file, or the key on the standard input"))
	}
	text, err := io.ReadAll(io.LimitReader(p.in, mostKey))
	return string(text), err
}

func (p *program) userListCommand() *cobra.Command {
	c := p.command("list [options]", lang.T("Qui est admis, et les lignes qui sont refusées, avec pourquoi", "Who is let in, and the lines that are refused, with why"))
	c.Args = between(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		dir, err := p.admits()
		if err != nil {
			return err
		}
		list, err := people.Read(dir)
		if err != nil && len(list) == 0 {
			return err
		}
		return p.answer(report.People(admitted(list, time.Now()))) // what is wrong with lines stands in it
	}
	return c
}

// admitted gives the lines of the file for an answer. The role of a refused one does not hold, so it is left out.
func admitted(list people.List, now time.Time) (out []report.Admitted) {
	for _, e := range list {
		one := report.Admitted{Line: e.Line, Name: e.Name, Role: e.Role.String(), Key: e.Fingerprint(), From: e.From, Expires: e.Expires, State: "valid"}
		if e.Expired(now) {
			one.State = "expired"
		}
		for _, f := range e.Faults {
			one.Role, one.State = "", "refused"
			one.Why = append(one.Why, lang.T(f.In(lang.FR), f.In(lang.EN)))
		}
		out = append(out, one)
	}
	return out
}

func (p *program) userRemoveCommand() *cobra.Command {
	c := p.command("remove NAME [options]", lang.T("Ne plus admettre une personne : toutes ses clés", "Let a person in no more: all their keys"))
	c.Args = between(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		dir, err := p.admits()
		if err != nil {
			return err
		}
		n, err := people.Remove(dir, args[0])
		if err != nil {
			return err
		}
		return p.tellAll([]lang.Text{
			lang.F("n'est plus admis : %[1]s (%[2]s clé(s) enlevée(s))", "let in no more: %[1]s (%[2]s key(s) taken away)", args[0], lang.Count(n)),
			lang.T("une session encore ouverte se termine dans la minute", "a session that is still open ends within a minute"),
		})
	}
	return c
}
