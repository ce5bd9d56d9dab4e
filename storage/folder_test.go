package storage

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"quotepart/storage/people"
)

// holdStore opens the store, says so, and keeps it until its input ends.
func holdStore(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	fmt.Println("open")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return s.Close()
}

func TestSecondProcessGetsOneClearLine(t *testing.T) {
	dir := t.TempDir()
	c := startChild(t, "hold", dir)
	c.line(t)
	_, err := Open(dir)
	wantFault(t, err, ErrInUse, dir, strconv.Itoa(c.Process.Pid), "--data", now().Local().Format("2006-"))
	if err := c.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err, c.stderr.String())
	}
	shut(t, open(t, dir))
}

func TestTwiceInOneProcess(t *testing.T) {
	s := imported(t, demoDossier(t))
	_, err := Open(s.Dir())
	wantFault(t, err, ErrInUse, s.Dir())
	wantDossier(t, s, demoDossier(t))
}

func TestDefaultDir(t *testing.T) {
	want := func(want string) {
		t.Helper()
		if got, err := DefaultDir(); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	t.Setenv("HOME", "/home/anne")
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("QUOTEPART_DATA", "")
	want("/home/anne/.local/share/quotepart")
	t.Setenv("XDG_DATA_HOME", "relative")
	want("/home/anne/.local/share/quotepart")
	t.Setenv("XDG_DATA_HOME", "/data")
	want("/data/quotepart")
	t.Setenv("QUOTEPART_DATA", "/elsewhere")
	want("/elsewhere")
	t.Setenv("QUOTEPART_DATA", "")
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("HOME", "")
	_, err := DefaultDir()
	if err == nil || !strings.Contains(err.Error(), "--data") {
		t.Error(err)
	}
}

func TestNewFolderIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "share", "quotepart")
	open(t, dir)
	for _, d := range []string{dir, filepath.Join(dir, homePrefix+"1", indexName)} {
		if info, err := os.Stat(d); err != nil || info.Mode().Perm() != 0o700 {
			t.Error(d, info.Mode(), err)
		}
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// names are the files below a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFoldersThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		kind  error
		words []string
	}{
		"a dossier":      {map[string]string{"year.yaml": "id: x"}, fs.ErrExist, []string{"year.yaml", "--data"}},
		"newer":          {map[string]string{formatName: `{"schema":7,"data":{}}`}, ErrNewer, []string{"7", "2"}},
		"no FORMAT":      {map[string]string{"index/MANIFEST": ""}, fs.ErrExist, []string{"index", formatName}},
		"empty FORMAT":   {map[string]string{formatName: ""}, ErrDamaged, []string{formatName}},
		"strange FORMAT": {map[string]string{formatName: "quotepart"}, ErrDamaged, []string{formatName}},
		"lost MANIFEST":  {map[string]string{formatName: `{"schema":1,"data":{}}`, lockName: "", "index/000001.sst": "x"}, ErrDamaged, []string{"MANIFEST", "000001.sst"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range c.files {
				write(t, filepath.Join(dir, name), content)
			}
			before := fmt.Sprint(names(t, dir))
			_, err := Open(dir)
			wantFault(t, err, c.kind, append(c.words, dir)...)
			if after := fmt.Sprint(names(t, dir)); after != before {
				t.Errorf("%s became %s", before, after)
			}
		})
	}
}

func TestPathOfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, "x")
	_, err := Open(path)
	wantFault(t, err, fs.ErrExist, path, "--data")
	_, err = Open(filepath.Join(path, "below"))
	wantFault(t, err, err, path, "--data")
}

// What a process leaves that was killed while it opened: log files of length zero.
func TestEmptyLogsAreNoObstacle(t *testing.T) {
	s := imported(t, demoDossier(t))
	shut(t, s)
	for _, name := range []string{"00077.mem", "000077.vlog"} {
		write(t, filepath.Join(s.home, indexName, name), "")
	}
	write(t, filepath.Join(s.Dir(), formatName+".new"), "")
	wantDossier(t, open(t, s.Dir()), demoDossier(t))
}

// An index with a damaged file is made again.
func TestDamagedIndexIsMadeAgain(t *testing.T) {
	for _, name := range []string{"MANIFEST", "KEYREGISTRY", "000001.sst"} {
		t.Run(name, func(t *testing.T) {
			s := imported(t, demoDossier(t))
			shut(t, s)
			path := filepath.Join(s.home, indexName, name)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := range data[:len(data)/2] {
				data[i] ^= 0xff
			}
			write(t, path, string(data))
			s = open(t, s.Dir())
			wantDossier(t, s, demoDossier(t))
			shut(t, s)
		})
	}
}

// People may be added before the first start, and the key of a server that has moved.
func TestFolderWithKeysOnly(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{people.File, people.HostKey, people.HostKey + ".pub"} {
		write(t, filepath.Join(dir, name), "# nothing yet\n")
	}
	open(t, dir)
}
