package storage

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"quotepart/scenarios"
)

var damages = flag.Int("damages", 4, "how often TestDamage damages each kind of file of a store")

// contents is all that a store gives to its readers.
func contents(s *Store) (string, error) {
	h := sha256.New()
	years, err := s.Years()
	if err != nil {
		return "", err
	}
	fmt.Fprintf(h, "%+v", years)
	for _, y := range years {
		d, err := s.Year(y.ID)
		if err != nil {
			return "", err
		}
		files, err := textOf(d)
		if err != nil {
			return "", err
		}
		list, err := s.Scenarios(y.ID)
		if err != nil {
			return "", err
		}
		gone, err := s.Deleted(y.ID)
		if err != nil {
			return "", err
		}
		marks, err := s.Marks(y.ID)
		if err != nil {
			return "", err
		}
		draft, err := s.Draft(y.ID, "anne")
		if err != nil {
			return "", err
		}
		var histories [][]scenarios.Version
		for _, sc := range list {
			versions, err := s.History(y.ID, sc.Name)
			if err != nil {
				return "", err
			}
			histories = append(histories, versions)
		}
		if err := json.NewEncoder(h).Encode([]any{files, list, gone, marks, draft, histories}); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// lived is a store with something of everything, closed, or left open by a process that was killed.
func lived(t *testing.T, killed bool) (dir, want string) {
	t.Helper()
	s := imported(t, demoDossier(t))
	for i := range 5 {
		save(t, s, "essai", fmt.Sprint(i), "anne")
		save(t, s, fmt.Sprint("autre ", i), "", "paul")
	}
	must(t, take(s, demoID, "autre 1", "paul"))
	must(t, s.Mark(demoID, "members/a missing 1.00 0.00", "vu", lead("anne")))
	must(t, s.SaveDraft(demoID, scenarios.Draft{Changes: scenario(t, "", "year/basis=paid", "schools/0800002T/pupils=7").Changes}, "anne"))
	want, err := contents(s)
	must(t, err)
	dir = s.Dir()
	if killed {
		copied := t.TempDir()
		must(t, os.CopyFS(copied, os.DirFS(dir)))
		dir = copied
	}
	shut(t, s)
	return dir, want
}

var digits = regexp.MustCompile(`[0-9a-f]{64}|[0-9a-f]{32}|[0-9]+`)

// kinds are the files of a store by what they are: the names without numbers.
func kinds(t *testing.T, dir string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, path := range names(t, dir) {
		info, err := os.Stat(path)
		must(t, err)
		if info.Size() > 0 {
			kind := digits.ReplaceAllString(path[len(dir)+1:], "#")
			out[kind] = append(out[kind], path)
		}
	}
	return out
}

// A flipped bit, or a lost end, of any file of a store: what it holds is all there, or an error says what is damaged. Nothing else.
func TestDamage(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for _, killed := range []bool{false, true} {
		dir, want := lived(t, killed)
		for kind, paths := range kinds(t, dir) {
			t.Run(fmt.Sprintf("killed=%v/%s", killed, kind), func(t *testing.T) {
				whole, said := 0, 0
				for i := range *damages {
					path := paths[random.IntN(len(paths))]
					data, err := os.ReadFile(path)
					must(t, err)
					damaged, how := damage(random, data, i%2 == 0)
					copied := filepath.Join(t.TempDir(), "copy")
					must(t, os.CopyFS(copied, os.DirFS(dir)))
					write(t, filepath.Join(copied, path[len(dir):]), string(damaged))
					if wantWholeOrSaid(t, copied, want) {
						whole++
					} else {
						said++
					}
					if t.Failed() {
						t.Fatalf("%s: %s", path[len(dir):], how)
					}
					must(t, os.RemoveAll(copied))
				}
				t.Logf("%d damages: %d stores whole, %d errors", *damages, whole, said)
			})
		}
	}
}

// damage flips a bit, or cuts the end off; of a file that is mostly empty, a bit where something is.
func damage(random *rand.Rand, data []byte, flip bool) (damaged []byte, how string) {
	if !flip {
		n := random.IntN(len(data))
		return data[:n], fmt.Sprintf("cut from %d to %d bytes", len(data), n)
	}
	used := len(data)
	for used > 1 && data[used-1] == 0 {
		used--
	}
	at, bit := random.IntN(used), random.IntN(8)
	damaged = slices.Clone(data)
	damaged[at] ^= 1 << bit
	return damaged, fmt.Sprintf("bit %d of byte %d of %d", bit, at, len(data))
}

// wantWholeOrSaid tells whether a store gives all that it held, and wants a said error otherwise.
func wantWholeOrSaid(t *testing.T, dir, want string) (whole bool) {
	t.Helper()
	s, err := Open(dir)
	got := ""
	if err == nil {
		got, err = contents(s)
		shut(t, s)
	}
	switch {
	case err == nil && got != want:
		t.Error("silently something else")
	case err != nil:
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
			t.Errorf("not said as damage: %v", err)
		}
		wantSaid(t, err)
	}
	return err == nil
}
