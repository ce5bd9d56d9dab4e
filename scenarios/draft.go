package scenarios

// Draft is working changes that no scenario holds, to be offered next time, with the scenario that they were made from.
type Draft struct {
	Changes  []Change `json:"changes"`
	Of       string   `json:"of,omitempty"`       // the name of that scenario, nothing where there was none
	Note     string   `json:"note,omitempty"`     // that it had
	Revision uint64   `json:"revision,omitempty"` // at which it was read or saved
}

// Same tells whether two drafts are one: no list of changes is ever altered in place.
func (d Draft) Same(other Draft) bool {
	n := len(d.Changes)
	return n == len(other.Changes) && (n == 0 || &d.Changes[0] == &other.Changes[0] && d.Of == other.Of && d.Note == other.Note && d.Revision == other.Revision)
}
