package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// sendPicture sends a picture as a file. That of a share link may stand in pages
// of other sites and follows the plan: it is asked for again each time, and the
// answer is short as long as it is the same.
func (s *server) sendPicture(c echo.Context, sub subject, name, kind string, content []byte) error {
	return s.sendKept(c, sub, name, kind, file{plain: content})
}

// file is a content as it is sent; packed compresses it where it is worth more
// than the time of one answer, and policy is what stylePolicy says of a picture.
type file struct {
	plain  []byte
	packed func() []byte
	policy string
}

// keepFile is a content to be sent again: compressed as well as can be, once,
// when it is. Most pictures are asked for a single time.
func keepFile(content []byte) file {
	return file{content, sync.OnceValue(func() []byte { return pack(content) }), stylePolicy(content)}
}

// packers are worth keeping: one takes more than half a megabyte.
var packers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, gzip.BestCompression)
	if err != nil { // the level is a constant
		panic(err)
	}
	return w
}}

func pack(content []byte) []byte {
	var b bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(content); err != nil { // a buffer takes everything
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// sendKept is sendPicture for a file that may be compressed already.
func (s *server) sendKept(c echo.Context, sub subject, name, kind string, f file) error {
	content, packed := f.plain, f.packed != nil && acceptsGzip(c.Request())
	if packed {
		content = f.packed()
		c.Response().Header().Set(echo.HeaderContentEncoding, "gzip")
	}
	if !sub.shared {
		return s.download(c, name, kind, content)
	}
	tag := entityTag(f.plain)
	if packed {
		tag = packedTag(tag)
	}
	h := c.Response().Header()
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", tag)
	if held, same := holds(c.Request().Header.Values("If-None-Match"), entityTag(f.plain)); same {
		h.Del(echo.HeaderContentEncoding)
		h.Set("ETag", held)
		return c.NoContent(http.StatusNotModified)
	}
	return s.download(c, name, kind, content)
}

// entityTag names a content by its hash: 128 bits, so that two never meet.
func entityTag(content []byte) string {
	sum := sha256.Sum256(content)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// packedTag is the tag of the same content compressed: a strong tag is of the
// bytes sent. A tag that is not ours stays.
func packedTag(tag string) string {
	plain, quoted := strings.CutSuffix(tag, `"`)
	if !quoted {
		return tag
	}
	return plain + packedMark
}

const packedMark = `-gzip"`

// holds tells whether the lists of If-None-Match hold a tag, compressed or not,
// and which of the two. Comparison is weak, as the method asks; "*" is whatever
// there is.
func holds(lists []string, tag string) (held string, same bool) {
	for _, list := range lists {
		for _, one := range strings.Split(list, ",") { // our tags hold no comma
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			switch one {
			case "*":
				return tag, true
			case tag, packedTag(tag):
				return one, true
			}
		}
	}
	return "", false
}
