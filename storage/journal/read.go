package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"quotepart/engine/lang"
)

// maxLine is the most bytes that a line may have: more than any command makes, so that a damaged file does not fill the memory.
const maxLine = 64 << 20

// Broken is the error of a journal with a line that is not what was written.
type Broken struct {
	Line   uint64 // its number, from 1
	Offset int64  // bytes before it in the file; those are whole
	Last   bool   // nothing follows it
	Torn   bool   // it is the last and has no line feed: as a write leaves it that did not come to its end
	Err    error
}

func (b *Broken) Error() string {
	return fmt.Sprintf("line %d, byte %d: %v", b.Line, b.Offset, b.Err)
}

func (b *Broken) Unwrap() error { return b.Err }

// Read reads lines, verifies the seal and the chain of each, and gives them to each with the bytes as they stand in the file,
// line feed included, which are only lent. It returns the last line and how many bytes the whole lines take. A last line that
// lacks nothing but its line feed is whole: it is given, and counted, with it. A line that is not what was written is a *Broken;
// errors of each end the reading and are passed on.
func Read(r io.Reader, each func(l Line, raw []byte) error) (last Line, size int64, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		raw, err := readLine(in)
		if errors.Is(err, io.EOF) && len(raw) == 0 {
			return last, size, nil
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLong) {
			return last, size, err
		}
		torn := errors.Is(err, io.EOF)
		if torn {
			raw = append(raw, '\n')
		}
		l, broken := Line{}, err
		if !errors.Is(err, errLong) {
			var chain error
			if l, broken, chain = unsealAny(raw[:len(raw)-1], last); broken == nil {
				broken = chain
			}
		}
		if broken != nil {
			return last, size, &Broken{Line: last.Seq + 1, Offset: size, Last: torn || ends(in), Torn: torn, Err: broken}
		}
		if err := each(l, raw); err != nil {
			return last, size, err
		}
		last = l
		size += int64(len(raw))
	}
}

// ends tells whether nothing follows. After a line that is torn it is not to be asked: another process may just have written the rest.
func ends(in *bufio.Reader) bool {
	_, err := in.Peek(1)
	return err != nil
}

var errLong = lang.Wrong(lang.T("elle est plus longue qu'aucune ligne écrite", "it is longer than any line that is written"), lang.Text{})

// readLine reads up to a line feed, which it includes; io.EOF where the file ends before one.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if line == nil && err == nil {
			return part, nil
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > maxLine {
			return line, errLong
		}
	}
}
