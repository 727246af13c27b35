import type { CoOccurrence } from "./CoOccurrence.ts"

/**
 * NPMI coherence of each topic (nTopics), −1 to 1: the mean over all pairs of its words of
 * ln((p(v, w) + ε) / (p(v) p(w))) / −ln(p(v, w) + ε), ε = 1e−12, probabilities from documents or windows.
 *
 * About 0 = as by chance; −1 = never together. What is counted makes the variant: `inDocuments`, or windows by
 * `addWindows`. Pairs with a word that occurs nowhere are left out; a topic without a pair has NaN.
 *
 * Misleads: it is high for words that repeat each other (first names, error codes) and low for topics of general words
 * that a reader may find clear; it never says that a topic is right. Words must not be *chosen* by it: re-ranking
 * lifts it and proves nothing.
 * Source: Röder, Both & Hinneburg, WSDM 2015 (C_NPMI); there and in gensim counted in windows of 10 words.
 */
export const npmi = ({ counts, topicWords, total }: CoOccurrence): Float64Array =>
  Float64Array.from(topicWords, ({ length }, topic) => {
    let sum = 0
    let nPairs = 0
    for (let i = 1; i < length; i++) {
      for (let j = 0; j < i; j++) {
        const value = pairNpmi(counts[topic]!, total, length, i, j)
        if (Number.isNaN(value)) continue
        sum += value
        nPairs++
      }
    }
    return sum / nPairs
  })

/**
 * NPMI of words i and j of one topic (`counts` nWords × nWords, of `total` documents or windows), −1 to 1; about 1 for a
 * word and itself. NaN where one occurs nowhere.
 */
export const pairNpmi = (counts: Float64Array, total: number, nWords: number, i: number, j: number): number => {
  const both = counts[i * nWords + j]! / total + 1e-12
  const independent = (counts[i * nWords + i]! / total) * (counts[j * nWords + j]! / total)
  return independent > 0 ? Math.log(both / independent) / -Math.log(both) : Number.NaN
}
