import { entropy } from "@praxis/numerics/mutualInformation"

/**
 * How evenly posts are spread over topics, 0 to 1: entropy of the topic sizes divided by ln K; 1 = all equal, 1 for one
 * topic. `sizes` (nTopics) are posts. NaN without a post.
 * Misleads where topics truly differ in size: unequal is not worse. Very low = one topic holds nearly all.
 * Source: Pielou, Journal of Theoretical Biology 13, 1966 (evenness J).
 */
export const balance = (sizes: ArrayLike<number>): number => {
  const posts = Array.from(sizes).reduce((sum, size) => sum + size, 0)
  if (posts === 0) return Number.NaN
  return sizes.length < 2 ? 1 : entropy(sizes, posts) / Math.log(sizes.length)
}
