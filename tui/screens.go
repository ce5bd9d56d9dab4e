package tui

import (
	"quotepart/tui/members"
	"quotepart/tui/ui"
)

// newScreens are the tabs, in their order.
func newScreens() []ui.Screen {
	return []ui.Screen{members.New()}
}
