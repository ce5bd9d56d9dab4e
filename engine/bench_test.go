package engine_test

import (
	"fmt"
	"math"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
)

// The two big years: tariffs at the levels of the charter, and all at level all, where each school has 7 lines.
var bigYears = []struct {
	name string
	make func(schools, members int) *engine.Year
}{
	{"charter", enginetest.BigYear}, {"all", enginetest.BigYearAll},
}

// BenchmarkCompute60k is a full recomputation of 60,000 schools, 1,000 members and 7 tariffs into a result already there.
func BenchmarkCompute60k(b *testing.B) {
	for _, big := range bigYears {
		b.Run(big.name, func(b *testing.B) { benchmarkCompute(b, big.make(60_000, 1_000)) })
	}
}

// BenchmarkComputeSomme is a year of the size of the Somme: 335 schools and 17 members.
func BenchmarkComputeSomme(b *testing.B) {
	benchmarkCompute(b, enginetest.BigYear(335, 17))
}

func benchmarkCompute(b *testing.B, y *engine.Year) {
	plan, err := engine.Compile(y)
	if err != nil {
		b.Fatal(err)
	}
	r := plan.NewResult()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Compute(); err != nil {
			b.Fatal(err)
		}
	}
	reportLines(b, r)
}

// reportLines gives the time for each line of the result, beside the time for all.
func reportLines(b *testing.B, r *engine.Result) {
	lines := 0
	for i := range r.Year().Charter.Tariffs {
		lines += r.Tariff(i).Schools
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
}

// BenchmarkCompileAndCompute60k is what one edit of a year costs when nothing is kept from the last.
func BenchmarkCompileAndCompute60k(b *testing.B) {
	for _, big := range bigYears {
		b.Run(big.name, func(b *testing.B) {
			y := big.make(60_000, 1_000)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := engine.Compute(y); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFloat60k is the yardstick: the same arithmetic on the same columns as a program in float64 would do it, rounding
// each amount to the cent and letting the shares add up to what they may.
func BenchmarkFloat60k(b *testing.B) {
	for _, big := range bigYears {
		b.Run(big.name, func(b *testing.B) {
			f := newFloatTable(b, big.make(60_000, 1_000))
			b.ReportAllocs()
			for b.Loop() {
				f.compute()
			}
		})
	}
}

// floatTable is a year as columns of float64.
type floatTable struct {
	tariffs             []floatTariff
	level               [2][]int32 // counted schools: écoles, collèges
	all                 []int32
	pupils, total       []float64 // per school
	member              []int32
	gross               []float64 // per member
	minutes, bucketSize [][7]float64
	contributions       float64
}

type floatTariff struct {
	*engine.Tariff
	schools []int32
	price   float64
	bands   []floatBand
	pool    float64
	amounts []float64
}

type floatBand struct{ from, to, price float64 }

func newFloatTable(b *testing.B, y *engine.Year) *floatTable {
	r, err := engine.Compute(y)
	if err != nil {
		b.Fatal(err)
	}
	n := len(y.Schools)
	f := &floatTable{pupils: make([]float64, n), total: make([]float64, n), member: make([]int32, n), gross: make([]float64, len(y.Members)),
		minutes: make([][7]float64, n), bucketSize: make([][7]float64, n)}
	for i, s := range y.Schools {
		f.pupils[i], f.member[i] = float64(s.Pupils), int32(r.MemberOf(i))
		for j, bucket := range s.Histogram("maxicours") {
			f.minutes[i][j], f.bucketSize[i][j] = float64(bucket.Minutes), float64(bucket.Pupils)
		}
		if r.School(i).Reason != engine.Counted {
			continue
		}
		f.all = append(f.all, int32(i))
		if s.Level == engine.Ecole {
			f.level[0] = append(f.level[0], int32(i))
		} else {
			f.level[1] = append(f.level[1], int32(i))
		}
	}
	for i, t := range y.Charter.Tariffs {
		ft := floatTariff{Tariff: t, schools: f.all, price: float64(t.Price.Value) / 1e6, pool: float64(r.Tariff(i).ToShare) / 100}
		switch t.Level {
		case engine.Ecole:
			ft.schools = f.level[0]
		case engine.College:
			ft.schools = f.level[1]
		}
		for _, band := range t.Bands {
			ft.bands = append(ft.bands, floatBand{float64(band.From), float64(band.To), float64(band.Price) / 1e6})
		}
		ft.amounts = make([]float64, len(ft.schools))
		f.tariffs = append(f.tariffs, ft)
	}
	f.compute()
	if want := float64(r.Totals().Contributions+r.Totals().Subsidies-r.Charge(y.Charge("contenus-ecoles")).Subsidies) / 100; math.Abs(f.contributions-want) > want*1e-5 {
		b.Fatalf("the yardstick computes something else: %.2f, the engine %.2f", f.contributions, want)
	}
	return f
}

func roundCents(v float64) float64 { return math.Round(v*100) / 100 }

func (f *floatTable) compute() {
	clear(f.total)
	clear(f.gross)
	for i := range f.tariffs {
		t := &f.tariffs[i]
		switch t.Basis {
		case engine.PerPupil:
			for k, s := range t.schools {
				t.amounts[k] = roundCents(f.pupils[s] * t.price)
			}
		case engine.PerSchool:
			for k := range t.schools {
				t.amounts[k] = roundCents(t.price)
			}
		case engine.PerActivePupil:
			threshold := float64(t.Threshold.Value)
			for k, s := range t.schools {
				above, among := 0.0, 0.0
				for j, minutes := range f.minutes[s] {
					among += f.bucketSize[s][j]
					if minutes > threshold {
						above += f.bucketSize[s][j]
					}
				}
				t.amounts[k] = roundCents(math.Round(above*f.pupils[s]/math.Max(among, f.pupils[s])) * t.price)
			}
		case engine.Banded:
			for k, s := range t.schools {
				for _, band := range t.bands {
					if f.pupils[s] >= band.from && f.pupils[s] <= band.to {
						t.amounts[k] = band.price
					}
				}
			}
		default:
			weight := 0.0
			for _, s := range t.schools {
				weight += f.pupils[s]
			}
			for k, s := range t.schools {
				t.amounts[k] = roundCents(t.pool * f.pupils[s] / weight)
			}
		}
		for k, s := range t.schools {
			f.total[s] += t.amounts[k]
		}
	}
	f.contributions = 0
	for _, s := range f.all {
		f.gross[f.member[s]] += f.total[s]
	}
	for _, gross := range f.gross {
		f.contributions += gross
	}
}

// BenchmarkExplain60k explains the lines of one school of the big year.
func BenchmarkExplain60k(b *testing.B) {
	r, err := engine.Compute(enginetest.BigYearAll(60_000, 1_000))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if lines := r.ExplainSchool(30_000); len(lines) != 7 {
			b.Fatal(fmt.Sprint(lines))
		}
	}
}

// The promise of Compute: no allocation, so that a key held down leaves no garbage.
func TestComputeDoesNotAllocate(t *testing.T) {
	for _, big := range bigYears {
		plan, err := engine.Compile(big.make(3_000, 50))
		if err != nil {
			t.Fatal(err)
		}
		r := plan.NewResult()
		if n := testing.AllocsPerRun(5, func() {
			if err := r.Compute(); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", big.name, n)
		}
	}
}
