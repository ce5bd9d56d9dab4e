package journal

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Piece is what stands in a journal between two line feeds, whatever that is.
type Piece struct {
	N      uint64 // counts the pieces from 1: the number of the line in an editor
	Offset int64  // bytes before it
	Raw    []byte // without its line feed. Of a piece that is longer than any line, the start
	Line   Line   // where Seal is nil
	Seal   error  // its own seal is not that of its content
	Chain  error  // its seal is right, but it does not follow the last line before it whose seal was
	Torn   bool   // the file ends before its line feed
	Last   bool   // nothing follows it
}

// Scan reads a journal in which anything may be broken: all of its pieces, where Read stops at the first that is not whole. Errors
// are those of the reader and of each.
func Scan(r io.Reader, each func(Piece) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	p, before := Piece{}, Line{}
	for {
		raw, err := readLine(in)
		long := errors.Is(err, errLong)
		skipped := int64(0)
		if long {
			skipped, err = skipLine(in)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(raw) == 0 {
			return nil
		}
		size := int64(len(raw)) + skipped
		raw = bytes.Clone(raw) // it was only lent
		p = Piece{N: p.N + 1, Offset: p.Offset, Raw: raw, Seal: errLong, Torn: err != nil}
		if !p.Torn && !long {
			p.Raw = raw[:len(raw)-1]
		}
		if !long {
			p.Line, p.Seal, p.Chain = unsealAny(p.Raw, before)
		}
		p.Last = p.Torn || ends(in)
		if err := each(p); err != nil || p.Torn {
			return err // nothing follows, or it is being written
		}
		if p.Seal == nil {
			before = p.Line
		}
		p.Offset += size
	}
}

// unsealAny reads a line for itself, and holds it against the one before for itself.
func unsealAny(data []byte, before Line) (l Line, seal, chain error) {
	if l.Sum, seal = Unseal(data, &l); seal != nil {
		return Line{}, seal, nil
	}
	switch {
	case l.Seq != before.Seq+1:
		chain = errNumber(l.Seq, before.Seq+1)
	case l.Prev != before.Sum:
		chain = errChain
	}
	return l, nil, chain
}

// skipLine reads on to the end of a line.
func skipLine(in *bufio.Reader) (n int64, err error) {
	for {
		part, err := in.ReadSlice('\n')
		n += int64(len(part))
		if !errors.Is(err, bufio.ErrBufferFull) {
			return n, err
		}
	}
}
