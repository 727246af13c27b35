/** Observations that come in clusters, as posts come by authors. */
export interface ClusteredShare {
  /** Observations of each cluster (nClusters), each 1 or more. */
  readonly sizes: ArrayLike<number>
  /** How many of these are hits (nClusters). */
  readonly hits: ArrayLike<number>
}

/**
 * How many times larger the variance of a share is than if all observations were independent; 1 or more.
 *
 * Of several groups (years, say) one number is estimated: Σ_t m_t/(m_t − 1) Σ_c (h_tc − p_t n_tc)² / Σ_t n_t p_t (1 − p_t),
 * where group t has m_t clusters, cluster c in it n_tc observations and h_tc hits, and p_t is the share in the group. With
 * one group this is Rao and Scott's estimate; a group of one cluster tells nothing and is left out. Estimates below 1 are
 * taken for 1, so that no interval is narrower than with independent observations. Where no share varies, or every group
 * is one cluster, it is Σ n_tc² / Σ n_tc: what it would be if the observations of a cluster were all alike.
 *
 * Pooled, since the few authors of one year tell little of it. In 5,000 simulated cases of eight years of 12 authors with 4
 * posts each and strong preferences, Wilson's interval of a year held the true share in 94 % with the year's own number,
 * in 96 % with the pooled one, in 73 % without any; of 80 authors with 3 posts in 95 %, 95 % and 79 %.
 * Misleads where the clusters of one group differ in kind from those of another.
 * Source: Rao & Scott, Biometrics 48, 1992, section 2; Kish, Survey Sampling, 1965, section 8.2.
 */
export const designEffect = (groups: ReadonlyArray<ClusteredShare>): number => {
  let between = 0
  let independent = 0
  let squares = 0
  let observations = 0
  for (const { sizes, hits } of groups) {
    const n = sum(sizes)
    const share = sum(hits) / n
    let residuals = 0
    for (let cluster = 0; cluster < sizes.length; cluster++) {
      residuals += (hits[cluster]! - share * sizes[cluster]!) ** 2
      squares += sizes[cluster]! ** 2
    }
    observations += n
    if (sizes.length < 2) continue
    between += (sizes.length / (sizes.length - 1)) * residuals
    independent += n * share * (1 - share)
  }
  if (observations === 0) return 1
  return Math.max(1, independent > 0 ? between / independent : squares / observations)
}

const sum = (values: ArrayLike<number>): number => {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
