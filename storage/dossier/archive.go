package dossier

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

const (
	mostPacked   = 64 << 20  // bytes of an archive
	mostUnpacked = 128 << 20 // bytes of all its files together
	mostText     = 16 << 20  // bytes of its YAML files together, whose reading takes far longer
	mostFiles    = 5000
	longestName  = 255
	deepest      = 10 // folders in folders
)

// archiveName stands for the archive in messages: it comes from the standard input.
const archiveName = "-"

// ReadArchive is Read on a zip file with the files of a dossier, or with one folder that holds them, at any depth. What is more than a dossier can be is
// refused before it is unpacked.
func ReadArchive(in io.Reader) (d *scenarios.Dossier, warnings Faults, err error) {
	data, err := io.ReadAll(io.LimitReader(in, mostPacked+1))
	if err != nil {
		return nil, nil, refusal(archiveName, lang.F("l'entrée n'a pas pu être lue (%v)", "the input could not be read (%v)", err), lang.T("recommencez", "try again"))
	}
	tooLarge := refusal(archiveName, lang.T("cette archive est trop grande pour un dossier", "this archive is too large for a dossier"), lang.T("n'y mettez que les fichiers du dossier", "put only the files of the dossier into it"))
	if len(data) > mostPacked {
		return nil, nil, tooLarge
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, refusal(archiveName, lang.F("ce n'est pas une archive zip (%v)", "this is not a zip archive (%v)", err), lang.T("donnez le dossier en une archive : zip -r - DOSSIER | quotepart import -", "give the dossier as an archive: zip -r - FOLDER | quotepart import -"))
	}
	if isTooMuch(archive.File) {
		return nil, nil, tooLarge
	}
	files, err := insideOnlyFolder(archive)
	if err != nil {
		return nil, nil, refusal(archiveName, lang.F("cette archive ne peut pas être lue (%v)", "this archive cannot be read (%v)", err), lang.T("refaites-la", "make it anew"))
	}
	return Read(files)
}

// isTooMuch tells whether what an archive says of itself is more than a dossier can be. Sizes that are not true are found when it is read.
func isTooMuch(files []*zip.File) bool {
	size, text := uint64(0), uint64(0)
	for _, f := range files {
		if f.UncompressedSize64 > mostUnpacked || len(f.Name) > longestName || strings.Count(f.Name, "/") > deepest {
			return true
		}
		size += f.UncompressedSize64
		if strings.HasSuffix(f.Name, ".yaml") {
			text += f.UncompressedSize64
		}
	}
	return len(files) > mostFiles || size > mostUnpacked || text > mostText
}

// insideOnlyFolder goes into the folder that holds all the rest, as most programs pack one, and into one in it: zip keeps the path that
// it was given.
func insideOnlyFolder(files fs.FS) (fs.FS, error) {
	for {
		entries, err := fs.ReadDir(files, ".")
		if err != nil || len(entries) != 1 || !entries[0].IsDir() {
			return files, err
		}
		if files, err = fs.Sub(files, entries[0].Name()); err != nil {
			return nil, err
		}
	}
}

// WriteArchive writes the files of a dossier as a zip file. The same dossier gives the same bytes.
func WriteArchive(w io.Writer, d *scenarios.Dossier) error {
	archive := zip.NewWriter(w)
	err := Write(d, func(name string, data []byte) error {
		f, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	return errors.Join(err, archive.Close())
}
