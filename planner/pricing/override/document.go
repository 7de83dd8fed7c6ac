package override

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"stagecraft/planner/yamltext"
)

// document is the file. Values are texts as they are written, so that a price
// keeps its digits and 012 stays what it is.
type document struct {
	Label, AsOf string
	Rates       []rateDoc
	Currency    *currencyDoc
}

type rateDoc struct{ Key, Region, Discount, USD, Label, AsOf string }

type currencyDoc struct{ Code, Rate, AsOf, Source string }

// decode reads the YAML. A broken document must not stop the program, whatever
// the parser makes of it.
func decode(content []byte) (doc document, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the YAML cannot be read: %v", fault)
		}
	}()
	if yamltext.TooDeep(content) {
		return doc, errors.New("the YAML nests deeper than any file of rates")
	}
	body, err := yamlBody(content)
	if err != nil {
		return doc, err
	}
	var rates, currency ast.Node
	if err := into(body, map[string]*string{"label": &doc.Label, "as_of": &doc.AsOf},
		map[string]*ast.Node{"rates": &rates, "currency": &currency}); err != nil {
		return doc, err
	}
	if doc.Rates, err = rateDocs(rates); err != nil {
		return doc, err
	}
	if !isNothing(currency) {
		c := &currencyDoc{}
		if err := into(currency, map[string]*string{"code": &c.Code, "rate": &c.Rate, "as_of": &c.AsOf, "source": &c.Source}, nil); err != nil {
			return doc, fmt.Errorf("currency: %w", err)
		}
		doc.Currency = c
	}
	return doc, nil
}

func rateDocs(n ast.Node) ([]rateDoc, error) {
	if isNothing(n) {
		return nil, nil
	}
	list, isList := n.(*ast.SequenceNode)
	if !isList {
		return nil, errors.New("rates holds no list of entries, each with a dash")
	}
	if len(list.Values) > mostRates {
		return nil, fmt.Errorf("more than %d rates; one entry with a pattern such as ec2.* stands for many", mostRates)
	}
	docs := make([]rateDoc, len(list.Values))
	for i, item := range list.Values {
		d := &docs[i]
		if err := into(item, map[string]*string{"key": &d.Key, "region": &d.Region, "discount": &d.Discount, "usd": &d.USD, "label": &d.Label, "as_of": &d.AsOf}, nil); err != nil {
			return nil, fmt.Errorf("rates, entry %d: %w", i+1, err)
		}
	}
	return docs, nil
}

// into reads a mapping: its scalars into texts, the rest into nodes. Unknown and
// repeated names are errors.
func into(n ast.Node, texts map[string]*string, nodes map[string]*ast.Node) error {
	pairs, err := yamlPairs(n)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		name := pair.Key.GetToken().Value
		if seen[name] {
			return fmt.Errorf("%q is given twice", name)
		}
		seen[name] = true
		if at, known := nodes[name]; known {
			*at = pair.Value
			continue
		}
		at, known := texts[name]
		if !known {
			return fmt.Errorf("%q is not known; accepted: %s", name, accepted(texts, nodes))
		}
		text, isScalar := yamltext.Scalar(pair.Value)
		if !isScalar {
			return fmt.Errorf("%s holds a YAML %s where one value is expected", name, strings.ToLower(pair.Value.Type().String()))
		}
		*at = text
	}
	return nil
}

func accepted(texts map[string]*string, nodes map[string]*ast.Node) string {
	var names []string
	for name := range texts {
		names = append(names, name)
	}
	for name := range nodes {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// yamlBody parses the one document there must be.
func yamlBody(content []byte) (ast.Node, error) {
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		var fault yaml.Error
		if errors.As(err, &fault) && fault.GetToken() != nil && fault.GetToken().Position != nil {
			return nil, fmt.Errorf("the YAML cannot be read: line %d: %s", fault.GetToken().Position.Line, fault.GetMessage())
		}
		return nil, fmt.Errorf("the YAML cannot be read: %w", err)
	}
	var body ast.Node
	for _, d := range file.Docs {
		if isNothing(d.Body) {
			continue
		}
		if body != nil {
			return nil, errors.New("more than one YAML document")
		}
		body = d.Body
	}
	if body == nil {
		return nil, errors.New("the file is empty")
	}
	return body, nil
}

func isNothing(n ast.Node) bool {
	switch n.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return true
	}
	return false
}

// yamlPairs gives the pairs of a mapping.
func yamlPairs(n ast.Node) ([]*ast.MappingValueNode, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, nil
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return nil, errors.New("anchors, aliases and tags of YAML are not read: write the values out")
	}
	return nil, errors.New("no names and values, such as “label: Enterprise agreement”")
}
