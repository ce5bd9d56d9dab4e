package enginetest

import (
	"reflect"
	"testing"

	"go.yaml.in/yaml/v4"

	"quotepart/engine"
)

func TestBigYearsAreSound(t *testing.T) {
	for name, y := range map[string]*engine.Year{"BigYear": BigYear(2000, 30), "BigYearAll": BigYearAll(2000, 30)} {
		if found := y.Check(); len(found) > 0 {
			t.Errorf("%s: %d problems, the first: %s: %v", name, len(found), found[0].Address, found[0].Fault)
		}
		r, err := engine.Compute(y)
		if err != nil {
			t.Fatal(err)
		}
		if !r.Complete() || r.Totals().Contributions == 0 {
			t.Errorf("%s: complete %v, contributions %s", name, r.Complete(), r.Totals().Contributions)
		}
	}
	if !reflect.DeepEqual(BigYear(50, 3), BigYear(50, 3)) {
		t.Error("BigYear is not the same twice")
	}
}

// The built-in charter is read here without the dossier's parser, so that the value and the file are held against each other
// by two hands.
func TestCharter2014IsTheBuiltInFile(t *testing.T) {
	var file struct {
		ID, Title, Adopted string
		Tariffs            []struct {
			ID, Label, Article, Note, Level, Basis, Price, Amount, Tool, Assumed, Overlap, Beyond string
			Threshold                                                                             *int64
			Enabled                                                                               *bool
			Pool                                                                                  *struct {
				Level      engine.Level
				Categories []engine.Category
			}
			Bands []struct {
				From, To int64
				Price    string
			}
		}
	}
	if err := yaml.Unmarshal(engine.Builtin2014, &file); err != nil {
		t.Fatal(err)
	}
	got := &engine.Charter{ID: file.ID, Title: file.Title, Adopted: must(t, engine.ParseDate, file.Adopted)}
	for _, f := range file.Tariffs {
		tariff := &engine.Tariff{ID: f.ID, Label: f.Label, Article: f.Article, Note: f.Note, Level: engine.Level(f.Level),
			Basis: engine.Basis(f.Basis), Disabled: f.Enabled != nil && !*f.Enabled, Tool: f.Tool,
			Overlap: engine.Overlap(f.Overlap), Beyond: engine.Beyond(f.Beyond)}
		if f.Price != "" {
			tariff.Price = engine.Some(must(t, engine.ParsePrice, f.Price))
		}
		if f.Amount != "" {
			tariff.Amount = engine.Some(must(t, engine.ParseCents, f.Amount))
		}
		if f.Assumed != "" {
			tariff.Assumed = must(t, engine.ParsePercent, f.Assumed)
		}
		if f.Threshold != nil {
			tariff.Threshold = engine.Some(*f.Threshold)
		}
		if f.Pool != nil {
			tariff.Pool = &engine.Pool{Level: f.Pool.Level, Categories: f.Pool.Categories}
		}
		for _, b := range f.Bands {
			tariff.Bands = append(tariff.Bands, engine.Band{From: b.From, To: b.To, Price: must(t, engine.ParsePrice, b.Price)})
		}
		got.Tariffs = append(got.Tariffs, tariff)
	}
	want := Charter2014()
	if len(got.Tariffs) != len(want.Tariffs) {
		t.Fatalf("the file has %d tariffs, the value %d", len(got.Tariffs), len(want.Tariffs))
	}
	for i := range want.Tariffs {
		if !reflect.DeepEqual(got.Tariffs[i], want.Tariffs[i]) {
			t.Errorf("tariff %s\nfile  %+v\nvalue %+v", want.Tariffs[i].ID, got.Tariffs[i], want.Tariffs[i])
		}
	}
	got.Tariffs, want.Tariffs = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("file %+v, value %+v", got, want)
	}
}

func must[T any](t *testing.T, parse func(string) (T, error), s string) T {
	t.Helper()
	v, err := parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return v
}
