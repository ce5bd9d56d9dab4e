package remote

import (
	"context"
	"io"
	"sync/atomic"
	"time"

	"charm.land/ssh"
)

// line is both directions of a session: it ends one in which nobody types, and one whose client does not read, and takes the time from a
// key to what the screen shows for it.
type line struct {
	sess    ssh.Session
	out     unblocked
	idle    *time.Timer
	after   time.Duration
	screen  bool         // what comes in are keys, and what goes out is what they do
	typed   atomic.Int64 // when the first key came that nothing was written for yet; 0: none
	metrics *metrics
}

func (s *Server) newLine(sess ssh.Session, end context.CancelCauseFunc) *line {
	return &line{sess: sess, after: s.limits.Idle, metrics: s.metrics, idle: time.AfterFunc(s.limits.Idle, func() { end(errIdle) }),
		out: unblocked{sess, s.limits.Stall, func() { end(errStall); hangUp(sess) }}}
}

func (l *line) Read(p []byte) (int, error) {
	n, err := l.sess.Read(p)
	if n > 0 {
		l.idle.Reset(l.after)
		l.noteKey(time.Now())
	}
	return n, err
}

// unanswered is after how long a key for which nothing was written counts as one that changes nothing, once another one comes.
const unanswered = time.Second

func (l *line) noteKey(now time.Time) {
	if typed := l.typed.Load(); l.screen && (typed == 0 || now.Sub(time.Unix(0, typed)) > unanswered) {
		l.typed.Store(now.UnixNano())
	}
}

func (l *line) Write(p []byte) (int, error) {
	n, err := l.out.Write(p)
	if typed := l.typed.Swap(0); typed != 0 {
		l.metrics.answered(time.Since(time.Unix(0, typed)))
	}
	return n, err
}

// unblocked is a writer that gives up, with everything that hangs on it, where nobody reads what is written.
type unblocked struct {
	io.Writer
	patience time.Duration
	giveUp   func()
}

func (w unblocked) Write(p []byte) (int, error) {
	defer time.AfterFunc(w.patience, w.giveUp).Stop()
	return w.Writer.Write(p)
}
