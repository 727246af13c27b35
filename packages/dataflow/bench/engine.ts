/**
 * What the engine itself costs: a task of a mapped stage that does next to nothing, a run of hits, and a plan in a store
 * of many objects. Tasks are set against the plainest program that is as durable: a file written, flushed, renamed, its
 * folder flushed, twice a task (object and record).
 * `node packages/dataflow/bench/engine.ts [tasks] [objects]`
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { bind } from "@praxis/dataflow/Bind"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { sha256 } from "@praxis/dataflow/Digest"
import * as InputFiles from "@praxis/dataflow/InputFiles"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { plan } from "@praxis/dataflow/Plan"
import * as Run from "@praxis/dataflow/Run"
import * as RunLog from "@praxis/dataflow/RunLog"
import * as StoreLock from "@praxis/dataflow/StoreLock"
import * as Study from "@praxis/dataflow/Study"
import * as Workers from "@praxis/dataflow/Workers"
import { Effect, Layer } from "effect"
import { Cells } from "./cells.ts"

const nTasks = Number(process.argv[2] ?? 400)
const nObjects = Number(process.argv[3] ?? 100_000)
const root = join(import.meta.dirname, "../../..")
const work = mkdtempSync(join(tmpdir(), "praxis-bench-"))

const cells = Pipeline.node(Cells, { inputs: {}, params: { n: nTasks, salt: 0 } })
const study = Study.make("bench", {
  title: "What does the engine cost?",
  seed: 1,
  outputs: [cells],
  target: cells,
  corpora: [{ name: "none", title: "none", simulated: true, sources: {} }],
  defaultCorpus: "none"
})

const store = join(work, "store")
const services = Layer.mergeAll(
  ArtifactStoreFiles.layerFiles(store),
  StoreLock.layerFiles(store, "the bench"),
  RunLog.layerFiles(join(work, "runs")),
  InputFiles.layer(join(work, "input-files.json")),
  CodeDigest.layer({ root, cacheFile: join(work, "code.json") }),
  Workers.layerInline
).pipe(Layer.provideMerge(NodeServices.layer))

/** A run with the store's lock, in services of its own as a new process has them. */
const run = (salt: number) =>
  Effect.gen(function* () {
    const bound = yield* bind(study, { corpus: "none" }, [
      { node: "cells", path: ["salt"], value: String(salt), text: "" }
    ])
    const lock = yield* StoreLock.StoreLock
    yield* lock.hold({ wait: true, onWait: () => {} })
    return yield* Run.run(bound, ["cells"])
  }).pipe(Effect.scoped, Effect.provide(services, { local: true }), Effect.runPromise)

const planOnce = () =>
  Effect.gen(function* () {
    const bound = yield* bind(study, { corpus: "none" })
    return yield* plan(bound, ["cells"])
  }).pipe(Effect.provide(services, { local: true }), Effect.runPromise)

const timed = async <A>(body: () => Promise<A>) => {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const result = await body()
  const { user, system } = process.cpuUsage(cpu)
  return { result, milliseconds: performance.now() - start, cpuMilliseconds: (user + system) / 1000 }
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** The plainest durable writer: two files a task. */
const plainTasks = (folder: string): void => {
  mkdirSync(folder)
  for (let i = 0; i < nTasks * 2; i++) {
    const temporary = join(folder, `.tmp-${i}`)
    const file = openSync(temporary, "wx")
    writeSync(file, `task ${i}`)
    fsyncSync(file)
    closeSync(file)
    renameSync(temporary, join(folder, `${i}`))
    const of = openSync(folder, "r")
    fsyncSync(of)
    closeSync(of)
  }
}

try {
  await run(0)
  const tasks: Array<number> = []
  const cpu: Array<number> = []
  const plain: Array<number> = []
  for (let round = 1; round <= 5; round++) {
    const ran = await timed(() => run(round))
    const [first] = ran.result.results
    if (first?.status !== "ran")
      throw new Error(first?.status === "failed" ? first.error.message : "the stage did not run")
    tasks.push(ran.milliseconds / nTasks)
    cpu.push(ran.cpuMilliseconds / nTasks)
    plain.push((await timed(async () => plainTasks(join(work, `plain-${round}`)))).milliseconds / nTasks)
  }
  console.log(
    `a task: ${median(tasks).toFixed(2)} ms (of the processor ${median(cpu).toFixed(2)} ms), with its share of the run and the combine of ${nTasks} tasks; ` +
      `${(median(tasks) / median(plain)).toFixed(2)} × as long as two plain durable writes (median of 5 rounds)`
  )

  const hits = await timed(() => run(5))
  if (hits.result.results[0]?.status !== "hit") throw new Error("no hit")
  console.log(`a run of hits: ${hits.milliseconds.toFixed(0)} ms (without the start of the program)`)

  const few = (await Promise.all([timed(planOnce)]))[0]!.milliseconds
  const fewAgain = median([few, (await timed(planOnce)).milliseconds, (await timed(planOnce)).milliseconds])
  const runFew = median([hits.milliseconds, (await timed(() => run(5))).milliseconds])
  for (let i = 0; i < nObjects; i++) {
    const name = sha256(`object ${i}`)
    writeFileSync(join(store, "objects", name), `object ${i}`)
    if (i % 10 === 0) writeFileSync(join(store, "records", name), "")
  }
  const many = median(
    [await timed(planOnce), await timed(planOnce), await timed(planOnce)].map(({ milliseconds }) => milliseconds)
  )
  const runMany = median([(await timed(() => run(5))).milliseconds, (await timed(() => run(5))).milliseconds])
  console.log(
    `with ${nObjects} more objects: a plan takes ${(many - fewAgain).toFixed(0)} ms more, a run of hits ${(runMany - runFew).toFixed(0)} ms more`
  )
} finally {
  rmSync(work, { recursive: true })
}
