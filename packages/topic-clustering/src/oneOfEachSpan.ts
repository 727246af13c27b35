/**
 * Cuts posts in their order into `count` spans of equal number (of sizes that differ by one at most), and takes one of
 * each span: what `take` gives for it, and nothing where that is nothing. Fewer posts than `count` are a span each.
 */
export const oneOfEachSpan = (
  docs: ReadonlyArray<number>,
  count: number,
  take: (span: ReadonlyArray<number>) => number | undefined
): ReadonlyArray<number> => {
  const nSpans = Math.min(count, docs.length)
  return Array.from({ length: nSpans }, (_, span) =>
    docs.slice(Math.floor((span * docs.length) / nSpans), Math.floor(((span + 1) * docs.length) / nSpans))
  ).flatMap((span) => take(span) ?? [])
}
