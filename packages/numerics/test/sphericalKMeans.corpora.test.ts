import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { documentFrequency } from "@praxis/numerics/documentFrequency"
import { normaliseSparseRows } from "@praxis/numerics/normaliseSparseRows"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { smoothIdf } from "@praxis/numerics/smoothIdf"
import { denseRowsOf } from "@praxis/numerics/sphericalKMeans"
import { sphericalKMeansPlusPlus } from "@praxis/numerics/sphericalKMeansPlusPlus"
import { sphericalLloyd } from "@praxis/numerics/sphericalLloyd"
import { tfIdf } from "@praxis/numerics/tfIdf"
import { plainSphericalLloyd } from "./plainSphericalLloyd.ts"

const root = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))

/** Each file and where a document of it begins: near enough to its records for a matrix of real words. */
const corpora = [
  ["stackoverflow-notebooks/dataset.csv", /\r?\n(?=\d+,)/],
  ["stackoverflow-data-science-2022/QueryResults.csv", /\r?\n(?="\d+","1")/],
  ["ai.stackexchange.com-2017-03/Posts.xml", /<row /],
  ["ai.stackexchange.com-2016-12/Posts.xml", /<row /],
  ["sede-mixed-posts/posts.csv", /\r?\n(?="\d+","[12]")/],
  ["stackoverflow-titles-20k/titles.txt", /\n/],
  ["bbc-news-octis/corpus.tsv", /\n/]
] as const

/** TF-IDF with unit rows over words of at least two letters that occur in at least two documents. */
const weightsOf = (documents: ReadonlyArray<string>): SparseMatrix => {
  const columns = new Map<string, number>()
  const indices: Array<number> = []
  const values: Array<number> = []
  const offsets = new Int32Array(documents.length + 1)
  documents.forEach((document, i) => {
    const counts = new Map<number, number>()
    for (const [word] of document.toLowerCase().matchAll(/\p{L}{2,}/gu)) {
      const column = columns.get(word) ?? columns.size
      columns.set(word, column)
      counts.set(column, (counts.get(column) ?? 0) + 1)
    }
    for (const [column, count] of Array.from(counts).sort(([a], [b]) => a - b)) {
      indices.push(column)
      values.push(count)
    }
    offsets[i + 1] = indices.length
  })
  const counts = {
    nRows: documents.length,
    nCols: columns.size,
    offsets,
    indices: Uint32Array.from(indices),
    values: Float64Array.from(values)
  }
  const df = documentFrequency(counts)
  const idf = smoothIdf(df, documents.length).map((weight, column) => (df[column]! < 2 ? 0 : weight))
  const weights = { ...counts, values: tfIdf(counts, idf, false) }
  normaliseSparseRows(weights)
  return weights
}

describe("sphericalLloyd", () => {
  for (const [path, boundary] of corpora) {
    it(`gives the bits of the plain loop on ${path}, and labels and objective of the textbook`, {
      timeout: 300_000
    }, () => {
      const weights = weightsOf(readFileSync(`${root}/${path}`, "utf8").split(boundary))
      for (const k of [4, 25]) {
        const options = { maxIterations: k === 4 ? 300 : 12, tolerance: 0 }
        const start = denseRowsOf(weights, sphericalKMeansPlusPlus(weights, k, random(1)))
        const result = sphericalLloyd(weights, start, options)
        assert.deepStrictEqual(result, plainSphericalLloyd(weights, start, options, true))
        const textbook = plainSphericalLloyd(weights, start, options, false)
        assert.deepStrictEqual(result.labels, textbook.labels)
        assert.closeTo(result.objective, textbook.objective, 1e-6)
      }
    })
  }
})
