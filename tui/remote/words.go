package remote

import (
	"strings"

	"quotepart/engine/lang"
)

// quoteAll writes arguments so that split, like any shell, reads them again.
func quoteAll(args []string) string {
	var quoted []string
	for _, a := range args {
		quoted = append(quoted, "'"+strings.ReplaceAll(a, "'", `'\''`)+"'")
	}
	return strings.Join(quoted, " ")
}

// split reads a command line as a shell does, with its quotes and backslashes and nothing else. An empty word counts: the library's own
// way loses it. The error, a Fault, is a quote that is not closed or a backslash at the end.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	begun, quote := false, byte(0)
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '\\' && quote != '\'' && i+1 == len(line):
			return nil, lang.Wrong(lang.T("la commande finit par une barre oblique inverse", "the command ends with a backslash"), lang.T(`écrivez-la deux fois : \\`, `write it twice: \\`))
		case c == '\\' && (quote == 0 || quote == '"' && strings.IndexByte("\\\"$`", line[i+1]) >= 0):
			i++
			word.WriteByte(line[i])
			begun = true
		case c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, begun = c, true
		case quote == 0 && strings.IndexByte(" \t\r\n", c) >= 0:
			if begun {
				words = append(words, word.String())
				word.Reset()
				begun = false
			}
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, lang.Wrong(lang.F("un guillemet %c n'est pas fermé dans la commande", "a quote %c is not closed in the command", quote), lang.T("fermez-le, ou mettez \\ devant", "close it, or put \\ before it"))
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}
