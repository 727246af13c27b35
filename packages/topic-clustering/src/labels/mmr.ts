import type { DenseRows } from "@praxis/numerics/squaredDistances"

/**
 * The first `n` of some candidates by maximal marginal relevance: one after the other the one with the highest
 * (1 − δ) · relevance − δ · (highest cosine to a word already taken), so that near-synonyms do not fill the list.
 *
 * `candidates` are term numbers by falling relevance; `relevance` belongs to them, here cTfIdf divided by the topic's
 * highest, 0 to 1. `vectors` are the terms' LSA vectors (nTerms × dims); a zero vector has cosine 0 to all. δ is 0 (relevance
 * alone) to 1. Ties go to the earlier candidate. Source: Carbonell & Goldstein, SIGIR 1998; in BERTopic `diversity` is δ.
 */
export const mmr = (
  candidates: ReadonlyArray<number>,
  relevance: ReadonlyArray<number>,
  vectors: DenseRows,
  delta: number,
  n: number
): ReadonlyArray<number> => {
  const left = candidates.map((term, i) => ({ term, relevance: relevance[i]!, nearest: 0 }))
  const taken: Array<number> = []
  while (taken.length < n && left.length > 0) {
    let best = 0
    const worth = ({ nearest, relevance }: (typeof left)[number]) => (1 - delta) * relevance - delta * nearest
    left.forEach((candidate, i) => {
      if (worth(candidate) > worth(left[best]!)) best = i
    })
    const [{ term }] = left.splice(best, 1) as [(typeof left)[number]]
    for (const candidate of left) {
      const similarity = cosine(vectors, candidate.term, term)
      candidate.nearest = taken.length === 0 ? similarity : Math.max(candidate.nearest, similarity)
    }
    taken.push(term)
  }
  return taken
}

const cosine = ({ values, width }: DenseRows, a: number, b: number): number => {
  let product = 0
  let squaresOfA = 0
  let squaresOfB = 0
  for (let dim = 0; dim < width; dim++) {
    const x = values[a * width + dim]!
    const y = values[b * width + dim]!
    product += x * y
    squaresOfA += x * x
    squaresOfB += y * y
  }
  return squaresOfA === 0 || squaresOfB === 0 ? 0 : product / Math.sqrt(squaresOfA * squaresOfB)
}
