package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"

	"quotepart/engine/lang"
)

// WriteCSV writes the rows of the table under the ids of its columns. Decimals have a point whatever the language; a missing
// value is an empty field. Text is cleaned, since CSV is also looked at in a terminal. A text that starts as a formula does (=, +, -, @)
// stays as it is: a script that reads the column must get the name, and negative amounts start so too; a spreadsheet that is given
// names one does not trust reads them as text where its import says that the column is text.
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

// WriteJSON writes a value as one line of JSON. Characters that act on a terminal or are not seen are escaped, so that the text stays
// exact and harmless.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, lang.Escape(strings.TrimSuffix(b.String(), "\n"))+"\n") // they stand only inside strings
	return err
}
