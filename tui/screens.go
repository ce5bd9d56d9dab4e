package tui

import (
	"quotepart/tui/compare"
	"quotepart/tui/members"
	"quotepart/tui/scenariolist"
	"quotepart/tui/ui"
)

// newScreens are the tabs, in their order.
func newScreens() []ui.Screen {
	return []ui.Screen{members.New(), scenariolist.New(), compare.New()}
}
