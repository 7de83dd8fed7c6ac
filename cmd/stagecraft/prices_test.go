package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"testing"
	"time"

	"stagecraft/planner/pricing"
)

// megabyte and the bounds of issue and machine.
const (
	megabyte     = 1 << 20
	largeFile    = 300 * megabyte
	mostResident = 200 * megabyte
)

// elbJSON is a price list of load balancers in Ireland, with one price changed.
func elbJSON(alb string) string {
	var products, terms []string
	for i, p := range []struct{ family, usage, unit, usd string }{
		{"Load Balancer-Application", "EU-LoadBalancerUsage", "Hrs", alb}, {"Load Balancer-Application", "EU-LCUUsage", "LCU-Hrs", "0.008"},
		{"Load Balancer-Network", "EU-LoadBalancerUsage", "Hrs", "0.0252"}, {"Load Balancer-Network", "EU-LCUUsage", "LCU-Hrs", "0.006"},
	} {
		sku := fmt.Sprintf("SKU%d", i)
		products = append(products, fmt.Sprintf("\n%q:{\"sku\":%q,\"productFamily\":%q,\"attributes\":{\"locationType\":\"AWS Region\",\"regionCode\":\"eu-west-1\",\"usagetype\":%q}}", sku, sku, p.family, p.usage))
		terms = append(terms, fmt.Sprintf("\n%q:{%q:{\"offerTermCode\":\"JRTCKXETXF\",\"priceDimensions\":{%q:{\"unit\":%q,\"beginRange\":\"0\",\"endRange\":\"Inf\",\"pricePerUnit\":{\"USD\":%q}}}}}",
			sku, sku+".JRTCKXETXF", sku+".JRTCKXETXF.6YS6EN2CT7", p.unit, p.usd))
	}
	return "{\"formatVersion\":\"v1.0\",\"offerCode\":\"AWSELB\",\"version\":\"20261101120000\",\"publicationDate\":\"2026-11-01T12:00:00Z\",\n\"products\":{" +
		strings.Join(products, ",") + "},\n\"terms\":{\"OnDemand\":{" + strings.Join(terms, ",") + "},\"Reserved\":{}},\"attributesList\":{}}\n"
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportAndDiff(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new.csv")
	got := invoke(t, "", []string{"prices", "import", write(t, "elb.json", elbJSON("0.0504")), "--out", out})
	if got.status != 0 || got.stderr != "" {
		t.Fatalf("%+v", got)
	}
	for _, part := range []string{"offer AWSELB, version 20261101120000, published 2026-11-01: 4 rates in eu-west-1", "alb.hour", "+100.00%", out + ": book 2026-11-01-"} {
		if !strings.Contains(got.stdout, part) {
			t.Errorf("no %q in\n%s", part, got.stdout)
		}
	}
	book, err := openBook(out)
	if err != nil {
		t.Fatal(err)
	}
	rate, _ := book.Exact("alb.hour", "eu-west-1")
	if book.AsOf() != "2026-11-01" || rate.Price().Price.String() != "0.0504" || rate.Source.Name != "AWS Price List API, offer AWSELB, version 20261101120000" {
		t.Errorf("%s %+v", book.AsOf(), rate)
	}
	other, _ := book.Exact("alb.hour", "us-east-1")
	if same, _ := pricing.Embedded().Exact("alb.hour", "us-east-1"); other.Price().Price.Cmp(same.Price().Price) != 0 {
		t.Error("a rate that was not imported changed")
	}

	text := invoke(t, "", []string{"prices", "diff", "embedded", out, "--region", "eu-west-1", "--users", "100k"})
	if text.status != 0 || !strings.Contains(text.stdout, "$0.0252 → $0.0504  +100.00%") || !strings.Contains(text.stdout, "Balance") {
		t.Errorf("%+v", text)
	}
	var d struct {
		Changes []struct {
			Key, Region, Kind string
			Percent           *float64
		}
		Stages []struct {
			Number      int
			Change      string
			TotalBefore string `json:"total_before"`
			TotalAfter  string `json:"total_after"`
			Lines       []struct {
				RateKey               string `json:"rate_key"`
				Before, After, Change string
			}
		}
	}
	jsonOut := invoke(t, "region: eu-west-1\nusers: 100k\n", []string{"prices", "diff", "embedded", out, "-", "--format", "json"})
	if err := json.Unmarshal([]byte(jsonOut.stdout), &d); err != nil {
		t.Fatalf("%v\n%+v", err, jsonOut)
	}
	// The balancer runs 730 hours: 730 × 0.0252 = 18.40 became 730 × 0.0504 = 36.79.
	found := false
	for _, l := range d.Stages[3].Lines {
		found = found || l.RateKey == "alb.hour" && l.Before == "18.40" && l.After == "36.79" && l.Change == "18.39"
	}
	if !found || len(d.Stages) != 8 || d.Stages[0].Change != "0.00" || len(d.Stages[0].Lines) != 0 {
		t.Errorf("%+v", d.Stages[3])
	}
	if len(d.Changes) == 0 || d.Changes[0].Key != "alb.hour" || *d.Changes[0].Percent != 100 {
		t.Errorf("%+v", d.Changes)
	}
}

// Whatever is wrong, the old book keeps its bytes, even when the new one was to
// take its place, and no other file is left behind.
func TestAFailedImportLeavesTheBookAlone(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "book.csv")
	before := pricing.Embedded().CSV()
	if err := os.WriteFile(old, before, 0o600); err != nil {
		t.Fatal(err)
	}
	good := elbJSON("0.03")
	for name, v := range map[string]struct{ text, want string }{
		"truncated": {good[:len(good)/2], "line 7, byte 800: the file ends in the middle"}, "malformed": {strings.Replace(good, `"sku":"SKU2"`, `"sku"="SKU2"`, 1), "line 5, byte 472: invalid character '='"},
		"two matches": {strings.ReplaceAll(good, "-Network", "-Application"), "alb.hour in eu-west-1, offer AWSELB: 2 products match: SKU0, SKU2"},
		"no match":    {strings.Replace(good, "EU-LCUUsage", "EU-ReservedLCUUsage", 1), "alb.lcu in eu-west-1, offer AWSELB: no product matches"},
	} {
		got := invoke(t, "", []string{"prices", "import", write(t, "bad.json", v.text), "--book", old, "--out", old})
		if got.status != 2 || !strings.Contains(got.stderr, v.want) || !strings.Contains(got.stderr, "nothing was written") || got.stdout != "" {
			t.Errorf("%s: %+v", name, got)
		}
		after, err := os.ReadFile(old)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the book was touched, %v", name, err)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("files left behind: %v", files)
	}
	if got := invoke(t, "", []string{"prices", "import", write(t, "good.json", good), "--book", old, "--out", old}); got.status != 0 {
		t.Errorf("%+v", got)
	}
	if after, err := os.ReadFile(old); err != nil || bytes.Equal(before, after) {
		t.Errorf("a good import changed nothing, %v", err)
	}
	file := write(t, "a.json", good)
	if got := invoke(t, "", []string{"prices", "import", file, file, "--out", filepath.Join(dir, "x.csv")}); got.status != 2 || !strings.Contains(got.stderr, "both hold") {
		t.Errorf("the same rate twice: %+v", got)
	}
}

