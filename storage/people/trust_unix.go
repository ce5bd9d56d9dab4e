//go:build linux || darwin || freebsd

package people

import (
	"io/fs"
	"os"
	"syscall"

	"quotepart/engine/lang"
)

// trusted refuses a file or folder of somebody else, and one that others have a right to that they must not have.
func trusted(path string, info fs.FileInfo, others fs.FileMode, mode string) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return lang.Wrong(lang.F("« %s » appartient à un autre compte", "%q belongs to another account", path),
			lang.F("lancez quotepart sous le compte de ce dossier, ou changez-en : chown %[1]d %[2]s", "run quotepart as the account of this folder, or change it: chown %[1]d %[2]s", os.Geteuid(), path))
	}
	if info.Mode().Perm()&others != 0 {
		return lang.Wrong(lang.F("« %s » est ouvert à d'autres comptes : personne n'est admis", "%q is open to other accounts: nobody is let in", path), lang.F("chmod %[1]s %[2]s", "chmod %[1]s %[2]s", mode, path))
	}
	return nil
}
