// Package yamltext holds what every reader of a YAML document here needs:
// a bound on its nesting before it is parsed, and scalars as they were written.
package yamltext

import "github.com/goccy/go-yaml/ast"

// deepest bounds the nesting of a document: none here nests more than three
// times, and the parser takes time with the square of the depth.
const deepest = 32

// TooDeep tells whether a document nests deeper than 32 levels. It counts the
// brackets that are open at once and the list marks a line starts with. It looks
// into texts too, where so many would be no loss.
func TooDeep(content []byte) bool {
	open, marks, starting := 0, 0, true
	for i, c := range content {
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			open = max(open-1, 0)
		case '\n', '\r':
			marks, starting = 0, true
			continue
		case '-', '?', ':':
			if starting && i+1 < len(content) && (content[i+1] == ' ' || content[i+1] == '\t') {
				marks++
			}
		case ' ', '\t':
		default:
			starting = false
		}
		if open > deepest || marks > deepest {
			return true
		}
	}
	return false
}

// Scalar gives a scalar as it was written, before YAML reads numbers into it: a
// price keeps its digits, and 90:10 stays a ratio. Nothing is an empty text;
// false is for what is no scalar.
func Scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case nil, *ast.NullNode:
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
