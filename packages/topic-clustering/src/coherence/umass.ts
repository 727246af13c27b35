/**
 * UMass coherence: whether a topic's words stand in the same documents, in three variants.
 *
 * All count documents (`inDocuments`), are at most about 0, and are higher where lower-ranked words imply higher-ranked
 * ones. They mislead towards frequent words, which co-occur with everything, and sums grow with the number of words:
 * compare topics by the same variant and the same number of words only. A topic with fewer than two words has NaN.
 */
import type { CoOccurrence } from "./CoOccurrence.ts"

/**
 * The textbook's: for each topic (nTopics) the sum over all pairs of ln((D(m, l) + 1) / D(l)), l the higher-ranked word
 * of the two. Source: Mimno, Wallach, Talley, Leenders & McCallum, EMNLP 2011, equation 1.
 */
export const umass = (found: CoOccurrence): Float64Array =>
  sumOverPairs(found, ({ both, higher }) => Math.log((both + 1) / higher))

/**
 * R stm's `semanticCoherence`: ln(.01 + D(m, l)) − ln(.01 + D(l)), where l is the word that comes first in the list of all
 * topics' words. A word that an earlier topic has comes before all new ones, whatever its rank, so the number of a topic
 * depends on the order of topics. Kept to compare with stm 1.3.7.
 */
export const umassStm = (found: CoOccurrence): Float64Array =>
  sumOverPairs(found, ({ both, earlier }) => Math.log(0.01 + both) - Math.log(0.01 + earlier))

/** gensim's `u_mass`: the *mean* over pairs of ln((D(m, l) / N + 1e−12) / (D(l) / N)), l the higher-ranked word. Equal to gensim 4.2. */
export const umassGensim = (found: CoOccurrence): Float64Array =>
  sumOverPairs(found, ({ both, higher }) => Math.log((both / found.total + 1e-12) / (higher / found.total))).map(
    (sum, topic) => sum / ((found.topicWords[topic]!.length * (found.topicWords[topic]!.length - 1)) / 2)
  )

interface Pair {
  /** Documents that hold both, the word of higher rank, and the word that comes first in the list of all topics' words. */
  readonly both: number
  readonly higher: number
  readonly earlier: number
}

const sumOverPairs = ({ counts, topicWords }: CoOccurrence, term: (pair: Pair) => number): Float64Array => {
  const list = new Map<number, number>()
  for (const words of topicWords) for (const word of Array.from(words)) if (!list.has(word)) list.set(word, list.size)
  return Float64Array.from(topicWords, (words, topic) => {
    const n = words.length
    const together = counts[topic]!
    let sum = n < 2 ? Number.NaN : 0
    for (let m = 1; m < n; m++) {
      for (let l = 0; l < m; l++) {
        const first = list.get(words[l]!)! < list.get(words[m]!)! ? l : m
        sum += term({
          both: together[m * n + l]!,
          higher: together[l * n + l]!,
          earlier: together[first * n + first]!
        })
      }
    }
    return sum
  })
}
