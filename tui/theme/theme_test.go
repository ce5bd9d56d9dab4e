package theme

import (
	"math"
	"strings"
	"testing"

	"github.com/lucasb-eyer/go-colorful"
)

func mustNew(t *testing.T, name string, dark bool) Theme {
	t.Helper()
	th, err := New(name, dark)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func TestRender(t *testing.T) {
	dark := mustNew(t, "dark", true)
	if got, want := dark.Render(Positive, "+1"), "\x1b[38;2;103;189;240m+1\x1b[m"; got != want {
		t.Errorf("Render(Positive) = %q, want %q", got, want)
	}
	if got := dark.Render(Text, "x"); got != "x" {
		t.Errorf("Render(Text) = %q", got)
	}
	if got := dark.Render(Error, ""); got != "" {
		t.Errorf("an empty text is rendered as %q", got)
	}
	if got, want := dark.Over(Cursor, Positive, "+1"), "\x1b[1;48;2;18;58;92m\x1b[38;2;103;189;240m+1\x1b[m"; got != want {
		t.Errorf("Over = %q, want %q", got, want)
	}
	if got, want := dark.Over(Title, Title, "x"), dark.Render(Title, "x"); got != want {
		t.Errorf("Over of the same role = %q, want %q", got, want)
	}
	if got := (Theme{}).Render(Error, "x"); got != "x" {
		t.Errorf("the zero Theme renders %q", got)
	}
}

func TestNewUnknown(t *testing.T) {
	if _, err := New("pink", true); err == nil || !strings.Contains(err.Error(), `"pink"`) || !strings.Contains(err.Error(), "mono") {
		t.Errorf("New(pink): %v", err)
	}
}

func TestPick(t *testing.T) {
	tests := []struct {
		name string
		dark bool
		env  []string
		want Theme
	}{
		{"", true, nil, mustNew(t, "dark", true)},
		{"", false, nil, mustNew(t, "light", true)},
		{"auto", true, []string{"NO_COLOR=1"}, mustNew(t, "mono", true)},
		{"auto", true, []string{"NO_COLOR=false"}, mustNew(t, "mono", true)}, // any value that is not empty
		{"auto", true, []string{"NO_COLOR="}, mustNew(t, "dark", true)},
		{"auto", true, []string{"NO_COLOR=1", "NO_COLOR="}, mustNew(t, "dark", true)},
		{"auto", true, []string{"XNO_COLOR=1", "NO_COLORS=1", "NO_COLOR"}, mustNew(t, "dark", true)},
		{"light", true, []string{"NO_COLOR=1"}, mustNew(t, "light", true)},
		{"mono", false, nil, mustNew(t, "mono", true)},
	}
	for _, tt := range tests {
		got, err := Pick(tt.name, tt.dark, tt.env)
		if err != nil || got.prefix != tt.want.prefix {
			t.Errorf("Pick(%q, %v, %q): not the theme wanted (%v)", tt.name, tt.dark, tt.env, err)
		}
	}
}

func TestMonoHasNoColour(t *testing.T) {
	for role, s := range monoStyles {
		if s.fg != "" || s.bg != "" {
			t.Errorf("role %d has a colour", role)
		}
	}
}

func TestFill(t *testing.T) {
	if Fill(0) != Fill1 || Fill(4) != Fill5 || Fill(5) != Fill1 || Fill(-1) != Fill5 {
		t.Error("Fill does not go round")
	}
}

// backgrounds are the darkest and the lightest a theme is meant for.
var backgrounds = []struct {
	name   string
	styles styles
	shades []string
}{
	{"dark", darkStyles, []string{"#000000", "#1e1e1e", "#282c34"}},
	{"safe dark", safeDarkStyles, []string{"#000000", "#1e1e1e", "#282c34"}},
	{"light", lightStyles, []string{"#ffffff", "#fafafa"}},
	{"safe light", safeLightStyles, []string{"#ffffff", "#fafafa"}},
}

// Every text can be read: a contrast of 4.5 as WCAG 2 asks, also on the row
// under the cursor.
func TestContrast(t *testing.T) {
	texts := []Role{Text, Muted, Title, Accent, KeyName, Header, Positive, Negative, Success, Warning, Error, Tab, TabActive}
	for _, b := range backgrounds {
		for _, shade := range b.shades {
			plain := "#e0e0e0"
			if b.shades[0] == "#ffffff" {
				plain = "#202020"
			}
			for _, role := range append(texts, Edit, AppBar) {
				for _, under := range []Role{Text, Cursor, CursorIdle} {
					fg, bg := b.styles[role].fg, b.styles[role].bg
					if fg == "" {
						fg = plain
					}
					if bg == "" {
						bg = b.styles[under].bg
					}
					if bg == "" {
						bg = shade
					}
					if c := contrast(t, fg, bg); c < 4.5 {
						t.Errorf("%s: role %d over %d on %s: contrast %.1f", b.name, role, under, shade, c)
					}
				}
			}
		}
	}
}

// Differences above and below zero look different in every kind of colour
// vision, and so do the fills of the colour-blind-safe theme.
func TestColourVision(t *testing.T) {
	for _, b := range backgrounds {
		pairs := [][2]Role{{Positive, Negative}}
		if strings.HasPrefix(b.name, "safe") {
			for i := range Fills {
				for j := range i {
					pairs = append(pairs, [2]Role{Fill(i), Fill(j)})
				}
			}
		}
		for _, pair := range pairs {
			for vision, matrix := range visions {
				x := simulate(hex(t, b.styles[pair[0]].fg), matrix)
				y := simulate(hex(t, b.styles[pair[1]].fg), matrix)
				if d := x.DistanceCIEDE2000(y); d < 0.1 {
					t.Errorf("%s, %s: roles %d and %d are %.2f apart", b.name, vision, pair[0], pair[1], d)
				}
			}
		}
	}
}

// visions are the matrices, in linear RGB, of Machado, Oliveira and Fernandes,
// "A Physiologically-based Model for Simulation of Color Vision Deficiency"
// (2009), at full severity.
var visions = map[string][9]float64{
	"normal":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

func simulate(c colorful.Color, m [9]float64) colorful.Color {
	r, g, b := c.LinearRgb()
	return colorful.LinearRgb(m[0]*r+m[1]*g+m[2]*b, m[3]*r+m[4]*g+m[5]*b, m[6]*r+m[7]*g+m[8]*b).Clamped()
}

func hex(t *testing.T, s string) colorful.Color {
	t.Helper()
	c, err := colorful.Hex(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	luminance := func(s string) float64 {
		r, g, b := hex(t, s).LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return math.Max(x, y) / math.Min(x, y)
}
