package scenarios

import "quotepart/engine"

// Due is what a year's members are still to be called for: each beneficiary that owes something and was not called, or only by calls
// that were cancelled, in the order of the year. Number, date and status of the calls are empty. Amounts are contributions on the
// expenses paid (art. 4.4), in cents.
//
// Uncertain are the members whose contribution cannot be computed whole: nobody can say what they are to be called for. Members that
// were called for another amount are neither: what is to be done about it is for finance to decide, see CheckYear.
//
// Errors are those of CheckYear.
func Due(r *engine.Result, calls []Call) (due []Call, uncertain []string, err error) {
	c := &Check{HasCalls: true}
	if c.Result, err = onBasis(r, engine.Paid); err != nil {
		return nil, nil, err
	}
	rows, err := c.checkCalls(calls)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		switch {
		case row.Verdict == Missing:
			due = append(due, Call{Member: row.Subject.ID, Amount: row.Expected})
		case row.Verdict == Incomplete && row.Issued == 0:
			uncertain = append(uncertain, row.Name)
		}
	}
	return due, uncertain, nil
}