func TestPricesShow(t *testing.T) {
	summary := invoke(t, "", words("prices show"))
	for _, part := range []string{pricing.Embedded().Version(), "keys", "eu-west-1", "Oldest rates", "undated", "Sources"} {
		if !strings.Contains(summary.stdout, part) {
			t.Errorf("no %q in\n%s", part, summary.stdout)
		}
	}
	if got := invoke(t, "", words("prices show --key nat.* --region us-east-1")); strings.Count(got.stdout, "\n") != 2 || !strings.Contains(got.stdout, "$0.045 per hour") {
		t.Errorf("%+v", got)
	}
	var rates []struct {
		Key   string
		Tiers []struct {
			To  *float64
			USD string
		}
	}
	got := invoke(t, "", words("prices show --key s3.standard.storage --region us-east-1 --format json"))
	if err := json.Unmarshal([]byte(got.stdout), &rates); err != nil || len(rates) != 1 || len(rates[0].Tiers) != 3 || *rates[0].Tiers[0].To != 51200 || rates[0].Tiers[2].To != nil || rates[0].Tiers[0].USD != "0.023" {
		t.Errorf("%v %+v", err, got)
	}
	for _, bad := range []string{"prices", "prices frob", "prices show x", "prices show --key [", "prices show --key no.such", "prices show --format csv", "prices import", "prices diff embedded",
		"prices import missing.json", "prices show --book missing.csv", "prices diff embedded embedded a b", "prices import --book embedded /", "prices import x --only"} {
		if got := invoke(t, "", words(bad)); got.status != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, "stagecraft: ") {
			t.Errorf("%s: %+v", bad, got)
		}
	}
	if help := invoke(t, "", words("prices --help")); help.status != 0 || !strings.Contains(help.stdout, "prices import FILE") {
		t.Errorf("%+v", help)
	}
}

