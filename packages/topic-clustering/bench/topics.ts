/**
 * How fast k-means is, beside scikit-learn on the same exported rows and beside the library ml-kmeans, and how
 * mini-batches grow with the rows.
 *
 *     node packages/topic-clustering/bench/topics.ts [--python /usr/bin/python3] [--matrix FILE.f64 --width 100 --k 50]
 *
 * Without a matrix (numbers of 64 bits, row-major), rows are drawn around planted directions. Every comparison runs
 * `starts` starts on as many threads as there are cores; scikit-learn uses threads of its own.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import * as Kernel from "@praxis/dataflow/Kernel"
import * as WorkersThreads from "@praxis/dataflow/WorkersThreads"
import { random } from "@praxis/numerics/random"
import { roundRows } from "@praxis/numerics/roundRows"
import type { DenseRows } from "@praxis/numerics/squaredDistances"
import { Effect, Stream } from "effect"
import type { Method } from "../src/Clusterer.ts"
import type { startCluster } from "../src/startCluster.ts"

const starts = 10
const folder = mkdtempSync(join(tmpdir(), "praxis-bench-"))
const { values: options } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    matrix: { type: "string" },
    width: { type: "string", default: "100" },
    k: { type: "string", default: "50" }
  }
})

/** Unit rows around k planted directions; with noise as large as the direction, so that no start finds them all. */
const drawn = (length: number, width: number, k: number): DenseRows => {
  const next = random(1)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const directions = Float64Array.from({ length: k * width }, normal)
  const values = new Float64Array(new SharedArrayBuffer(8 * length * width))
  for (let i = 0; i < length; i++) {
    const direction = Math.floor(k * next() ** 2) * width
    let square = 0
    for (let dim = 0; dim < width; dim++) {
      const value = (directions[direction + dim]! + normal()) / (1 + dim / 10)
      values[i * width + dim] = value
      square += value * value
    }
    for (let dim = 0; dim < width; dim++) values[i * width + dim]! /= Math.sqrt(square)
  }
  return { length, width, values }
}

const loaded = (file: string, width: number): DenseRows => {
  const bytes = readFileSync(file)
  const values = new Float64Array(new SharedArrayBuffer(bytes.length))
  new Uint8Array(values.buffer).set(bytes)
  return { length: values.length / width, width, values }
}

const kernel = Kernel.make<typeof startCluster>(new URL("../src/startCluster.ts", import.meta.url), "startCluster")
const noWeights = {
  nRows: 0,
  nCols: 0,
  offsets: new Int32Array(1),
  indices: new Uint32Array(),
  values: new Float64Array()
}

interface Timed {
  readonly seconds: number
  readonly inertia: number
  readonly iterations: number
}

/** Seconds of all starts, the threads' start and the rounding of the rows included; the lowest inertia, and all iterations. */
const ours = (vectors: DenseRows, k: number, method: Method, nStarts: number, tolerance: number): Promise<Timed> =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const from = performance.now()
        roundRows(vectors)
        const workers = yield* WorkersThreads.make({ size: availableParallelism() })
        const shared = { features: { vectors, weights: noWeights }, method, k, maxIterations: 300, tolerance }
        const seeds = Array.from({ length: nStarts }, (_, i) => i + 1)
        const results = yield* workers.map(kernel, shared, Stream.fromIterable(seeds)).pipe(Stream.runCollect)
        return {
          seconds: (performance.now() - from) / 1000,
          inertia: Math.min(...results.map(({ objective }) => objective)),
          iterations: results.reduce((sum, { iterations }) => sum + iterations, 0)
        }
      })
    )
  )

const scikitLearn = (
  rows: DenseRows,
  k: number,
  nStarts: number,
  ...flags: ReadonlyArray<string>
): Timed | undefined => {
  const file = join(folder, "rows.f64")
  writeFileSync(file, new Uint8Array(rows.values.buffer))
  const script = new URL("./sklearn_kmeans.py", import.meta.url).pathname
  try {
    const out = execFileSync(options.python, [script, file, String(rows.width), String(k), String(nStarts), ...flags])
    const [seconds, inertia, iterations] = out.toString().trim().split(" ").map(Number)
    return { seconds: seconds!, inertia: inertia!, iterations: iterations! }
  } catch (error) {
    console.log(`scikit-learn did not run: ${(error as Error).message.split("\n")[0]}`)
    return undefined
  }
}

const line = (what: string, { seconds, inertia, iterations }: Timed, peer?: Timed) =>
  console.log(
    `${what.padEnd(30)} ${seconds.toFixed(2).padStart(7)} s  inertia ${inertia.toFixed(2).padStart(10)}  iterations ${String(iterations).padStart(4)}` +
      (peer === undefined
        ? ""
        : `  ${(peer.seconds / seconds).toFixed(1)} × as fast, inertia × ${(inertia / peer.inertia).toFixed(4)}`)
  )

const compare = async (rows: DenseRows, k: number) => {
  console.log(`\n${rows.length} × ${rows.width}, K = ${k}, ${starts} starts`)
  const peer = scikitLearn(rows, k, starts)
  if (peer !== undefined) line("scikit-learn (last start's)", peer)
  const still = await ours(rows, k, "lloyd", starts, 0)
  line("lloyd, until none moves", still, peer)
  line("lloyd, tolerance 1e-6", await ours(rows, k, "lloyd", starts, 1e-6), peer)
  if (rows.length <= 20_000) {
    const library = await ours(rows, k, "ml-kmeans", starts, 0)
    line("ml-kmeans, until none moves", library, peer)
    if (library.inertia !== still.inertia || library.iterations !== still.iterations) {
      throw new Error("lloyd and ml-kmeans differ from the same starts")
    }
    console.log("lloyd and ml-kmeans: the same inertia and iterations, to the last bit")
  }
}

try {
  if (options.matrix !== undefined) {
    await compare(loaded(options.matrix, Number(options.width)), Number(options.k))
  } else {
    await compare(drawn(20_000, 20, 20), 20)
    await compare(drawn(100_000, 100, 50), 50)
    console.log("\nmini-batches, 30 dimensions, K = 50, one start")
    for (const length of [10_000, 100_000, 1_000_000]) {
      const rows = drawn(length, 30, 50)
      line(
        `mini-batch, ${length} rows`,
        await ours(rows, 50, "mini-batch", 1, 0),
        scikitLearn(rows, 50, 1, "minibatch")
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
