/**
 * What a perfect method could say of a post.
 */
import type { PlantedModel } from "./PlantedModel.ts"

/** The topic of `words` (numbers of drawn words, in title and prose) at a site in a year; ties go to the lower topic. */
export type Oracle = (words: Int32Array, site: number, year: number) => number

/**
 * The topic k with the highest posterior under the true parameters, with the second topic j of a mixed post summed out:
 *
 *     p(k | site, year) [ (1 − m) Π_i φ_k(w_i) + m Σ_{j ≠ k} p(j | site, year, j ≠ k) Π_i (λ φ_k(w_i) + (1 − λ) φ_j(w_i)) ]
 *
 * with m = mixedShare, λ = mainShare and φ_k(w) = t θ_k(w) + s θ̄(w), where t is the share of topic words, s that of stray
 * words, θ̄ the mean of θ by size. Background words have the same factor for every topic and drop out.
 * It sees the drawn words of title and prose with the site and the year; not code, tags, score or author.
 *
 * Products only, divided by their largest every 16 words, so that the result needs no logarithm and is the same
 * on every machine. O(words × nTopics²).
 */
export const makeOracle = (model: PlantedModel): Oracle => {
  const { nTopics, prevalence, likelihood } = model
  const { nTopicWords } = model.distributions
  const { mixedShare, mainShare } = model.difficulty
  const other = 1 - mainShare
  const products = new Float64Array(nTopics * nTopics)
  return (words, site, year) => {
    products.fill(1)
    let seen = 0
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!
      if (word >= nTopicWords) continue
      const at = word * nTopics
      for (let k = 0, cell = 0; k < nTopics; k++) {
        const ofMain = likelihood[at + k]!
        for (let j = 0; j < nTopics; j++, cell++) {
          products[cell]! *= j === k ? ofMain : mainShare * ofMain + other * likelihood[at + j]!
        }
      }
      if (++seen % 16 === 0) rescale(products)
    }
    const prior = prevalence[site]!.subarray(year * nTopics, (year + 1) * nTopics)
    let best = 0
    let highest = -1
    for (let k = 0; k < nTopics; k++) {
      let mixed = 0
      for (let j = 0; j < nTopics; j++) if (j !== k) mixed += prior[j]! * products[k * nTopics + j]!
      const others = 1 - prior[k]!
      const mean = others > 0 ? mixed / others : 0
      const posterior = prior[k]! * ((1 - mixedShare) * products[k * nTopics + k]! + mixedShare * mean)
      if (posterior > highest) {
        highest = posterior
        best = k
      }
    }
    return best
  }
}

const rescale = (products: Float64Array): void => {
  let largest = 0
  for (let i = 0; i < products.length; i++) if (products[i]! > largest) largest = products[i]!
  for (let i = 0; i < products.length; i++) products[i] = products[i]! / largest
}
