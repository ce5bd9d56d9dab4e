package plain

import (
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// commands are those about a year, in the order of the help.
func commands() []command[*session] {
	type names = []string
	t := lang.T
	return []command[*session]{
		{fr: names{"aide"}, en: names{"help"}, help: t("cette liste", "this list"), run: (*session).help},
		{fr: names{"résumé"}, en: names{"summary"}, help: t("l'exercice, ses totaux, le solde", "the year, its totals, the balance"), run: (*session).showSummary},
		{fr: names{"membres"}, en: names{"members"}, args: t("[MOT]", "[WORD]"), help: t("ce que doit chaque membre", "what each member owes"), run: (*session).members},
		{fr: names{"établissements"}, en: names{"schools"}, args: t("[MOT ou tout]", "[WORD or all]"), help: t("les établissements, par leur nom, leur commune, leur membre ou leur UAI", "the schools, by their name, town, member or UAI"), run: (*session).schools},
		{fr: names{"tarifs"}, en: names{"tariffs"}, args: t("[MOT]", "[WORD]"), help: t("les tarifs et leur recette", "the tariffs and their revenue"), run: (*session).tariffs},
		{fr: names{"usages"}, en: names{"usage"}, args: t("[UAI]", "[UAI]"), help: t("l'usage des outils et le seuil, partout ou dans un établissement", "the use of the tools and the threshold, everywhere or in a school"), run: (*session).usages},
		{fr: names{"budget"}, en: names{"budget"}, help: t("charges, subventions, équilibre, remarques", "charges, subsidies, balance, notices"), run: (*session).budget},
		{fr: names{"explique", "expliquer"}, en: names{"explain"}, args: t("X", "X"), help: t("chaque ligne d'un membre, d'un établissement ou d'un tarif", "every line of a member, a school or a tariff"), run: (*session).explain},
		{fr: names{"valeurs"}, en: names{"values"}, args: t("[X]", "[X]"), help: t("ce que l'on peut modifier de X, ou de l'exercice, avec les adresses", "what can be edited of X, or of the year, with the addresses"), run: (*session).values},
		{fr: names{"modifie", "modifier"}, en: names{"set"}, args: t("ADRESSE [VALEUR]", "ADDRESS [VALUE]"), help: t(`donner une valeur ; "" la vide`, `give a value; "" empties it`), needs: scenarios.MayPlay, replaces: true, run: (*session).set},
		{fr: names{"multiplie", "multiplier"}, en: names{"scale"}, args: t("ADRESSE FACTEUR ou POURCENTAGE", "ADDRESS FACTOR or PERCENTAGE"), help: t("multiplier une ou plusieurs valeurs", "multiply one or several values"), needs: scenarios.MayPlay, replaces: true, run: (*session).scale},
		{fr: names{"ajoute", "ajouter"}, en: names{"add"}, args: t("ADRESSE champ=valeur ; champ=valeur", "ADDRESS field=value; field=value"), help: t("ajouter un établissement, un membre, une charge", "add a school, a member, a charge"), needs: scenarios.MayPlay, replaces: true, run: (*session).add},
		{fr: names{"retire", "retirer"}, en: names{"remove"}, args: t("ADRESSE, ou hypothèse N", "ADDRESS, or change N"), help: t("retirer ce qui est à cette adresse, ou une hypothèse en cours", "take away what is at this address, or a working change"), needs: scenarios.MayPlay, replaces: true, run: (*session).remove},
		{fr: names{"annule", "annuler"}, en: names{"undo"}, help: t("annuler la dernière modification", "undo the last edit"), needs: scenarios.MayPlay, replaces: true, run: (*session).undo},
		{fr: names{"rétablis", "rétablir"}, en: names{"redo"}, help: t("rétablir ce qui vient d'être annulé", "bring back what was just undone"), needs: scenarios.MayPlay, replaces: true, run: (*session).redo},
		{fr: names{"hypothèses"}, en: names{"changes"}, help: t("les hypothèses en cours, numérotées", "the working changes, numbered"), run: (*session).changes},
		{fr: names{"suspends", "suspendre"}, en: names{"suspend"}, args: t("N", "N"), help: t("ne plus appliquer l'hypothèse N, ou l'appliquer de nouveau", "stop applying change N, or apply it again"), needs: scenarios.MayPlay, replaces: true, run: (*session).suspend},
		{fr: names{"scénarios", "scénario"}, en: names{"scenarios", "scenario"}, args: t("[NOM]", "[NAME]"), help: t("les scénarios enregistrés, ou les hypothèses de l'un d'eux", "the saved scenarios, or the changes of one of them"), run: (*session).list},
		{fr: names{"charge", "charger"}, en: names{"load"}, args: t("[NOM]", "[NAME]"), help: t("partir d'un scénario ; sans nom, de l'exercice lui-même", "start from a scenario; without a name, from the year itself"), needs: scenarios.MayPlay, replaces: true, run: (*session).load},
		{fr: names{"enregistre", "enregistrer"}, en: names{"save"}, args: t("[NOM]", "[NAME]"), help: t("enregistrer les hypothèses en cours comme scénario", "save the working changes as a scenario"), needs: scenarios.MaySave, run: (*session).save},
		{fr: names{"remplace", "remplacer"}, en: names{"replace"}, args: t("NOM", "NAME"), help: t("les enregistrer à la place d'un autre scénario", "save them in the place of another scenario"), needs: scenarios.MaySave, run: (*session).replace},
		{fr: names{"mien"}, en: names{"mine"}, help: t("enregistrer votre version par-dessus celle de quelqu'un qui vous a précédé", "save your version over that of someone who was there before you"), needs: scenarios.MaySave, run: (*session).mine},
		{fr: names{"sien"}, en: names{"theirs"}, help: t("prendre sa version ; annule revient à la vôtre", "take theirs; undo goes back to yours"), needs: scenarios.MayPlay, replaces: true, run: (*session).theirs},
		{fr: names{"nouveau"}, en: names{"new"}, args: t("[NOM]", "[NAME]"), help: t("enregistrer votre version sous un autre nom", "save your version under another name"), needs: scenarios.MaySave, run: (*session).asNew},
		{fr: names{"renomme", "renommer"}, en: names{"rename"}, args: t("NOM", "NAME"), help: t("donner un autre nom au scénario chargé", "give the loaded scenario another name"), needs: scenarios.MaySave, run: (*session).rename},
		{fr: names{"note"}, en: names{"note"}, args: t("TEXTE", "TEXT"), help: t("donner une note au scénario chargé", "give the loaded scenario a note"), needs: scenarios.MaySave, run: (*session).note},
		{fr: names{"supprime", "supprimer"}, en: names{"delete"}, args: t("NOM", "NAME"), help: t("supprimer un scénario enregistré", "delete a saved scenario"), needs: scenarios.MaySave, run: (*session).delete},
		{fr: names{"historique"}, en: names{"history"}, args: t("[NOM]", "[NAME]"), help: t("les versions d'un scénario ; sans nom, les scénarios supprimés", "the versions of a scenario; without a name, the deleted scenarios"), run: (*session).history},
		{fr: names{"restaure", "restaurer"}, en: names{"restore"}, args: t("N NOM", "N NAME"), help: t("enregistrer de nouveau la version N d'un scénario", "save version N of a scenario again"), needs: scenarios.MaySave, run: (*session).restore},
		{fr: names{"comparer", "compare"}, en: names{"compare"}, args: t("[par tarif] [NOM]", "[by tariff] [NAME]"), help: t("les scénarios et les hypothèses en cours côte à côte, par membre, établissement, tarif ou charge", "the scenarios and the working changes side by side, by member, school, tariff or charge"), run: (*session).compare},
		{fr: names{"référence"}, en: names{"reference"}, args: t("[NOM]", "[NAME]"), help: t("lire les écarts par rapport à ce scénario ; sans nom, à l'exercice", "refer differences to this scenario; without a name, to the year"), run: (*session).reference},
		{fr: names{"pourquoi"}, en: names{"why"}, args: t("[X]", "[X]"), help: t("ce que fait chaque hypothèse en cours à un montant, ou au total des contributions", "what each working change does to an amount, or to all contributions"), run: (*session).why},
		{fr: names{"appels"}, en: names{"calls"}, help: t("les appels émis et les factures, contre les montants calculés", "issued calls and invoices, against the computed amounts"), run: (*session).calls},
		{fr: names{"contrôlé", "contrôle"}, en: names{"checked", "check"}, args: t("MOT NOTE", "WORD NOTE"), help: t("marquer l'écart d'un membre ou d'une charge comme contrôlé", "mark the difference of a member or a charge as checked"), needs: scenarios.MayCheck, run: (*session).mark},
		{fr: names{"rouvre", "rouvrir"}, en: names{"reopen"}, args: t("MOT", "WORD"), help: t("retirer cette marque", "take that mark back"), needs: scenarios.MayCheck, run: (*session).unmark},
		{fr: names{"reprends", "reprendre"}, en: names{"resume"}, help: t("reprendre le brouillon de la dernière fois", "take the draft of the last time up"), needs: scenarios.MayPlay, run: (*session).resume},
		{fr: names{"oublie", "oublier"}, en: names{"forget"}, help: t("abandonner ce brouillon", "give that draft up"), needs: scenarios.MayPlay, run: (*session).forget},
		{fr: names{"langue"}, en: names{"language"}, args: t("[fr ou en]", "[fr or en]"), help: t("changer de langue ; les commandes se disent toujours dans les deux", "change the language; commands can always be said in both"), run: (*session).language},
		{fr: names{"recharge", "recharger"}, en: names{"reload"}, help: t("ouvrir de nouveau l'exercice, que quelqu'un d'autre a remplacé", "open the year again, which someone else has replaced"), run: (*session).reload},
		{fr: names{"exercices"}, en: names{"years"}, help: t("revenir à la liste des exercices", "go back to the list of years"), run: (*session).backToYears},
		{fr: names{"quitter", "quitte"}, en: names{"quit", "exit"}, help: t("terminer ; les hypothèses non enregistrées sont gardées comme brouillon", "end; unsaved changes are kept as a draft"), run: (*session).quit},
	}
}

// help lists the commands and shows, on this year, how an edit is written.
func (s *session) help(string) error {
	s.say(lang.T("Une ligne, une commande ; ce qui est entre crochets peut manquer. X est un UAI, un identifiant, une adresse ou un mot d'un nom.",
		"One line, one command; what stands in brackets may be left out. X is a UAI, an id, an address or a word of a name."))
	helpOf(s.Dialogue, commands())
	if y := s.c.Work.Year(); len(y.Schools) > 0 {
		one := y.Schools[0]
		a := scenarios.Address{Collection: scenarios.InSchools, ID: one.UAI, Field: "pupils"}
		s.f("Exemple, les élèves de %[1]s : modifie %[2]s %[3]d", "Example, the pupils of %[1]s: set %[2]s %[3]d", one.Name, a, one.Pupils+10)
	}
	s.say(lang.T("Exemple, 2 % d'élèves de collège en plus : multiplie schools/*[level=college]/pupils +2 %", "Example, 2% more collège pupils: scale schools/*[level=college]/pupils +2%"))
	return nil
}

func (s *session) showSummary(string) error {
	s.summary()
	return nil
}
