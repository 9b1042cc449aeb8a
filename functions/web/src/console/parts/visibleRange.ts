/** So many rows above and below are there too, so that scrolling shows no gap. */
const MORE_ROWS = 4;

/** The rows of a list that are visible, or nearly: from `first` to before `end`. */
export function visibleRange(
  topPx: number,
  heightPx: number,
  rowPx: number,
  count: number,
): { first: number; end: number } {
  const first = Math.max(0, Math.min(Math.floor(topPx / rowPx) - MORE_ROWS, count));
  const end = Math.min(count, Math.ceil((topPx + heightPx) / rowPx) + MORE_ROWS);
  return { first, end: Math.max(first, end) };
}
