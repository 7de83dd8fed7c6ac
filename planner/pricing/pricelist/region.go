package pricelist

import "strings"

// awsRegion is how one Region is written in price lists.
type awsRegion struct {
	code, location string
	prefixes       []string // of usage types; offers of before 2010 have none in us-east-1
}

// regions are the commercial Regions by code, with the location name and the
// usage type prefixes the price lists give them.
var regions = []awsRegion{
	{"us-east-1", "US East (N. Virginia)", []string{"USE1-"}},
	{"us-east-2", "US East (Ohio)", []string{"USE2-"}},
	{"us-west-1", "US West (N. California)", []string{"USW1-"}},
	{"us-west-2", "US West (Oregon)", []string{"USW2-"}},
	{"ca-central-1", "Canada (Central)", []string{"CAN1-"}},
	{"eu-west-1", "EU (Ireland)", []string{"EUW1-", "EU-"}},
	{"eu-west-2", "EU (London)", []string{"EUW2-"}},
	{"eu-west-3", "EU (Paris)", []string{"EUW3-"}},
	{"eu-central-1", "EU (Frankfurt)", []string{"EUC1-"}},
	{"eu-north-1", "EU (Stockholm)", []string{"EUN1-"}},
	{"eu-south-1", "EU (Milan)", []string{"EUS1-"}},
	{"ap-northeast-1", "Asia Pacific (Tokyo)", []string{"APN1-"}},
	{"ap-northeast-2", "Asia Pacific (Seoul)", []string{"APN2-"}},
	{"ap-northeast-3", "Asia Pacific (Osaka)", []string{"APN3-"}},
	{"ap-southeast-1", "Asia Pacific (Singapore)", []string{"APS1-"}},
	{"ap-southeast-2", "Asia Pacific (Sydney)", []string{"APS2-"}},
	{"ap-southeast-3", "Asia Pacific (Jakarta)", []string{"APS4-"}},
	{"ap-south-1", "Asia Pacific (Mumbai)", []string{"APS3-"}},
	{"ap-east-1", "Asia Pacific (Hong Kong)", []string{"APE1-"}},
	{"sa-east-1", "South America (Sao Paulo)", []string{"SAE1-"}},
	{"me-south-1", "Middle East (Bahrain)", []string{"MES1-"}},
	{"me-central-1", "Middle East (UAE)", []string{"MEC1-"}},
	{"af-south-1", "Africa (Cape Town)", []string{"AFS1-"}},
}

var byCode, byLocation = func() (code, location map[string]awsRegion) {
	code, location = map[string]awsRegion{}, map[string]awsRegion{}
	for _, r := range regions {
		code[r.code], location[r.location] = r, r
		// "EU (Ireland)" is "Europe (Ireland)" since 2020 in some offers.
		if city, european := strings.CutPrefix(r.location, "EU "); european {
			location["Europe "+city] = r
		}
	}
	return code, location
}()

// withoutPrefix takes the prefix of a Region from a usage type.
func withoutPrefix(usage, region string) string {
	for _, prefix := range byCode[region].prefixes {
		if rest, ok := strings.CutPrefix(usage, prefix); ok {
			return rest
		}
	}
	return usage
}

// regionOf is the Region a product is sold in; empty for what is sold elsewhere:
// Local Zones, Wavelength Zones, Outposts, everywhere. Data transfer belongs to
// the Region it leaves.
func regionOf(get func(string) string) string {
	for _, kind := range []string{get("locationtype"), get("fromlocationtype")} {
		if kind != "" && kind != "AWS Region" {
			return ""
		}
	}
	for _, code := range []string{get("fromregioncode"), get("regioncode"), get("discountedregioncode")} {
		if code != "" {
			return code
		}
	}
	for _, name := range []string{get("fromlocation"), get("location")} {
		if r, ok := byLocation[name]; ok {
			return r.code
		}
	}
	return ""
}
