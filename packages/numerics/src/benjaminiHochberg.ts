/**
 * The q-values of one family of tests: the false discovery rate at which each test would just be rejected, in the order
 * of `ps` (each 0 to 1).
 *
 * q of the i-th smallest of m p-values is the least of m p_j / j over j ≥ i, at most 1; equal p have equal q. As R's
 * `p.adjust(method = "BH")`. Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 57, 1995. It holds
 * for independent tests and for positively dependent ones; p-values of one family must all be passed at once.
 */
export const benjaminiHochberg = (ps: ReadonlyArray<number>): Float64Array => {
  const falling = Array.from(ps.keys()).sort((a, b) => ps[b]! - ps[a]!)
  const qs = new Float64Array(ps.length)
  let least = 1
  falling.forEach((test, i) => {
    least = Math.min(least, (ps[test]! * ps.length) / (ps.length - i))
    qs[test] = least
  })
  return qs
}
