/**
 * Spherical k-means of sparse rows, ten starts, beside scikit-learn's sparse KMeans (/usr/bin/python3, where installed)
 * on the identical matrix: in turn, three times, medians; one objective, n − Σ |sum of a cluster's rows|, of both
 * labelings. Then the plain loop for one start. Usage: node sphericalKMeans.ts [PREFIX [K]] with a matrix as
 * `readMatrix` takes it; else a simulated one, K = 25.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Worker } from "node:worker_threads"
import { random } from "@praxis/numerics/random"
import { denseRowsOf, sphericalKMeans } from "@praxis/numerics/sphericalKMeans"
import { sphericalKMeansPlusPlus } from "@praxis/numerics/sphericalKMeansPlusPlus"
import { type SphericalResult, sphericalLloyd } from "@praxis/numerics/sphericalLloyd"
import { plainSphericalLloyd } from "../test/plainSphericalLloyd.ts"
import { median, readMatrix, simulatedCorpus, writeMatrix } from "./sparseCorpus.ts"

const [given, kText = "25"] = process.argv.slice(2)
const k = Number(kText)
const nInit = 10
const options = { maxIterations: 300, tolerance: 0 }
const weights = given === undefined ? simulatedCorpus() : readMatrix(given)

const objectiveOf = (labels: Int32Array): number => {
  const { nCols, nRows, offsets, indices, values } = weights
  const sums = new Float64Array(k * nCols)
  for (let row = 0; row < nRows; row++) {
    if (labels[row]! < 0) continue
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) sums[labels[row]! * nCols + indices[at]!]! += values[at]!
  }
  let objective = labels.filter((label) => label >= 0).length
  for (let j = 0; j < k; j++) {
    const squares = sums.subarray(j * nCols, (j + 1) * nCols).reduce((sum, value) => sum + value * value, 0)
    objective -= Math.sqrt(squares)
  }
  return objective
}

const oneThread = (): SphericalResult => {
  const results = Array.from({ length: nInit }, (_, seed) => sphericalKMeans(weights, k, options, random(seed)))
  return results.reduce((best, result) => (result.objective < best.objective ? result : best))
}

/** Wall seconds of the ten starts on two threads that have the matrix. */
const twoThreads = async (): Promise<number> => {
  const workers = Array.from(
    { length: 2 },
    () => new Worker(new URL("./sphericalStart.ts", import.meta.url), { workerData: { k, weights } })
  )
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("online", resolve))))
  const start = performance.now()
  let next = 0
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve) => {
          const ask = () => {
            if (next < nInit) worker.postMessage(next++)
            else resolve()
          }
          worker.on("message", ask)
          ask()
        })
    )
  )
  const seconds = (performance.now() - start) / 1000
  await Promise.all(workers.map((worker) => worker.terminate()))
  return seconds
}

const sklearn = (prefix: string): number | undefined => {
  const script = join(import.meta.dirname, "sklearn_sparse.py")
  try {
    return JSON.parse(
      execFileSync("/usr/bin/python3", [script, prefix, "kmeans", `${k}`, `${nInit}`], { encoding: "utf8" })
    ).seconds
  } catch (cause) {
    console.log(`no peer: ${String(cause).split("\n")[0]}`)
    return undefined
  }
}

const folder = mkdtempSync(join(tmpdir(), "spherical-"))
const prefix = join(folder, "matrix")
writeMatrix(prefix, weights)
const single: Array<number> = []
const double: Array<number> = []
const peer: Array<number> = []
let best!: SphericalResult
for (let round = 0; round < 3; round++) {
  const peerSeconds = sklearn(prefix)
  if (peerSeconds !== undefined) peer.push(peerSeconds)
  const start = performance.now()
  best = oneThread()
  single.push((performance.now() - start) / 1000)
  double.push(await twoThreads())
}
const ours = objectiveOf(best.labels)
if (Math.abs(ours - best.objective) > 1e-6 * ours) throw new Error(`objective ${best.objective}, of the labels ${ours}`)
console.log(`${weights.nRows} × ${weights.nCols}, ${weights.values.length} values, K = ${k}, ${nInit} starts`)
console.log(
  `one thread ${median(single).toFixed(2)} s, two ${median(double).toFixed(2)} s; objective ${ours.toFixed(3)}`
)
if (peer.length === 3) {
  const theirs = objectiveOf(new Int32Array(new Uint8Array(readFileSync(`${prefix}.labels`)).buffer))
  const ratio = (seconds: ReadonlyArray<number>) => (median(peer) / median(seconds)).toFixed(1)
  console.log(
    `scikit-learn ${median(peer).toFixed(2)} s: ${ratio(single)} × as long as one thread, ${ratio(double)} × as two`
  )
  console.log(`its objective ${theirs.toFixed(3)}: ${(100 * (theirs / ours - 1)).toFixed(2)} % more`)
}
rmSync(folder, { recursive: true })

const startRows = denseRowsOf(weights, sphericalKMeansPlusPlus(weights, k, random(0)))
const timed = (run: () => SphericalResult): readonly [seconds: number, result: SphericalResult] => {
  const start = performance.now()
  const result = run()
  return [(performance.now() - start) / 1000, result]
}
const [fast, result] = timed(() => sphericalLloyd(weights, startRows, options))
const [plain, same] = timed(() => plainSphericalLloyd(weights, startRows, options, true))
if (same.objective !== result.objective || !same.labels.every((label, row) => label === result.labels[row]))
  throw new Error("the plain loop found another result")
console.log(
  `one start, ${result.iterations} iterations: plain loop ${(plain / fast).toFixed(1)} × as long, the same bits`
)
