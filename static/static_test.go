package static

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, url string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, url, nil))
	return w
}

func TestHandlerServesEveryAssetForAYear(t *testing.T) {
	names, err := fs.Glob(files(), "*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no assets: %v", err)
	}
	types := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
	for _, name := range names {
		w := get(t, URL(name))
		if w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: status %d, %d bytes", name, w.Code, w.Body.Len())
		}
		if !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s may not be kept: %q", name, w.Header().Get("Cache-Control"))
		}
		if want := types[path.Ext(name)]; want == "" || !strings.HasPrefix(w.Header().Get("Content-Type"), want) {
			t.Errorf("%s is sent as %q", name, w.Header().Get("Content-Type"))
		}
	}
}

func TestHandlerRefusesOtherAddresses(t *testing.T) {
	for _, url := range []string{"/static/app.css", "/static/0000000000000000/app.css", Prefix + version() + "/", Prefix + version() + "/none.js",
		Prefix + version() + "/../static.go"} {
		if w := get(t, url); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", url, w.Code)
		}
	}
}

func TestURLPanicsOnAnUnknownName(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("URL accepted a name that is not embedded")
		}
	}()
	URL("none.css")
}

// A module that imports a neighbour which is not there would fail in the
// browser only, silently.
func TestModulesImportWhatExists(t *testing.T) {
	imports := regexp.MustCompile(`from '\./([^']+)'`)
	names, err := fs.Glob(files(), "*.js")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		content, err := fs.ReadFile(files(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range imports.FindAllStringSubmatch(string(content), -1) {
			found++
			if _, err := fs.Stat(files(), match[1]); err != nil {
				t.Errorf("%s imports %s: %v", name, match[1], err)
			}
		}
	}
	if found == 0 {
		t.Error("no import found: the test looks for the wrong words")
	}
}
