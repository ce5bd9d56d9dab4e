//go:build linux || darwin || freebsd

package people

import (
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"quotepart/engine/lang"
)

// trusted refuses a file or folder of somebody else, and one that others have a right to that they must not have.
func trusted(path string, info fs.FileInfo, others fs.FileMode, mode string) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return lang.Wrong(lang.F("« %[1]s » appartient au compte %[2]s", "%[1]q belongs to the account %[2]s", path, account(st.Uid)),
			lang.F("lancez quotepart sous ce compte : sudo -u %s quotepart …", "run quotepart as that account: sudo -u %s quotepart …", account(st.Uid)))
	}
	if info.Mode().Perm()&others != 0 {
		return lang.Wrong(lang.F("« %s » est ouvert à d'autres comptes : personne n'est admis", "%q is open to other accounts: nobody is let in", path), lang.F("chmod %[1]s %[2]s", "chmod %[1]s %[2]s", mode, path))
	}
	return nil
}

// account names one, as sudo -u takes it.
func account(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return "#" + id
}
