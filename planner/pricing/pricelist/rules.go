package pricelist

// The rules, one file a family of offers. Usage types and attributes are those
// of the AWS Price List Bulk API as its public readers record them: the rules of
// infracost/infracost (2024-07), cycloidio/terracost (2023-02), the column lists
// of timfanda35/aws-pricing-list-loader (2026-05), and where those are silent as
// the format is documented and as we remember it. They have not yet been run
// against current files: a rule that no longer fits refuses the file.
//
// Keys without a rule keep the rate the book has: those that no price list has
// (plans of CloudFront, services without a charge), that stand for many products
// (transfer to any other Region), or whose attributes no public reader records
// (Lightsail bundles, Cognito, CodePipeline, ElastiCache Serverless).
var offers = [][]offer{computeOffers, databaseOffers, storageOffers, networkOffers, applicationOffers, observabilityOffers}

// offersPath and savingsPath are where the files are below the host.
const (
	host        = "https://pricing.us-east-1.amazonaws.com"
	offersPath  = "/offers/v1.0/aws/"
	savingsPath = "/savingsPlan/v1.0/aws/"
)

// offerOf finds the rules of an offer code.
func offerOf(code string) (offer, bool) {
	for _, family := range offers {
		for _, o := range family {
			if o.code == code {
				if o.path == "" {
					o.path = offersPath
				}
				return o, true
			}
		}
	}
	return offer{}, false
}

// Offers lists the offer codes that can be read.
func Offers() []string {
	var codes []string
	for _, family := range offers {
		for _, o := range family {
			codes = append(codes, o.code)
		}
	}
	return codes
}
