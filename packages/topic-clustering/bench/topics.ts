/**
 * How fast k-means is, beside the library ml-kmeans on the same seeded rows, and how it grows with the rows.
 *
 *     node packages/topic-clustering/bench/topics.ts
 */
import { greedyKMeansPlusPlus } from "@praxis/numerics/greedyKMeansPlusPlus"
import { type LloydResult, lloyd } from "@praxis/numerics/lloyd"
import { random } from "@praxis/numerics/random"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import { kmeans } from "ml-kmeans"
import { loadMlKMeans } from "../src/loadMlKMeans.ts"
import { plantedVectors } from "../test/tables.ts"

const dims = 100
const k = 15
const seeds = [1, 2, 3]
const options = { maxIterations: 300, tolerance: 0 }

const rowsOf = (length: number): DenseRows => ({
  length,
  width: dims,
  values: Float64Array.from(plantedVectors(1, k, length / k, dims, 0.2).vectors.flat())
})

const startOf = (rows: DenseRows, seed: number): Float64Array => {
  const start = new Float64Array(k * dims)
  greedyKMeansPlusPlus(rows, k, random(seed)).forEach((row, j) => {
    start.set(rows.values.subarray(row * dims, (row + 1) * dims), j * dims)
  })
  return start
}

/** Milliseconds of `run` for each seed together, and what it gave. */
const timed = <A>(run: (seed: number) => A): { readonly ms: number; readonly results: ReadonlyArray<A> } => {
  const from = performance.now()
  const results = seeds.map(run)
  return { ms: performance.now() - from, results }
}

const line = (what: string, ms: number, reference?: number) =>
  console.log(
    `${what.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms${reference === undefined ? "" : `  ${(reference / ms).toFixed(1)} × as fast`}`
  )

const rows = rowsOf(1_500)
const mlKMeans = await loadMlKMeans()
const starts = new Map(seeds.map((seed) => [seed, startOf(rows, seed)]))
const iterate = (engine: typeof mlKMeans) => (seed: number) => engine(rows, starts.get(seed)!, options)
const data = Array.from({ length: rows.length }, (_, i) => Array.from(rows.values.subarray(i * dims, (i + 1) * dims)))
timed(iterate(lloyd))
timed(iterate((warm, start) => mlKMeans(warm, start, { ...options, maxIterations: 1 })))

console.log(`${rows.length} × ${dims}, k = ${k}, ${seeds.length} starts`)
const library = timed(iterate(mlKMeans))
const own = timed(iterate(lloyd))
line("iterations, ml-kmeans", library.ms)
line("iterations, lloyd", own.ms, library.ms)
const libraryWhole = timed((seed) => kmeans(data, k, { ...options, seed }))
const ownWhole = timed((seed) => lloyd(rows, startOf(rows, seed), options))
line("k-means++ and iterations, ml-kmeans", libraryWhole.ms)
line("k-means++ and iterations, ours", ownWhole.ms, libraryWhole.ms)

const isSame = (a: LloydResult, b: LloydResult) =>
  a.iterations === b.iterations &&
  a.labels.every((label, i) => label === b.labels[i]) &&
  a.centroids.every((value, at) => value === b.centroids[at])
if (!own.results.every((result, i) => isSame(result, library.results[i]!))) {
  throw new Error("lloyd and ml-kmeans differ from the same start")
}
console.log("same labels, centroids and iterations from the same starts: yes\n")

for (const length of [3_000, 9_000, 30_000]) {
  const more = rowsOf(length)
  const { ms, results } = timed((seed) => lloyd(more, startOf(more, seed), options))
  const iterations = results.reduce((sum, result) => sum + result.iterations, 0)
  line(`${length} × ${dims}, ${iterations} iterations, ours`, ms)
}
