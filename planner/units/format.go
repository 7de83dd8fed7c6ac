package units

import (
	"math"
	"strconv"
	"strings"
)

// displayDigits is how many significant digits a compact figure shows.
const displayDigits = 3

// FormatExact prints a count rounded to a whole number, with separators of
// thousands: "1,240".
func FormatExact(x float64) string { return fixed(x, 0) }

// FormatCount prints a count compactly, three significant digits: "900",
// "250k", "2.1M", "1.24B".
func FormatCount(x float64) string {
	return compact(x, []string{"", "k", "M", "B", "T"}, 0)
}

// FormatBytes prints an amount of data in SI units, three significant digits:
// "500 B", "1.9 TB".
func FormatBytes(b Bytes) string {
	return compact(float64(b), []string{" B", " KB", " MB", " GB", " TB", " PB"}, displayDigits)
}

// FormatGiB prints an amount of data in the gigabytes AWS sells memory in:
// "16 GiB", "0.5 GiB".
func FormatGiB(b Bytes) string { return FormatNumber(b.GiB(), displayDigits) + " GiB" }

// FormatRate prints a rate with three significant digits and every whole
// digit: "1,240/s", "0.012/s".
func FormatRate(r PerSecond) string { return FormatNumber(float64(r), displayDigits) + "/s" }

// FormatMilliseconds prints a duration, from ten seconds up in seconds:
// "142 ms", "1.2 ms", "12 s".
func FormatMilliseconds(m Milliseconds) string {
	if math.Abs(float64(m)) >= 10000 {
		return FormatNumber(m.Seconds(), displayDigits) + " s"
	}
	return FormatNumber(float64(m), displayDigits) + " ms"
}

// mostPercentDigits ends the search for a digit that shows the difference.
const mostPercentDigits = 9

// FormatPercent prints a ratio in per cent with at most the given decimals,
// without trailing zeros: "99.93%", "58%". A share that is neither nothing nor
// the whole never prints as 0% or 100%: digits are added until it shows.
func FormatPercent(r Ratio, digits int) string {
	percent := float64(r) * 100
	text := trimmed(percent, digits)
	for d := digits + 1; d <= mostPercentDigits && (text == "0" && r != 0 || text == "100" && r != 1); d++ {
		text = trimmed(percent, d)
	}
	return text + "%"
}

// FormatNumber prints a number with the given significant digits, every whole
// digit, separators of thousands and no trailing zeros: "1,237", "1.45".
func FormatNumber(x float64, significant int) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return trimmed(x, 0)
	}
	decimals := significant - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	return trimmed(x, max(decimals, 0))
}

// compact prints three significant digits with the suffix of the thousands;
// small amounts, below the first suffix, keep the given significant digits.
func compact(x float64, suffixes []string, small int) string {
	step := 0
	for step < len(suffixes)-1 && math.Abs(x) >= 999.5 {
		x /= 1000
		step++
	}
	if step == 0 {
		return FormatNumber(x, small) + suffixes[0]
	}
	return FormatNumber(x, displayDigits) + suffixes[step]
}

// trimmed prints at most the given decimals, without trailing zeros.
func trimmed(x float64, decimals int) string {
	text := fixed(x, decimals)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "−0" {
		return "0"
	}
	return text
}

// fixed prints exactly the given decimals with separators of thousands.
func fixed(x float64, decimals int) string {
	switch {
	case math.IsNaN(x):
		return "–"
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "−∞"
	}
	return grouped(strconv.FormatFloat(halfUp(x, decimals), 'f', decimals, 64))
}

// halfUp moves what lies just between two printed decimals to the larger one, as
// people round by hand; FormatFloat takes the even one.
func halfUp(x float64, decimals int) float64 {
	power := math.Pow10(decimals)
	scaled := math.Abs(x) * power
	if whole := math.Floor(scaled); scaled < 1<<52 && scaled-whole == 0.5 {
		return math.Copysign((whole+1)/power, x)
	}
	return x
}

// grouped puts separators of thousands and a typographic minus in a plain
// decimal.
func grouped(plain string) string {
	plain, negative := strings.CutPrefix(plain, "-")
	whole, fraction, pointed := strings.Cut(plain, ".")
	var b strings.Builder
	if negative && strings.Trim(plain, "0.") != "" {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if pointed {
		b.WriteString("." + fraction)
	}
	return b.String()
}
