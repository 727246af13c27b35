/**
 * The kernel of the stage `counts`: tokens to the vocabulary's terms and how often each occurs.
 */
import { ListColumn, type Utf8Column } from "@praxis/dataflow/Column"
import { TermIndex } from "./TermIndex.ts"

/** Some documents' tokens, a list a row. */
export interface TokenRows {
  readonly doc: Uint32Array
  readonly tokens: ListColumn<Utf8Column>
}

/** Their rows of the document–term matrix: `counts` belong to `terms`, which ascend. */
export interface CountRows {
  readonly doc: Uint32Array
  readonly terms: ListColumn<Uint32Array>
  readonly counts: ListColumn<Uint32Array>
}

/** Counts the words of each document that are rows of `vocabulary`; the others are left out. */
export const countTerms = (vocabulary: Utf8Column, { doc, tokens }: TokenRows): CountRows => {
  const index = indexOf(vocabulary)
  const { bytes, offsets } = tokens.values
  const nRows = tokens.length
  const rowEnds = new Int32Array(nRows + 1)
  const terms = new Uint32Array(tokens.offsets[nRows]! - tokens.offsets[0]!)
  const countOf = new Uint32Array(vocabulary.length)
  const counts = new Uint32Array(terms.length)
  let end = 0
  for (let row = 0; row < nRows; row++) {
    const start = end
    for (let at = tokens.offsets[row]!; at < tokens.offsets[row + 1]!; at++) {
      const term = index.find(bytes, offsets[at]!, offsets[at + 1]!)
      if (term >= 0 && countOf[term]!++ === 0) terms[end++] = term
    }
    terms.subarray(start, end).sort()
    for (let at = start; at < end; at++) {
      const term = terms[at]!
      counts[at] = countOf[term]!
      countOf[term] = 0
    }
    rowEnds[row + 1] = end
  }
  return {
    doc,
    terms: new ListColumn(rowEnds, terms.slice(0, end)),
    counts: new ListColumn(rowEnds, counts.slice(0, end))
  }
}

const indices = new WeakMap<Utf8Column, TermIndex>()

/** The number of each word, made once for all jobs of a thread. */
const indexOf = (vocabulary: Utf8Column): TermIndex => {
  let index = indices.get(vocabulary)
  if (index === undefined) {
    index = new TermIndex()
    const { bytes, offsets } = vocabulary
    for (let term = 0; term < vocabulary.length; term++) index.add(bytes, offsets[term]!, offsets[term + 1]!)
    indices.set(vocabulary, index)
  }
  return index
}
