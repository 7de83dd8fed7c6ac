package main

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain “ä” 漢 −\u00a0x": "plain “ä” 漢 −\u00a0x", "a\x1b[31mb": `a\x1b[31mb`, "a\rb\tc": `a\rb\tc`, "\u202eabc\u2066": `\u202eabc\u2066`,
		"\x9bm\xff": `\x9bm\xff`, "\u009b": `\u009b`, "\ufffd": "\ufffd", "": "",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

// No name and no word that is typed reaches the terminal with its controls.
func TestErrorsAreInert(t *testing.T) {
	const name = "x\x1b]0;t\a\u202e"
	for _, args := range [][]string{
		{"plan", "--book", name}, {"plan", "--rates", name}, {"plan", name + ".yaml"}, {"plan", "--format", name}, {"plan", "--stage", name}, {"plan", "--" + name},
		{"plan", "--out", "/missing/" + name}, {"plan", "--rates", write(t, name, "rates: [")}, {"plan", "--book", write(t, name, "no book")},
		{"plan", write(t, name+".yaml", "users: [")}, {"plan", write(t, name+".yaml", name+": 1")},
		{"prices", "show", "--key", name + "["}, {"prices", "show", "--key", name}, {"prices", "show", "--region", name}, {"prices", "import", name},
		{"prices", "import", write(t, name, "{")}, {"prices", name}, {"price", name}, {"price", "nat", "--rate", name}, {"price", "nat", name + "=1"},
		{"serve", "--db", name + "://"}, {"serve", "--secure", name}, {"healthcheck", "--addr", name}, {name},
	} {
		got := invoke(t, "", args)
		if got.status == 0 || got.stderr == "" || strings.ContainsAny(got.stderr+got.stdout, "\x1b\a\u202e") {
			t.Errorf("%q: %d, %q", args, got.status, got.stderr+got.stdout)
		}
	}
}

func TestAnEmptyRateIsRefused(t *testing.T) {
	for _, rate := range []string{"", ",", " ; ", ",,"} {
		if got := invoke(t, "", []string{"price", "nat", "--rate", rate}); got.status != 2 || got.stdout != "" || !strings.Contains(got.stderr, "--rate") {
			t.Errorf("--rate %q: %+v", rate, got)
		}
	}
}

// A label begins no cell, whatever it looks like.
func TestNoLabelIsAFormula(t *testing.T) {
	for _, entry := range []string{"{key: 'nat.*', discount: 5%}", "{key: nat.hour, region: us-east-1, usd: 0.04}"} {
		rates := write(t, "rates.yaml", "label: '=cmd()'\nas_of: 2026-09-01\nrates: ["+entry+"]\ncurrency: {code: EUR, rate: 0.9, as_of: 2026-09-01, source: '@x'}\n")
		labelled := false
		for _, row := range csvOf(t, invoke(t, "", append(words("plan --users 100k --stage 6 --format csv"), "--rates", rates)).stdout) {
			for _, cell := range row {
				labelled = labelled || strings.Contains(cell, "=cmd()")
				if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
					t.Errorf("%q is a formula", cell)
				}
			}
		}
		if !labelled {
			t.Errorf("%s: the label is nowhere", entry)
		}
	}
}
