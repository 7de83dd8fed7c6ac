package units

import "strings"

const acceptedAmount = "64, 1.5, 2,000 or 3M"

// ParseAmount reads a number with or without a fraction, 0 to 10^18, with the
// magnitudes of ParseCount: "64", "1.5", "3M", "2.5k", "10,000". It is for
// amounts whose unit is known. Errors are *ParseError.
func ParseAmount(s string) (float64, error) {
	return plain(s, mostCount, acceptedAmount, magnitudes)
}

const acceptedGigabytes = "500, 0.5, 500 GB or 2 TiB"

// ParseGigabytes reads gigabytes as AWS bills them, of 2^30 bytes, 0 to 10^18:
// "500", "1.5 GB", "2 TiB", "512 MiB". TB is refused, for a price list counts
// 1,024 GB in it and the rest of the world 1,000. Errors are *ParseError.
func ParseGigabytes(s string) (float64, error) {
	refuse := refusal(s, acceptedGigabytes)
	t, problem := scan(s)
	if problem != "" {
		return 0, refuse(problem)
	}
	scale := 1.0
	unit := strings.ToLower(t.rest)
	switch unit {
	case "gb", "gib":
		t.rest = ""
	case "tib":
		t.rest, scale = "", 1024
	case "mib":
		t.rest, scale = "", 1.0/1024
	case "tb", "mb", "pb", "kb":
		return 0, refuse("can be read two ways: a price list counts in 1,024s, most people in thousands")
	}
	shift, known := magnitudes[strings.ToLower(t.rest)]
	if !known {
		return 0, refuse("ends in " + Quote(t.rest) + ", which is no unit here")
	}
	v, problem := t.value(shift, mostCount/1024)
	if problem != "" {
		return 0, refuse(problem)
	}
	return v * scale, nil
}
