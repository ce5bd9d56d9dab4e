package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"unicode"

	"quotepart/engine/lang"
)

// WriteCSV writes the rows of the table under the ids of its columns. Decimals have a point whatever the language; a missing
// value is an empty field. Text is cleaned, since CSV is also looked at in a terminal.
func WriteCSV(w io.Writer, t Table, l lang.Lang) error {
	out := csv.NewWriter(w)
	fields := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = c.ID
	}
	out.Write(fields) // an error stays until the Flush
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			fields[i] = lang.Clean(c.Machine.In(l))
		}
		out.Write(fields)
	}
	out.Flush()
	return out.Error()
}

// WriteJSON writes a value as one line of JSON. Characters that a terminal would obey are escaped, so that the text stays
// exact and harmless.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeControls(b.Bytes()))
	return err
}

// escapeControls escapes what encoding/json leaves: DEL, the C1 controls and the bidirectional overrides, which stand only
// inside strings.
func escapeControls(data []byte) []byte {
	obeyed := func(r rune) bool {
		return r >= 0x7f && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}
	if !bytes.ContainsFunc(data, obeyed) {
		return data
	}
	var b bytes.Buffer
	for _, r := range string(data) {
		if obeyed(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}
