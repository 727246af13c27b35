/**
 * Non-negative matrix factorisation beside scikit-learn's (/usr/bin/python3, where installed) on the identical matrix:
 * start and at most 200 iterations, tolerance 1e-4, in turn, three times, medians. Usage: node nmf.ts [PREFIX [K]] with
 * a matrix as `readMatrix` takes it; else a simulated one, K = 25.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type NmfResult, nmf } from "@praxis/numerics/nmf"
import { random } from "@praxis/numerics/random"
import { median, readMatrix, simulatedCorpus, writeMatrix } from "./sparseCorpus.ts"

const [given, kText = "25"] = process.argv.slice(2)
const k = Number(kText)
const weights = given === undefined ? simulatedCorpus() : readMatrix(given)

interface Peer {
  readonly seconds: number
  readonly iterations: number
  readonly squaredError: number
}

const sklearn = (prefix: string): Peer | undefined => {
  const script = join(import.meta.dirname, "sklearn_sparse.py")
  try {
    return JSON.parse(execFileSync("/usr/bin/python3", [script, prefix, "nmf", `${k}`], { encoding: "utf8" }))
  } catch (cause) {
    console.log(`no peer: ${String(cause).split("\n")[0]}`)
    return undefined
  }
}

const folder = mkdtempSync(join(tmpdir(), "nmf-"))
const prefix = join(folder, "matrix")
writeMatrix(prefix, weights)
const seconds: Array<number> = []
const peers: Array<Peer> = []
let result!: NmfResult
for (let round = 0; round < 3; round++) {
  const peer = sklearn(prefix)
  if (peer !== undefined) peers.push(peer)
  const start = performance.now()
  result = nmf(weights, k, { maxIterations: 200, tolerance: 1e-4 }, random(1))
  seconds.push((performance.now() - start) / 1000)
}
rmSync(folder, { recursive: true })
const { iterations, objective } = result
console.log(`${weights.nRows} × ${weights.nCols}, ${weights.values.length} values, K = ${k}`)
console.log(
  `one thread ${median(seconds).toFixed(2)} s, ${iterations} iterations, squared error ${objective.toFixed(3)}`
)
if (peers.length === 3) {
  const theirs = median(peers.map((peer) => peer.seconds))
  const [{ iterations: turns, squaredError }] = peers as [Peer]
  console.log(`scikit-learn ${theirs.toFixed(2)} s, ${turns} iterations, squared error ${squaredError.toFixed(3)}`)
  const perIteration = theirs / turns / (median(seconds) / iterations)
  console.log(`${(theirs / median(seconds)).toFixed(2)} × as long; an iteration ${perIteration.toFixed(2)} ×`)
}
