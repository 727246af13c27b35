import { ListColumn } from "@praxis/dataflow/Column"
import * as Table from "@praxis/dataflow/Table"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { DocTermCounts, Vocabulary } from "@praxis/tables/Documents"

/** A sparse matrix of rows that are written out; zeros are not stored. */
export const sparseMatrix = (
  rows: ReadonlyArray<ReadonlyArray<number>>,
  nCols = rows[0]?.length ?? 0
): SparseMatrix => {
  const stored = rows.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ value, column }])))
  const offsets = new Int32Array(rows.length + 1)
  stored.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  return {
    nRows: rows.length,
    nCols,
    offsets,
    indices: Uint32Array.from(stored.flat(), ({ column }) => column),
    values: Float64Array.from(stored.flat(), ({ value }) => value)
  }
}

/** The rows of a sparse matrix written out. */
export const denseRows = ({ nRows, nCols, offsets, indices, values }: SparseMatrix): ReadonlyArray<Array<number>> =>
  Array.from({ length: nRows }, (_, i) => {
    const row = new Array<number>(nCols).fill(0)
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) row[indices[at]!] = values[at]!
    return row
  })

/**
 * Counts of posts with planted topics, post i of topic i mod nTopics: each of its `length` words is one of the topic's
 * own `wordsPerTopic` with probability 1 − noise, else any word at all.
 */
export const plantedCounts = (
  seed: number,
  {
    nTopics,
    perTopic,
    wordsPerTopic,
    length,
    noise
  }: Record<"nTopics" | "perTopic" | "wordsPerTopic" | "length" | "noise", number>
) => {
  const next = random(seed)
  const nTerms = nTopics * wordsPerTopic
  const planted = Int32Array.from({ length: nTopics * perTopic }, (_, i) => i % nTopics)
  const rows = Array.from(planted, (topic) => {
    const row = new Array<number>(nTerms).fill(0)
    for (let word = 0; word < length; word++) {
      const term =
        next() < noise ? Math.floor(next() * nTerms) : topic * wordsPerTopic + Math.floor(next() * wordsPerTopic)
      row[term]!++
    }
    return row
  })
  return { planted, counts: sparseMatrix(rows) }
}

/** A matrix as the table `counts`. */
export const countsTable = ({ nRows, offsets, indices, values }: SparseMatrix) =>
  Table.make(DocTermCounts, {
    doc: Uint32Array.from({ length: nRows }, (_, doc) => doc),
    terms: new ListColumn(offsets, indices),
    counts: new ListColumn(offsets, Uint32Array.from(values))
  })

/** A vocabulary of the terms `w0`, `w1`, …; df and tf are 0. */
export const vocabularyTable = (nTerms: number) =>
  Table.fromRows(
    Vocabulary,
    Array.from({ length: nTerms }, (_, term) => ({ term: `w${term}`, df: 0, tf: 0 }))
  )
