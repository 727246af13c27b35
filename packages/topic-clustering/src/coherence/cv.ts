import type { CoOccurrence } from "./CoOccurrence.ts"
import { pairNpmi } from "./npmi.ts"

/**
 * C_v coherence of each topic (nTopics), about 0 to 1: each of its words is the vector of its NPMI with all words of the
 * topic, itself included; the mean cosine of these vectors and their sum ("one-set" segmentation).
 *
 * Counts are of boolean sliding windows of 110 words. Words that occur nowhere are left out; a topic without a word has
 * NaN.
 *
 * Misleads: rare words that never meet the others can raise it, since vectors that are negative alike point the same
 * way; do not compare corpora by it. Read it beside NPMI.
 * Source: Röder, Both & Hinneburg, WSDM 2015 (C_V, γ = 1); equal to gensim 4.2's `c_v` from the same counts.
 */
export const cv = ({ counts, topicWords, total }: CoOccurrence): Float64Array =>
  Float64Array.from(topicWords, ({ length }, topic) => {
    const together = counts[topic]!
    const occurring = Array.from({ length }, (_, i) => i).filter((i) => together[i * length + i]! > 0)
    const vectors = occurring.map((i) => occurring.map((j) => pairNpmi(together, total, length, i, j)))
    const sum = occurring.map((_, j) => vectors.reduce((all, vector) => all + vector[j]!, 0))
    return vectors.reduce((all, vector) => all + cosine(vector, sum), 0) / vectors.length
  })

const cosine = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  product(a, b) / Math.sqrt(product(a, a) * product(b, b))

const product = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0)
