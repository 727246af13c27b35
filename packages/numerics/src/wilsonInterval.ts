/** The two ends of an interval, 0 to 1. */
export interface ShareInterval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's 95 % score interval of a share (0 to 1) of `n` observations, which need not be a whole number.
 *
 * (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n) with z = 1.959963984540054, without continuity correction.
 * For posts that come in clusters, `n` is their number divided by the design effect. Source: Wilson, JASA 22, 1927.
 */
export const wilsonInterval = (share: number, n: number): ShareInterval => {
  const scale = 1 + (z * z) / n
  const centre = (share + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / scale
  // The ends of the two extreme shares are exact, and rounding would miss them.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half }
}

const z = 1.959963984540054
