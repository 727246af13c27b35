import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { ListColumn, Utf8Column } from "@praxis/dataflow/Column"
import { countWindows } from "@praxis/topic-clustering/coherence/countWindows"
import { cv } from "@praxis/topic-clustering/coherence/cv"
import { inDocuments } from "@praxis/topic-clustering/coherence/inDocuments"
import { npmi } from "@praxis/topic-clustering/coherence/npmi"
import { umassGensim } from "@praxis/topic-clustering/coherence/umass"
import reference from "./reference/bbc-coherence-gensim.json" with { type: "json" }

const root = resolve(import.meta.dirname, "../../..")
const corpora = resolve(root, process.env["PRAXIS_CORPORA"] ?? "../shared/corpora")
const docs = readFileSync(resolve(corpora, "bbc-news-octis/corpus.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t")[0]!.split(" "))

const offsetsOf = (rows: ReadonlyArray<ReadonlyArray<unknown>>) => {
  const offsets = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  return offsets
}

const words = Array.from(new Set(reference.words.flat()))
const numberOf = new Map(words.map((word, number) => [word, number]))
const topicWords = reference.words.map((terms) => terms.map((term) => numberOf.get(term)!))
const rows = docs.map((doc) =>
  Array.from(new Set(doc))
    .filter((word) => numberOf.has(word))
    .map((word) => numberOf.get(word)!)
)
const [textbook10, gensim10, gensim110] = countWindows(
  {
    words: Utf8Column.from(words),
    topicWords,
    windows: [
      { size: 10, variant: "textbook" },
      { size: 10, variant: "gensim" },
      { size: 110, variant: "gensim" }
    ]
  },
  new ListColumn(offsetsOf(docs), Utf8Column.from(docs.flat()))
).map((found) => ({ ...found, topicWords }))

const close = (actual: Float64Array, expected: ReadonlyArray<number>) =>
  expected.forEach((value, topic) => void assert.closeTo(actual[topic]!, value, 1e-12))
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe("the coherence of 20 topics of 2,225 news articles", () => {
  it("is gensim 4.2's c_npmi and c_v of every topic", () => {
    close(npmi(gensim10!), reference.npmi)
    close(cv(gensim110!), reference.cv)
  })

  it("is gensim 4.2's u_mass of every topic", () => {
    const found = inDocuments(
      { nRows: rows.length, nCols: words.length, offsets: offsetsOf(rows), indices: Uint32Array.from(rows.flat()) },
      topicWords
    )
    close(umassGensim(found), reference.umass)
  })

  it("is .009 higher in NPMI when a word stays in a window as long as one of its occurrences does", () => {
    assert.closeTo(mean(npmi(textbook10!)) - mean(npmi(gensim10!)), 0.009, 5e-4)
  })
})
