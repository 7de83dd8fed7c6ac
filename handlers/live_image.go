package handlers

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// sendPicture sends a picture as a file. That of a share link may stand in pages
// of other sites and follows the plan: it is asked for again each time, and the
// answer is short as long as it is the same.
func (s *server) sendPicture(c echo.Context, sub subject, name, kind string, content []byte) error {
	return s.sendKept(c, sub, name, kind, file{plain: content})
}

// file is a content as it is sent, and compressed where that was done before.
type file struct{ plain, packed []byte }

// newFile compresses a content that will be sent again and again.
func newFile(content []byte) (file, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return file{}, err
	}
	if _, err := w.Write(content); err != nil {
		return file{}, err
	}
	if err := w.Close(); err != nil {
		return file{}, err
	}
	return file{plain: content, packed: packed.Bytes()}, nil
}

// sendKept is sendPicture for a file that may be compressed already.
func (s *server) sendKept(c echo.Context, sub subject, name, kind string, f file) error {
	content, packed := f.plain, f.packed != nil && acceptsGzip(c.Request())
	if packed {
		content = f.packed
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
