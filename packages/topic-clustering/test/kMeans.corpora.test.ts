import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import { type LloydOptions, type LloydResult, lloyd } from "@praxis/numerics/lloyd"
import { random } from "@praxis/numerics/random"
import { roundedRows } from "@praxis/numerics/roundRows"
import { type DenseRows, squaredDistance } from "@praxis/numerics/squaredDistances"
import { clusterFrom } from "@praxis/topic-clustering/clusterFrom"
import { loadMlKMeans } from "@praxis/topic-clustering/loadMlKMeans"
import { rowsAt } from "@praxis/topic-clustering/rowsAt"
import { vectorise } from "@praxis/topic-clustering/vectorise"

const root = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))

const corpora = [
  "stackoverflow-titles-20k/titles.txt",
  "bbc-news-octis/corpus.tsv",
  "stackoverflow-notebooks/dataset.csv",
  "stackoverflow-data-science-2022/QueryResults.csv",
  "sede-mixed-posts/posts.csv",
  "ai.stackexchange.com-2016-12/Posts.xml",
  "ai.stackexchange.com-2017-03/Posts.xml"
]

/** Every line of a file with a word in it, as the LSA vector (20 dimensions) of its words in at least five lines. */
const vectorsOf = (path: string): DenseRows => {
  const lines = readFileSync(`${root}/${path}`, "utf8")
    .split("\n")
    .map((line) => line.toLowerCase().match(/[a-z]{3,}/g) ?? [])
    .filter((words) => words.length > 0)
  const df = new Map<string, number>()
  for (const words of lines) for (const word of new Set(words)) df.set(word, (df.get(word) ?? 0) + 1)
  const terms = Array.from(df.keys()).filter((word) => df.get(word)! >= 5 && df.get(word)! < lines.length / 4)
  const termByWord = new Map(terms.sort().map((word, term) => [word, term]))
  const rows = lines.map((words) => {
    const counts = new Map<number, number>()
    for (const word of words) {
      const term = termByWord.get(word)
      if (term !== undefined) counts.set(term, (counts.get(term) ?? 0) + 1)
    }
    return Array.from(counts).sort(([a], [b]) => a - b)
  })
  const offsets = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.length
  })
  const counts = {
    nRows: rows.length,
    nCols: terms.length,
    offsets,
    indices: Uint32Array.from(rows.flatMap((row) => row.map(([term]) => term))),
    values: Float64Array.from(rows.flatMap((row) => row.map(([, count]) => count)))
  }
  const options = {
    sublinearTf: false,
    idf: "smooth",
    norm: "l2",
    dims: 20,
    oversampling: 10,
    powerIterations: 4
  } as const
  return vectorise(counts, options, 1).features.vectors
}

/** Lloyd's algorithm as it is written in textbooks: every distance, every time. */
const plainLloyd = (rows: DenseRows, start: Float64Array, { maxIterations, tolerance }: LloydOptions): LloydResult => {
  const { length, width, values } = rows
  const k = start.length / width
  let centroids = Float64Array.from(start)
  const labels = new Int32Array(length)
  for (let iterations = 1; ; iterations++) {
    const next = new Float64Array(centroids.length)
    const sizes = new Int32Array(k)
    for (let i = 0; i < length; i++) {
      let best = Number.POSITIVE_INFINITY
      for (let j = 0; j < k; j++) {
        const distance = squaredDistance(values, i * width, width, centroids, j * width)
        if (distance < best) {
          best = distance
          labels[i] = j
        }
      }
      sizes[labels[i]!]!++
      for (let dim = 0; dim < width; dim++) next[labels[i]! * width + dim]! += values[i * width + dim]!
    }
    let converged = true
    for (let j = 0; j < k; j++) {
      for (let at = j * width; at < (j + 1) * width; at++)
        next[at] = sizes[j] === 0 ? centroids[at]! : next[at]! / sizes[j]!
      if (squaredDistance(next, j * width, width, centroids, j * width) > tolerance) converged = false
    }
    centroids = next
    if (converged || iterations >= maxIterations) return { labels, centroids, iterations, converged }
  }
}

const options = { maxIterations: 300, tolerance: 0 }

describe("k-means on real posts", () => {
  for (const path of corpora) {
    it(`gives labels, centroids, iterations and inertia of the plain loop and of ml-kmeans: ${path}`, async () => {
      const vectors = vectorsOf(path)
      const library = await loadMlKMeans()
      for (const k of [5, 20]) {
        for (const rows of [vectors, roundedRows(vectors)]) {
          const start = rowsAt(rows, greedyKMeansPlusPlus(rows, k, random(k)))
          assert.deepStrictEqual(lloyd(rows, start, options), plainLloyd(rows, start, options))
          const own = clusterFrom(lloyd, rows, start, options)
          assert.deepStrictEqual(clusterFrom(library, rows, start, options), own)
          assert.strictEqual(new Set(own.labels).size, k)
        }
      }
    })
  }
})
