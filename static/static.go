// Package static holds the style sheets, scripts and icons, embedded in the
// binary and served under one address that changes with their content, so that
// a browser may keep them for ever.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
	"sync"
)

//go:embed assets
var embedded embed.FS

// Prefix is the path under which Handler expects its requests.
const Prefix = "/static/"

// versionLength is how many hexadecimal digits of the hash the address holds:
// 64 bits, so that two releases do not meet by chance.
const versionLength = 16

// files are the assets without their directory.
var files = sync.OnceValue(func() fs.FS {
	sub, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic("static: " + err.Error())
	}
	return sub
})

// version is the hash of every asset's name and content. All assets share it,
// so that a script may import its neighbours by their plain relative names.
var version = sync.OnceValue(func() string {
	hash := sha256.New()
	err := fs.WalkDir(files(), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files(), path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		hash.Write([]byte(path + "\x00"))
		hash.Write(sum[:])
		return nil
	})
	if err != nil {
		panic("static: " + err.Error())
	}
	return hex.EncodeToString(hash.Sum(nil))[:versionLength]
})

// URL gives the address of an asset, "/static/0f3a…/app.css". It panics on a
// name that is not embedded: that is a programming error.
func URL(name string) string {
	if _, err := fs.Stat(files(), name); err != nil {
		panic("static: " + err.Error())
	}
	return Prefix + version() + "/" + name
}

// Handler serves the assets of this release under Prefix, to be kept for a
// year; any other address is not found.
func Handler() http.Handler {
	base := Prefix + version() + "/"
	server := http.StripPrefix(base, http.FileServerFS(files()))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ours := strings.CutPrefix(r.URL.Path, base)
		if info, err := fs.Stat(files(), name); !ours || err != nil || info.IsDir() {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		server.ServeHTTP(w, r)
	})
}
