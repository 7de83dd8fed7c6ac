package workload

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseYAML reads a workload from a mapping of fields, flat or under
// "workload". Values are read as written, so that 90:10 stays a ratio and
// 1e7 a number. Anchors, aliases, tags, lists and more than one document are
// refused: no field needs them. Errors are those of ParseJSON.
func ParseYAML(document []byte) (w Workload, err error) {
	if len(document) > MaxYAML {
		return Workload{}, fmt.Errorf("the YAML has more than %d KB", MaxYAML>>10)
	}
	nodes, err := mappingOf(document)
	if err != nil {
		return Workload{}, err
	}
	names := make([]string, 0, len(nodes))
	for _, n := range nodes {
		names = append(names, n.Key.GetToken().Value)
	}
	for i, n := range nodes {
		if names[i] != nestedMember {
			continue
		}
		if err := besideNested(names); err != nil {
			return Workload{}, err
		}
		if nodes, err = mappingNodes(n.Value); err != nil {
			return Workload{}, err
		}
		break
	}
	members := make([]member, 0, len(nodes))
	seen := map[string]bool{}
	for _, n := range nodes {
		m, err := yamlMember(n)
		if err != nil {
			return Workload{}, err
		}
		if seen[m.name] {
			return Workload{}, Errors{{Field: m.name, Problem: "is given twice"}}
		}
		seen[m.name] = true
		members = append(members, m)
	}
	return parseMembers(members)
}

// mappingOf parses the document and gives its top mapping.
func mappingOf(document []byte) (nodes []*ast.MappingValueNode, err error) {
	defer func() { // a broken document must not stop the program, whatever the parser does with it
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the YAML cannot be read: %v", fault)
		}
	}()
	file, err := parser.ParseBytes(document, 0)
	if err != nil {
		return nil, fmt.Errorf("the YAML cannot be read: %w", err)
	}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if body != nil {
			return nil, fmt.Errorf("the YAML holds more than one document")
		}
		body = d.Body
	}
	if body == nil {
		return nil, nil
	}
	return mappingNodes(body)
}

// mappingNodes gives the pairs of a mapping, however many it has.
func mappingNodes(n ast.Node) ([]*ast.MappingValueNode, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, nil
	case *ast.NullNode, *ast.CommentGroupNode:
		return nil, nil
	}
	return nil, fmt.Errorf("the YAML is not a list of names and values, such as “users: 250k”")
}

// yamlMember turns one pair into what would be typed.
func yamlMember(n *ast.MappingValueNode) (member, error) {
	name := n.Key.GetToken().Value
	if text, isScalar := scalarText(n.Value); isScalar {
		return member{name: name, text: text}, nil
	}
	if sequence, isList := n.Value.(*ast.SequenceNode); isList {
		list := []string{}
		for _, item := range sequence.Values {
			text, isScalar := scalarText(item)
			if !isScalar {
				return member{}, Errors{{Field: name, Problem: "holds a list where one value is expected"}}
			}
			list = append(list, text)
		}
		return member{name: name, list: list}, nil
	}
	return member{}, Errors{{Field: name, Problem: "holds a YAML " + strings.ToLower(n.Value.Type().String()) + " where one value is expected"}}
}

// scalarText gives a scalar as it was written, before YAML reads numbers into it.
func scalarText(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case nil:
		return "", true
	case *ast.NullNode:
		return "", true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}
