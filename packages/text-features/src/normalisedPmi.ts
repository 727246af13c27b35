/**
 * Normalised pointwise mutual information of two neighbouring words (Bouma 2009, "Normalized (Pointwise) Mutual
 * Information in Collocation Extraction"): ln(p(xy) / (p(x) p(y))) / −ln p(xy), each p an occurrence count over all
 * tokens (as gensim's `npmi_scorer`). 1 where the words stand only together, 0 as by chance, towards −1 where they
 * avoid each other. Misleads for rare pairs: two words that occur once, side by side, have 1; so it needs a minimum count.
 *
 * `pair` is at least 1 and less than `tokens`.
 */
export const normalisedPmi = (pair: number, first: number, second: number, tokens: number): number =>
  Math.log((pair / first / second) * tokens) / -Math.log(pair / tokens)
