package report

import (
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Inside is somebody who is in a server.
type Inside struct {
	Who            scenarios.Person
	From           string
	Since          time.Time
	Year, Scenario string // what they work on, where that is known
}

// ServerFigures are what a server did since it was started.
type ServerFigures struct {
	Since              time.Time
	Sessions           int // begun
	RefusedLogins      int
	RefusedConnections int
	Panics             int
	Keys               int           // that the screen showed something for
	Median, P99        time.Duration // from a key to that, at most
}

// Server shows who is in a server, and its figures.
func Server(in []Inside, f ServerFigures) *Report {
	t := Table{Columns: []Column{left("name", "Nom", "Name"), left("role", "Rôle", "Role"), left("from", "Depuis l'adresse", "From"), left("since", "Entré le", "Since"), left("year", "Exercice", "Year"), name("scenario", "Scénario", "Scenario"), left("key", "Clé", "Key")}}
	out := serverJSON{Format: formatID, Since: *machine(moment(f.Since)), Sessions: f.Sessions, RefusedLogins: f.RefusedLogins, RefusedConnections: f.RefusedConnections, Panics: f.Panics,
		Keys: f.Keys, Inside: []insideJSON{}}
	answers := lang.T("de la touche à l'écran : aucune touche encore", "from key to screen: no key yet")
	if f.Keys > 0 {
		median, p99 := f.Median.Milliseconds(), f.P99.Milliseconds()
		out.Median, out.P99 = &median, &p99
		answers = lang.F("de la touche à l'écran : la moitié en %[1]s ms, 99 %% en %[2]s ms au plus (%[3]s touches)", "from key to screen: half within %[1]s ms, 99%% within %[2]s ms (%[3]s keys)", lang.Count(median), lang.Count(p99), lang.Count(f.Keys))
	}
	for _, one := range in {
		role := Cell{People: one.Who.Role.Text(), Machine: same(one.Who.Role.String())}
		t.add(text(one.Who.Name), role, text(one.From), moment(one.Since), text(one.Year), text(one.Scenario), text(one.Who.Key))
		out.Inside = append(out.Inside, insideJSON{one.Who.Name, one.Who.Role.String(), one.From, *machine(moment(one.Since)), one.Year, one.Scenario, one.Who.Key})
	}
	r := &Report{Title: lang.F("en marche depuis le %s", "running since %s", f.Since.Local().Format(minutes)), Rows: t, JSON: func(lang.Lang) any { return out }}
	r.Lines = []lang.Text{
		lang.F("sessions : %[1]s à présent, %[2]s depuis le démarrage", "sessions: %[1]s now, %[2]s since the start", lang.Count(len(in)), lang.Count(f.Sessions)),
		lang.F("refusés : %[1]s connexion(s) sans clé admise, %[2]s de trop", "refused: %[1]s login(s) without a key that is let in, %[2]s connection(s) too many", lang.Count(f.RefusedLogins), lang.Count(f.RefusedConnections)),
		answers,
		lang.F("pannes de session : %s", "failures of sessions: %s", lang.Count(f.Panics)),
	}
	r.section(lang.T("Présents", "Inside"), t)
	return r
}

type serverJSON struct {
	Format             string       `json:"format"`
	Since              string       `json:"since"`
	Sessions           int          `json:"sessions"` // since then
	RefusedLogins      int          `json:"refused_logins"`
	RefusedConnections int          `json:"refused_connections"`
	Panics             int          `json:"panics"`
	Keys               int          `json:"keys"`
	Median             *int64       `json:"median_ms"` // from a key to the screen; null before the first
	P99                *int64       `json:"p99_ms"`
	Inside             []insideJSON `json:"inside"`
}

type insideJSON struct {
	Name     string `json:"name"`
	Role     string `json:"role"`
	From     string `json:"from"`
	Since    string `json:"since"`
	Year     string `json:"year"`
	Scenario string `json:"scenario"`
	Key      string `json:"key"`
}