// ec2Products writes products until so many bytes are out: many that no rule
// takes, among them those of the book.
func ec2Products(w io.Writer, size int, write func(sku, instance string, wanted bool, usd string) string) {
	var types []string
	var prices []string
	for _, r := range pricing.Embedded().Rates("us-east-1") {
		if name, ok := strings.CutPrefix(string(r.Key), "ec2."); ok {
			types, prices = append(types, name), append(prices, r.Price().Price.String())
		}
	}
	for n, out := 0, 0; out < size; n++ {
		wanted := n%97 == 0 && n/97 < len(types)
		instance, usd := types[n%len(types)], "9.99"
		if wanted {
			instance, usd = types[n/97], prices[n/97]
		}
		text := write(fmt.Sprintf("SKU%012d", n), instance, wanted, usd)
		out += len(text)
		if _, err := io.WriteString(w, text); err != nil {
			panic(err)
		}
	}
}

// padding stands for the attributes and descriptions of a real product.
var padding = strings.Repeat("x", 900)

func largeCSV(w io.Writer) {
	io.WriteString(w, "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"-\"\n\"Publication Date\",\"2026-11-01T12:00:00Z\"\n\"Version\",\"20261101120000\"\n\"OfferCode\",\"AmazonEC2\"\n"+
		"\"SKU\",\"OfferTermCode\",\"RateCode\",\"TermType\",\"PriceDescription\",\"EffectiveDate\",\"StartingRange\",\"EndingRange\",\"Unit\",\"PricePerUnit\",\"Currency\",\"Product Family\",\"Location Type\",\"Region Code\",\"Instance Type\",\"Operating System\",\"License Model\",\"Tenancy\",\"Pre Installed S/W\",\"CapacityStatus\",\"usageType\",\"operation\"\n")
	ec2Products(w, largeFile, func(sku, instance string, wanted bool, usd string) string {
		tenancy := map[bool]string{true: "Shared", false: "Dedicated"}[wanted]
		return fmt.Sprintf("\"%s\",\"JRTCKXETXF\",\"%s.JRTCKXETXF.6YS6EN2CT7\",\"OnDemand\",\"%s\",\"2026-11-01\",\"0\",\"Inf\",\"Hrs\",\"%s\",\"USD\",\"Compute Instance\",\"AWS Region\",\"us-east-1\",\"%s\",\"Linux\",\"No License required\",\"%s\",\"NA\",\"Used\",\"BoxUsage:%s\",\"RunInstances\"\n",
			sku, sku, padding, usd, instance, tenancy, instance)
	})
}

