package views

// SignInPage leads to the provider that says who somebody is.
type SignInPage struct {
	Frame
	Provider string // its host
	Return   string // path to come back to
	Out      bool   // just signed out
	Title    string // what went wrong, when something did
	Text     string // a sentence with the cure
	Request  string // id by which the log knows it
}
