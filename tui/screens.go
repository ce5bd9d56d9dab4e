package tui

import (
	"quotepart/tui/budget"
	"quotepart/tui/calls"
	"quotepart/tui/compare"
	"quotepart/tui/members"
	"quotepart/tui/scenariolist"
	"quotepart/tui/schools"
	"quotepart/tui/tariffs"
	"quotepart/tui/ui"
	"quotepart/tui/usage"
)

// newScreens are the tabs, in their order.
func newScreens() []ui.Screen {
	return []ui.Screen{members.New(), schools.New(), tariffs.New(), usage.New(), budget.New(), scenariolist.New(), compare.New(), calls.New()}
}