func largeJSON(w io.Writer) {
	io.WriteString(w, `{"formatVersion":"v1.0","offerCode":"AmazonEC2","version":"20261101120000","publicationDate":"2026-11-01T12:00:00Z","products":{`)
	comma := ""
	ec2Products(w, largeFile/2, func(sku, instance string, wanted bool, usd string) string {
		tenancy := map[bool]string{true: "Shared", false: "Dedicated"}[wanted]
		text := fmt.Sprintf("%s\n\"%s\":{\"sku\":\"%s\",\"productFamily\":\"Compute Instance\",\"attributes\":{\"servicename\":\"%s\",\"locationType\":\"AWS Region\",\"regionCode\":\"us-east-1\",\"instanceType\":\"%s\",\"operatingSystem\":\"Linux\",\"tenancy\":\"%s\",\"preInstalledSw\":\"NA\",\"capacitystatus\":\"Used\",\"licenseModel\":\"No License required\",\"usagetype\":\"BoxUsage:%s\",\"operation\":\"RunInstances\"}}",
			comma, sku, sku, padding, instance, tenancy, instance)
		comma = ","
		return text
	})
	io.WriteString(w, `},"terms":{"OnDemand":{`)
	comma = ""
	ec2Products(w, largeFile/2, func(sku, _ string, _ bool, usd string) string {
		text := fmt.Sprintf("%s\n\"%s\":{\"%s.J\":{\"offerTermCode\":\"JRTCKXETXF\",\"priceDimensions\":{\"%s.J.6\":{\"description\":\"%s\",\"unit\":\"Hrs\",\"beginRange\":\"0\",\"endRange\":\"Inf\",\"pricePerUnit\":{\"USD\":\"%s\"}}}}}",
			comma, sku, sku, sku, padding, usd)
		comma = ","
		return text
	})
	io.WriteString(w, "}}}\n")
}

// The real program, in a process of its own, reads 300 MB in less than 200.
func TestAnImportOf300MB(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 300 MB")
	}
	program := released(t)
	for name, generate := range map[string]func(io.Writer){"ec2.csv": largeCSV, "ec2.json": largeJSON} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriterSize(file, megabyte)
		generate(w)
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		info, err := file.Stat()
		if err != nil || info.Size() < largeFile {
			t.Fatalf("%v, %v", info, err)
		}
		file.Close()
		out := filepath.Join(dir, "new.csv")
		child := exec.CommandContext(t.Context(), program, "prices", "import", path, "--only", "ec2.*", "--out", out)
		said, peak, err := measured(t, child)
		if err != nil || !strings.Contains(said, "rates in us-east-1") {
			t.Fatalf("%s: %v\n%s", name, err, said)
		}
		t.Logf("%s: %d MB of file, %d MB of memory, %v", name, info.Size()/megabyte, peak/megabyte, child.ProcessState.UserTime())
		if peak >= mostResident {
			t.Errorf("%s: %d MB at its peak", name, peak/megabyte)
		}
		book, err := openBook(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range pricing.Changes(pricing.Embedded(), book) {
			if c.Priced() {
				t.Errorf("%s in %s: %v became %v", c.Key, c.Region, c.Before.Tiers, c.After.Tiers)
			}
		}
		os.Remove(path)
	}
}

// released builds the program as it is shipped: the race detector of the tests
// would take several times the memory that is measured.
func released(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "stagecraft")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-tags", "sqlite_omit_load_extension netgo osusergo", "-o", program, ".")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, said)
	}
	return program
}

// measured runs a child and gives what it said and the most memory it held. It
// asks the system while the child runs: what is told after its end counts the
// memory of the parent it was forked from.
func measured(t *testing.T, child *exec.Cmd) (said string, peak int64, err error) {
	t.Helper()
	var out bytes.Buffer
	child.Stdout, child.Stderr = &out, &out
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	for {
		select {
		case err := <-ended:
			if peak == 0 {
				t.Fatal("the memory of a child is not known here")
			}
			return out.String(), peak, err
		case <-time.After(5 * time.Millisecond):
			peak = max(peak, held(child.Process.Pid))
		}
	}
}

// held is the most memory a process has held so far, in bytes; 0 when it is gone.
func held(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kib int64
	if _, after, found := strings.Cut(string(status), "VmHWM:"); found {
		fmt.Sscanf(strings.TrimSpace(after), "%d", &kib)
	}
	return kib * 1024
}
