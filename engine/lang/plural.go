package lang

// Plural is a number with its noun: 1 hypothèse, 2 hypothèses. In French 0 is singular, in English plural.
func Plural(n int, one, many Text) Text {
	switch n {
	case 0:
		many.FR = one.FR
	case 1:
		many = one
	}
	return F("%[1]s %[2]s", "%[1]s %[2]s", Count(n), many)
}
