// Package plain is the interface as a dialogue of lines, for screen readers, pipes and connections without a terminal: the same
// Workbench, the same shelf and the same rights as the screens, read and written line by line. Nothing moves a cursor, draws a
// box or needs a colour.
package plain

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"quotepart/engine/lang"
)

// maxLine bounds a line that is read, in bytes.
const maxLine = 64 << 10

// Dialogue is the two sides of a conversation. Everything that is written goes through put, which makes it fit for a terminal.
type Dialogue struct {
	Lang lang.Lang

	in      *bufio.Reader
	out     io.Writer
	asks    bool // somebody answers: questions are asked
	answer  bytes.Buffer
	line    int   // the last line that was read, from 1
	refused []int // the lines that could not be done, where nobody was there to be asked
	ended   bool  // there are no more lines, or nobody reads the answers
	left    bool  // a command has ended the conversation; another one may follow
	failed  error // what the writer said
}

// NewDialogue reads lines from one side and answers on the other. Where asks is true somebody sits at the other end: each line
// is asked for, and missing values too. Else the lines come from a pipe: each is repeated before its answer with its number.
func NewDialogue(in io.Reader, out io.Writer, asks bool, l lang.Lang) *Dialogue {
	return &Dialogue{Lang: l, in: bufio.NewReader(in), out: out, asks: asks}
}

// put writes lines, each without anything that could command a terminal.
func (d *Dialogue) put(text string) {
	for line := range strings.Lines(text) {
		d.answer.WriteString(lang.Clean(strings.TrimRight(line, "\n")))
		d.answer.WriteByte('\n')
	}
}

// say writes a text in the language of the dialogue.
func (d *Dialogue) say(t lang.Text) { d.put(t.In(d.Lang)) }

// f writes a text of two formats, as lang.F.
func (d *Dialogue) f(fr, en string, args ...any) { d.say(lang.F(fr, en, args...)) }

// flush hands the answer over. Where nobody takes it, the dialogue ends.
func (d *Dialogue) flush() {
	if d.failed == nil && d.answer.Len() > 0 {
		_, d.failed = d.out.Write(d.answer.Bytes())
	}
	d.answer.Reset()
	d.ended = d.ended || d.failed != nil
}

var errLongLine = lang.Wrong(
	lang.F("la ligne dépasse %s octets", "the line has more than %s bytes", lang.Count(maxLine)),
	lang.T("raccourcissez-la", "make it shorter"))

// read gives the next line, without its end; false where there is none. One that is too long or has a hidden character is not for
// doing, with an error.
func (d *Dialogue) read() (line string, ok bool, err error) {
	if d.flush(); d.ended {
		return "", false, nil
	}
	var b []byte
	for {
		part, more := d.in.ReadSlice('\n')
		if len(b) <= maxLine {
			b = append(b, part...)
		}
		if errors.Is(more, bufio.ErrBufferFull) {
			continue
		}
		d.ended = more != nil
		break
	}
	if d.ended && len(b) == 0 {
		return "", false, nil
	}
	d.line++
	if len(b) > maxLine {
		return "", true, errLongLine
	}
	if d.line == 1 {
		b = bytes.TrimPrefix(b, []byte("\ufeff")) // as some editors start a file
	}
	line = strings.TrimRight(string(b), "\r\n")
	return line, true, lang.CheckTyped(line)
}

// ask puts a question and gives the answer; false where there is nobody to answer it, or no more.
func (d *Dialogue) ask(question lang.Text) (answer string, ok bool) {
	if !d.asks {
		return "", false
	}
	for {
		d.answer.WriteString(lang.Clean(question.In(d.Lang)) + " ")
		line, ok, err := d.read()
		switch {
		case !ok:
			d.answer.WriteByte('\n')
			return "", false
		case err != nil:
			d.complain(err)
			continue
		}
		return strings.TrimSpace(line), true
	}
}

// confirm asks for a yes; no answer is a no.
func (d *Dialogue) confirm(question lang.Text) bool {
	answer, ok := d.ask(lang.F("%[1]s oui ou non :", "%[1]s yes or no:", question))
	return ok && (is(answer, "oui", "o") || is(answer, "yes", "y"))
}

// refuse says why a line was not done. From a pipe, it is told with its number, and again at the end.
func (d *Dialogue) refuse(err error) {
	if !d.asks {
		d.refused = append(d.refused, d.line)
	}
	d.complain(err)
}

func (d *Dialogue) complain(err error) {
	head := lang.T("Refusé : ", "Refused: ")
	if !d.asks {
		head = lang.F("Ligne %[1]d, refusée : ", "Line %[1]d, refused: ", d.line)
	}
	for line := range strings.Lines(lang.Describe(err, d.Lang)) {
		d.put(head.In(d.Lang) + line)
	}
}

// Refused is nil where everything was done. Else it counts the lines of a pipe that were not, as a Fault.
func (d *Dialogue) Refused() error {
	if len(d.refused) == 0 {
		return nil
	}
	var numbers []string
	for _, n := range d.refused {
		numbers = append(numbers, lang.Plain(int64(n), 0, 0))
	}
	const most = 10
	if more := len(numbers) - most; more > 0 {
		numbers = append(numbers[:most], "…")
	}
	return lang.Wrong(
		lang.F("lignes refusées : %[1]d (%[2]s)", "lines refused: %[1]d (%[2]s)", len(d.refused), strings.Join(numbers, ", ")),
		lang.T("la raison est dite à sa place dans la réponse ; les autres lignes sont faites", "the reason stands at its place in the answer; the other lines are done"))
}

// end hands over what is left to be said and gives what went wrong: the writer's error, what else failed, refused lines.
func (d *Dialogue) end(err error) error {
	d.flush()
	return errors.Join(d.failed, err, d.Refused())
}
