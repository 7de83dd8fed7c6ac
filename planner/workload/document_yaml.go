package workload

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"stagecraft/planner/units"
	"stagecraft/planner/yamltext"
)

// ParseYAML reads a workload from a mapping of fields, flat or under
// "workload". Values are read as written, so that 90:10 stays a ratio and
// 1e7 a number. Anchors, aliases, tags, nested values and more than one
// document are refused: no field needs them. Errors are those of ParseJSON.
func ParseYAML(document []byte) (Workload, error) {
	if len(document) > MaxYAML {
		return Workload{}, fmt.Errorf("the YAML has more than %d KB", MaxYAML>>10)
	}
	document = withoutMark(document)
	if yamltext.TooDeep(document) {
		return Workload{}, errors.New("the YAML nests deeper than any workload")
	}
	members, err := yamlMembers(document)
	if err != nil {
		return Workload{}, err
	}
	return parseMembers(members)
}

// yamlMembers reads the pairs of the document.
func yamlMembers(document []byte) (members []member, err error) {
	defer func() { // a broken document must not stop the program, whatever the parser makes of it
		if fault := recover(); fault != nil {
			members, err = nil, fmt.Errorf("the YAML cannot be read: %v", fault)
		}
	}()
	body, err := yamlBody(document)
	if err != nil {
		return nil, err
	}
	pairs, err := yamlPairs(body)
	if err != nil {
		return nil, err
	}
	if pairs, err = nestedPairs(pairs); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		m, err := yamlMember(pair)
		if err != nil {
			return nil, err
		}
		if seen[m.name] {
			return nil, Errors{{Field: m.name, Problem: "is given twice"}}
		}
		seen[m.name] = true
		members = append(members, m)
	}
	return members, nil
}

// yamlBody parses the one document there may be; nil when it is empty.
func yamlBody(document []byte) (ast.Node, error) {
	file, err := parser.ParseBytes(document, 0)
	if err != nil {
		return nil, fmt.Errorf("the YAML cannot be read: %w", plainYAMLError(err))
	}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			return nil, errors.New("the YAML holds more than one document")
		}
		body = d.Body
	}
	return body, nil
}

// plainYAMLError keeps the line and the message of a parser's error, without
// the excerpt of several lines.
func plainYAMLError(err error) error {
	var fault yaml.Error
	if !errors.As(err, &fault) {
		return err
	}
	message := strings.Trim(units.Quote(fault.GetMessage()), "“”")
	if at := fault.GetToken(); at != nil && at.Position != nil {
		return fmt.Errorf("line %d: %s", at.Position.Line, message)
	}
	return errors.New(message)
}

// yamlPairs gives the pairs of a mapping.
func yamlPairs(n ast.Node) ([]*ast.MappingValueNode, error) {
	switch n := n.(type) {
	case nil, *ast.NullNode, *ast.CommentGroupNode:
		return nil, nil
	case *ast.MappingNode:
		return n.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, nil
	}
	return nil, errors.New("the YAML is not a list of names and values, such as “users: 250k”")
}

// nestedPairs finds the pairs under "workload"; the same ones when they are flat.
func nestedPairs(pairs []*ast.MappingValueNode) ([]*ast.MappingValueNode, error) {
	var nested *ast.MappingValueNode
	names := make([]string, len(pairs))
	for i, pair := range pairs {
		names[i] = pair.Key.GetToken().Value
		if names[i] == nestedMember {
			nested = pair
		}
	}
	if nested == nil {
		return pairs, nil
	}
	if err := besideNested(names); err != nil {
		return nil, err
	}
	return yamlPairs(nested.Value)
}

// yamlMember turns one pair into what would be typed.
func yamlMember(pair *ast.MappingValueNode) (member, error) {
	m := member{name: pair.Key.GetToken().Value}
	if text, isScalar := yamltext.Scalar(pair.Value); isScalar {
		m.text = text
		return m, nil
	}
	sequence, isList := pair.Value.(*ast.SequenceNode)
	if !isList {
		kind := strings.ToLower(pair.Value.Type().String())
		return m, Errors{{Field: m.name, Problem: "holds a YAML " + kind + " where one value is expected"}}
	}
	m.list = []string{}
	for _, item := range sequence.Values {
		text, isScalar := yamltext.Scalar(item)
		if !isScalar {
			return m, Errors{{Field: m.name, Problem: "holds a list where one value is expected"}}
		}
		m.list = append(m.list, text)
	}
	return m, nil
}
