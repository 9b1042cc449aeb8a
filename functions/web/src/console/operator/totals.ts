interface Sums {
  incomeUsd: number;
  costUsd: number;
}

/** The sums of all customers, with what nobody in particular costs. */
export function totalsOf(rows: readonly Sums[], sharedUsd: number): Sums & { marginUsd: number } {
  const incomeUsd = rows.reduce((sum, row) => sum + row.incomeUsd, 0);
  const costUsd = rows.reduce((sum, row) => sum + row.costUsd, sharedUsd);
  return { incomeUsd, costUsd, marginUsd: incomeUsd - costUsd };
}
