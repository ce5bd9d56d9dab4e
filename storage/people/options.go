package people

import "strings"

// option is one of those before the key, such as role="lead".
type option struct {
	name   string // in small letters: OpenSSH takes both
	value  string
	quoted bool
	at     int // where it stands in the line, in bytes
}

// cutOptions takes the options off a line, which end at the first space outside quotes. A \" is a quote that is part of a value, as
// OpenSSH has it, and any other backslash is itself. Open is where a quote stands that is not closed, else -1.
func cutOptions(line string) (options []option, end, open int) {
	start, quote := 0, -1
	for i := 0; ; i++ {
		switch {
		case i == len(line) && quote >= 0:
			return nil, i, quote
		case i == len(line), quote < 0 && strings.IndexByte(", \t", line[i]) >= 0:
			options = append(options, readOption(line[start:i], start))
			if i == len(line) || line[i] != ',' {
				return options, i, -1
			}
			start = i + 1
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '"':
			i++
		case line[i] == '"' && quote < 0:
			quote = i
		case line[i] == '"':
			quote = -1
		}
	}
}

func readOption(s string, at int) option {
	name, value, found := strings.Cut(s, "=")
	o := option{name: strings.ToLower(name), at: at}
	inner, opened := strings.CutPrefix(value, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	bare := strings.ReplaceAll(inner, `\"`, "")
	if found && opened && closed && !strings.Contains(bare, `"`) {
		o.value, o.quoted = strings.ReplaceAll(inner, `\"`, `"`), true
	}
	return o
}
