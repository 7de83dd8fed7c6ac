package handlers

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// A page is compressed from one packet up; below that it would only cost time.
const (
	leastCompressed  = 1400
	compressionLevel = 5
)

var compressors = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, compressionLevel)
	if err != nil { // the level is a constant
		panic(err)
	}
	return w
}}

// compress sends text compressed to browsers that accept it.
func compress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		response := c.Response()
		response.Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
		if !acceptsGzip(c.Request()) {
			return next(c)
		}
		plain := response.Writer
		w := &compressor{ResponseWriter: plain}
		response.Writer = w
		defer func() {
			w.finish()
			response.Writer = plain
		}()
		err := next(c)
		if err != nil && !response.Committed { // the error's answer is written outside
			w.abandoned = true
		}
		return err
	}
}

// acceptsGzip tells whether an answer may be compressed. One to HEAD has no body
// to compress.
func acceptsGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get(echo.HeaderAcceptEncoding), "gzip") && r.Method != http.MethodHead
}

// compressor holds the status back until the first bytes tell whether the
// answer is worth compressing. Answers are written in one piece, so these bytes
// are all of it or the first of much more.
type compressor struct {
	http.ResponseWriter
	status    int
	started   bool
	abandoned bool
	gzip      *gzip.Writer
}

func (w *compressor) WriteHeader(status int) { w.status = status }

func (w *compressor) Write(b []byte) (int, error) {
	if !w.started {
		w.start(len(b))
	}
	if w.gzip != nil {
		return w.gzip.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

func (w *compressor) start(length int) {
	w.started = true
	h := w.Header()
	if length >= leastCompressed && h.Get(echo.HeaderContentEncoding) == "" && w.status != http.StatusPartialContent && isText(h.Get(echo.HeaderContentType)) {
		h.Set(echo.HeaderContentEncoding, "gzip")
		h.Del(echo.HeaderContentLength)
		if tag := h.Get("ETag"); tag != "" {
			h.Set("ETag", packedTag(tag))
		}
		w.gzip = compressors.Get().(*gzip.Writer)
		w.gzip.Reset(w.ResponseWriter)
	}
	if w.status != 0 {
		w.ResponseWriter.WriteHeader(w.status)
	}
}

// finish sends what is left. A failure here means the visitor is gone.
func (w *compressor) finish() {
	if w.abandoned {
		return
	}
	if !w.started && w.status != 0 { // an answer without a body
		w.ResponseWriter.WriteHeader(w.status)
	}
	if w.gzip != nil {
		_ = w.gzip.Close()
		compressors.Put(w.gzip)
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w *compressor) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func isText(kind string) bool {
	for _, text := range []string{"text/", "application/json", "image/svg+xml", "application/javascript"} {
		if strings.HasPrefix(kind, text) {
			return true
		}
	}
	return false
}
