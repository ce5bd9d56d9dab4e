package main

import (
	"fmt"
	"strings"
	"time"
)

// The special members: who pays for the collèges, who joined while the year was running, who left before it began, and who
// has only begun to join.
const (
	departement  = "departement-val-de-brune"
	lateMember   = "cc-du-pays-de-l-if-noir"
	formerMember = "cc-du-canton-de-rosoy-l-etang"
	newcomer     = "commune-de-l-isle-aux-saules"
)

// member is one line of members.csv and, for an EPCI, where its écoles are.
type member struct {
	id, name, kind string
	approved       string // the three later steps follow from it, see memberRows
	left           string
	schools        int    // écoles that are counted, at least one in each place
	towns          string // with several écoles: the ones where a collège is, too
	villages       string // with one école each
}

// members is sorted by id, as the dossier is.
var members = []member{
	{id: "ca-clairbrune-agglomeration", name: "CA Clairbrune Agglomération", kind: "epci", approved: "2014-12-15", schools: 46,
		towns:    "Clairbrune, Clairbrune, Clairbrune, Ormevert, Clairbrune, Montrouvel, Saint-Aubry-lès-Clairbrune",
		villages: "Vaubrune-le-Haut, La Chapelle-Brunoise, Fresnières-sur-Brune, Hautepierre-en-Brunois, Les Ormes-Saint-Clair, Bellerive-sur-Brune, Noiron-l'Abbé, Courtebelle"},
	{id: "ca-du-pays-d-ozelle", name: "CA du Pays d'Ozelle", kind: "epci", approved: "2015-01-19", schools: 32,
		towns:    "Vaucelin-sur-Ozelle, Vaucelin-sur-Ozelle, Port-Ozelle",
		villages: "Saint-Thibert-d'Ozelle, L'Étang-Vaucelin, Rocheville-d'Ozelle, Le Mesnil-Ozelle, Querrevent, Ozelle-la-Forêt, Bois-Thiberge, Mareuil-aux-Ifs"},
	{id: "cc-brune-et-lionde", name: "CC Brune et Lionde", kind: "epci", approved: "2015-02-02", schools: 20,
		towns:    "Pont-de-Lionde, Lionde-l'Abbaye",
		villages: "Confluent-sur-Brune, Saint-Ouraine, Les Deux-Îles-Brunoises, Gué-Hardouin, Vieille-Lionde, Chantebrune, La Ferté-Lionde, Aubrecourt-le-Sec"},
	{id: "cc-de-l-oree-du-bois-l-eveque", name: "CC de l'Orée du Bois-l'Évêque", kind: "epci", approved: "2016-06-13", schools: 16,
		towns:    "Bois-l'Évêque-le-Grand, Essarts-l'Évêque",
		villages: "Clairière-Saint-Fiacre, La Loge-aux-Chênes, Hêtrelles, Charbonnières-l'Évêque, Saint-Méard-sous-Bois, Taillis-Hubert, Belle-Orée, Fontaine-Sabot"},
	{id: "cc-de-la-haute-brune", name: "CC de la Haute-Brune", kind: "epci", approved: "2015-03-09", schools: 18,
		towns:    "Hautebrune-le-Vieux, Sourdebrune",
		villages: "Fresnoy-l'Abbesse, Source-Brune, Malvernois, Pierrefroide, Saint-Vran-des-Hauteurs, Combe-Aubry, Le Haut-du-Moine, Vernelles-en-Brunois, Côte-Rouvel"},
	{id: "cc-des-coteaux-de-la-hauvette", name: "CC des Coteaux de la Hauvette", kind: "epci", approved: "2015-03-23", schools: 15,
		towns:    "Hauvette-les-Vignes, Pressoir-Saint-Vincent",
		villages: "Coteauville, Treillebelle, Saint-Émilande, La Vigne-au-Prieur, Montgrappe, Cellières-sur-Hauvette, Aubépinières, Vendangeoir-le-Petit"},
	{id: "cc-des-etangs-et-forets", name: "CC des Étangs et Forêts", kind: "epci", approved: "2017-04-10", schools: 14,
		towns:    "Étangval, Forêt-Mauricière",
		villages: "Saint-Guénin-l'Étang, La Bonde-aux-Hérons, Roselande, Le Déversoir, Carpières, Saulnoise, Brochetière-la-Forêt"},
	{id: "cc-des-sources-de-la-hauvette-et-du-plateau-de-cressoy", kind: "epci", approved: "2018-02-12", schools: 12,
		name:     "CC interdépartementale des Sources de la Hauvette et du Plateau de Cressoy (Fleurignac – Saint-Méardon – Val-Thérie)",
		towns:    "Fleurignac-aux-Sources, Saint-Méardon-le-Plateau",
		villages: "Val-Thérie, Sainte-Aurie-des-Monts-et-de-la-Vallée-Hauvette, Froidesource, Cressoy-le-Plateau, Lavoir-Notre-Dame, L'Haye-Thérie"},
	{id: "cc-des-trois-clochers", name: "CC des Trois Clochers", kind: "epci", approved: "2015-11-16", schools: 13,
		towns:    "Saint-Ambroisin, Sainte-Clothe",
		villages: "Saint-Évroult-le-Clocher, Carillon-sur-Lionde, Angélus-le-Bas, La Croix-Bénite, Sonnerie-aux-Champs, Prévôtières"},
	{id: "cc-du-bocage-de-cressoy", name: "CC du Bocage de Cressoy", kind: "epci", approved: "2015-09-14", schools: 15,
		towns:    "Cressoy-en-Bocage, Haies-Vives",
		villages: "La Barrière-aux-Bœufs, Noë-Cressoy, Talusson, Pommeraie-l'Hermite, Saint-Lô-du-Bocage-Vert, Chemin-Creux, Les Quatre-Haies, Herbages-sur-Thurée"},
	{id: formerMember, name: "CC du canton de Rosoy-l'Étang", kind: "epci", approved: "2015-10-12", left: "2025-06-30"},
	{id: "cc-du-grand-ormesnil", name: "CC du Grand Ormesnil", kind: "epci", approved: "2015-01-26", schools: 18,
		towns:    "Ormesnil-le-Grand, Tisserands-sur-Brune",
		villages: "Ormesnil-le-Petit, Filature-Saint-Jacques, La Teinturerie, Rouetville, Drapières, Lainerolles, Saint-Blaise-des-Tisserands, Navette-sur-Brune"},
	{id: "cc-du-marais-de-thuree", name: "CC du Marais de Thurée", kind: "epci", approved: "2019-05-20", schools: 12,
		towns:    "Thurée-le-Marais, Passerelle-sur-Thurée",
		villages: "Tourbières-l'Évêque, Canardière, La Digue-Neuve, Saint-Palustre, Vannes-sur-Thurée, Rouissoir"},
	{id: lateMember, name: "CC du Pays de l'If-Noir", kind: "epci", approved: "2025-11-24", schools: 11,
		towns:    "If-Noir-la-Ville, Sainte-Yvette-de-l'If",
		villages: "L'Ombrage, Les Ifs-Jumeaux, Noirebranche, Saint-Taxin, Racinelle"},
	{id: "cc-du-plateau-brunois", name: "CC du Plateau Brunois", kind: "epci", approved: "2015-02-16", schools: 20,
		towns:    "Moulinville-en-Brunois, Grands-Labours",
		villages: "Épiville-le-Plateau, La Plaine-aux-Alouettes, Seiglières, Saint-Avoin, Meunerie-la-Haute, Beaux-Sillons, Gerbeville-en-Brunois, Vent-d'Ouest, Froment-le-Roi"},
	{id: "cc-du-val-de-lionde", name: "CC du Val de Lionde", kind: "epci", approved: "2016-01-18", schools: 17,
		towns:    "Lionde-sur-Val, Écluse-Royale",
		villages: "Val-Mézières, Péniche-la-Belle, Saint-Nicol-des-Mariniers, Halage-sur-Lionde, Le Bief-d'Amont, Chaland-le-Vieux, Rive-Haute, Bas-Lionde"},
	{id: "cc-ozelle-maritime", name: "CC Ozelle-Maritime", kind: "epci", approved: "2015-04-13", schools: 20,
		towns:    "Havre-Ozelle, Les Sables-d'Ozelle",
		villages: "Phare-Saint-Gwen, Dune-Blanche, L'Anse-aux-Goélands, Estran-Plage, Saint-Malot-des-Grèves, Oyatière, Marée-Basse, Falaisette, Cap-Thurée"},
	{id: newcomer, name: "Commune de L'Isle-aux-Saules", kind: "commune", approved: "2026-03-16"},
	{id: departement, name: "Département du Val-de-Brune", kind: "departement", approved: "2014-07-07"},
}

