/**
 * Posts as text, tokens and numbers. Row i of each table belongs to row i of posts.
 */
import * as Table from "@praxis/dataflow/Table"

/** One row a post, in the order of posts: its text with code as a channel of its own. */
export const Documents = Table.contract("documents", {
  /** 0-based row number. */
  doc: Table.uint32,
  site: Table.utf8,
  id: Table.utf8,
  title: Table.utf8,
  /** The body's text without code; blocks are separated by line feeds. Not case-folded. */
  text: Table.utf8,
  /** Code that stands inside sentences, an element a line. */
  inline: Table.utf8,
  /** Code blocks, separated by line feeds, without what {@link Documents} calls tracebacks. */
  code: Table.utf8,
  /** What programs printed when they failed: tracebacks and error messages in code blocks, separated by line feeds. */
  traceback: Table.utf8,
  /** Number of code elements. */
  nCodes: Table.uint32,
  /** The language of title and text (ISO 639-1), `und` where they are too short to tell. */
  language: Table.utf8
})

/** One row a document: its tokens in reading order, title first, case-folded, stop words still in. */
export const Tokens = Table.contract("tokens", {
  doc: Table.uint32,
  tokens: Table.list(Table.utf8),
  /** For each channel that is read, how many of the tokens stand before its end; ascending, the last is their number. */
  ends: Table.list(Table.uint32)
})

/** One row a term that is kept; the row number is the term's number. Sorted by the term's UTF-8 bytes. */
export const Vocabulary = Table.contract("vocabulary", {
  term: Table.utf8,
  /** Documents that hold the term. */
  df: Table.uint32,
  /** Occurrences in all documents. */
  tf: Table.uint32
})

/**
 * What the thresholds left out: `stop-words`, `numbers`, `min-length`, `min-df`, `max-df`, then `kept`, one row each, in
 * this order. A word counts at the first threshold that drops it, so that the rows sum to all words and all tokens.
 */
export const VocabularyLosses = Table.contract("vocabulary-losses", {
  step: Table.utf8,
  /** Distinct words. */
  words: Table.uint32,
  /** Occurrences. */
  tokens: Table.uint32,
  /** Documents that hold at least one of these words. */
  posts: Table.uint32,
  /** Documents whose last words went at this step, so that nothing is left of them; 0 for `kept`. */
  emptied: Table.uint32
})

/** Two words that stand side by side more often than chance; rows as the terms of the table `phrases`. */
export const PhraseScores = Table.contract("phrase-scores", {
  first: Table.utf8,
  second: Table.utf8,
  /** Occurrences side by side. */
  count: Table.uint32,
  /** Normalised pointwise mutual information of the two, −1 to 1. */
  npmi: Table.float64
})

/**
 * The document–term matrix (nDocs × nTerms) in compressed rows: one row a document, empty documents included.
 * `terms` are rows of the vocabulary, ascending; `counts[j]` belongs to `terms[j]`.
 */
export const DocTermCounts = Table.contract("counts", {
  doc: Table.uint32,
  terms: Table.list(Table.uint32),
  counts: Table.list(Table.uint32)
})

/** Weights in the place of counts; rows and terms as in {@link DocTermCounts}. */
export const DocTermWeights = Table.contract("tf-idf", {
  doc: Table.uint32,
  terms: Table.list(Table.uint32),
  weights: Table.list(Table.float64)
})

/**
 * The documents in `dims` dimensions (nDocs × dims, row-major): unit length, or all zero for a document without a term
 * in them. The width is less than the parameter `dims` where the corpus has fewer documents or terms.
 */
export const DocVectors = Table.contract("lsa", {
  doc: Table.uint32,
  vector: Table.fixedList(Table.float64, "dims")
})

/** One row a dimension: how much it holds. Singular values descend. */
export const LsaDimensions = Table.contract("lsa-dimensions", {
  dimension: Table.uint32,
  singularValue: Table.float64
})

/** The terms in the same dimensions: row j holds the loadings (right singular vector entries) of term j, so that a row of weights times these is a document before scaling to unit length. */
export const TermVectors = Table.contract("lsa-terms", {
  term: Table.uint32,
  vector: Table.fixedList(Table.float64, "dims")
})
