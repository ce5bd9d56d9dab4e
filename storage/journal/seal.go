// Package journal is the record of a store: one line of JSON for each accepted command, each sealed with its own SHA-256 and
// with that of the line before, written and synced before the command counts. See docs/store.md.
package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"quotepart/engine/lang"
)

// Sum is a SHA-256.
type Sum [sha256.Size]byte

func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// MarshalText writes 64 hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads 64 lower-case hexadecimal digits.
func (s *Sum) UnmarshalText(text []byte) error {
	n, err := hex.Decode(s[:], text[:min(len(text), 2*len(s))])
	if err != nil || n != len(s) || len(text) != 2*len(s) || !bytes.Equal(text, bytes.ToLower(text)) {
		return fmt.Errorf("%q is no SHA-256", text)
	}
	return nil
}

// SumOf is the SHA-256 of some bytes.
func SumOf(data []byte) Sum { return sha256.Sum256(data) }

const (
	sealStart = `,"sha256":"`
	sealEnd   = `"}`
	sealSize  = len(sealStart) + 2*sha256.Size + len(sealEnd)
)

// Seal writes a value as one JSON object whose last key, sha256, is that of all bytes before it. The value must be a struct with
// at least one field that is written.
func Seal(value any) ([]byte, Sum, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, Sum{}, err
	}
	data = data[:len(data)-1] // the closing brace, which the seal brings again
	sum := SumOf(data)
	return fmt.Appendf(data, "%s%s%s", sealStart, sum, sealEnd), sum, nil
}

// Unseal reads what Seal wrote, byte for byte; anything else is an error.
func Unseal(data []byte, value any) (Sum, error) {
	sum, err := sealOf(data)
	if err != nil {
		return sum, err
	}
	return sum, json.Unmarshal(data, value)
}

var errSeal = lang.Wrong(lang.T("son sceau n'est pas celui de son contenu", "its seal is not that of its content"), lang.Text{})

func sealOf(data []byte) (Sum, error) {
	var sum Sum
	at := len(data) - sealSize
	if at < 1 {
		return sum, errSeal
	}
	content, seal := data[:at], data[at:]
	sum = SumOf(content)
	if string(seal) != sealStart+sum.String()+sealEnd {
		return sum, errSeal
	}
	return sum, nil
}