// memberRows writes members.csv. The steps of joining (charter, art. 3) follow some two and three weeks after the
// approval; the newcomer has not got further than that.
func memberRows() [][]string {
	rows := [][]string{{"id", "name", "kind", "siren", "approved", "signed", "designated", "transmitted", "left"}}
	for i, m := range members {
		signed, transmitted := after(m.approved, 15), transmitted(m)
		if m.id == newcomer {
			signed = ""
		}
		rows = append(rows, []string{m.id, m.name, m.kind, siren(m.kind, i), m.approved, signed, signed, transmitted, m.left})
	}
	return rows
}

// transmitted is the day from which a member benefits from the service, or nothing.
func transmitted(m member) string {
	if m.id == newcomer {
		return ""
	}
	return after(m.approved, 23)
}

// after gives the ISO date some days later.
func after(date string, days int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err) // a date of the table above
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// siren numbers a member as the real ones are (21 commune, 22 département, 24 EPCI, then the département), but in the
// département 99, which has no communes; the last digit makes it pass Luhn's check.
func siren(kind string, i int) string {
	prefix := map[string]string{"commune": "2199", "departement": "2299", "epci": "2499"}[kind]
	body := fmt.Sprintf("%s%04d", prefix, i+1)
	sum := 0
	for i, c := range body {
		digit := int(c - '0')
		if i%2 == 1 { // every other digit from the right, the check digit being the ninth
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return fmt.Sprintf("%s%d", body, (10-sum%10)%10)
}

// places splits a list of the table above.
func places(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ", ")
}
