/**
 * How long two versions of a table of a million rows take to compare, as a ratio to reading both, and what memory:
 * `node packages/dataflow/bench/compareTables.ts [rows]`.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { compareTables } from "@praxis/dataflow/compareTables"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Layer, Stream } from "effect"

const nRows = Number(process.argv[2] ?? 1_000_000)
const batchRows = 50_000
const Scores = Table.contract("scores", {
  doc: Table.uint32,
  site: Table.utf8,
  id: Table.utf8,
  topic: Table.int32,
  score: Table.float64
})

/** Every hundredth row is left out where `later`, every third score moves, and the rows stand in the order of `rowAt`. */
const write = (later: boolean, rowAt: (i: number) => number) =>
  Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* Artifacts.tableWriter("scores", Scores, {})
      for (let start = 0, doc = 0; start < nRows; start += batchRows) {
        const rows = []
        for (let i = start; i < Math.min(nRows, start + batchRows); i++) {
          const row = rowAt(i)
          if (later && row % 100 === 0) continue
          const score = later && row % 3 === 0 ? row + 0.5 : row
          rows.push({ doc: doc++, site: `site${row % 9}`, id: `${row}`, topic: row % 20, score })
        }
        yield* writer.write(Table.fromRows(Scores, rows))
      }
      return yield* Artifacts.tableHandle("scores", Scores, yield* writer.finish)
    })
  )

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = performance.now()
    const value = yield* effect
    return { value, seconds: (performance.now() - start) / 1000 }
  })

const folder = mkdtempSync(join(tmpdir(), "praxis-bench-"))
const megabytes = () => process.memoryUsage().rss / 1e6

const program = Effect.gen(function* () {
  const a = yield* write(false, (i) => i)
  for (const [order, rowAt] of [
    ["same order", (i: number) => i],
    ["scattered", (i: number) => (i * 7919) % nRows]
  ] as const) {
    const b = yield* write(true, rowAt)
    const reading = yield* timed(Effect.andThen(Stream.runDrain(a.batches), Stream.runDrain(b.batches)))
    const before = megabytes()
    const { value, seconds } = yield* timed(compareTables(a, b))
    const lost = Math.ceil(nRows / 100)
    if (value.lost.count !== lost || value.added.count !== 0 || value.key.join() !== "site,id")
      throw new Error(`wrong result: ${JSON.stringify(value)}`)
    console.log(
      `${order}: ${nRows} rows, ${(seconds / reading.seconds).toFixed(1)} × the time of reading both; ` +
        `${Math.round(megabytes() - before)} MB more than before, ${Math.round(process.resourceUsage().maxRSS / 1000)} MB at most`
    )
  }
})

try {
  const store = ArtifactStoreFiles.layerFiles(folder).pipe(Layer.provideMerge(NodeServices.layer))
  await Effect.runPromise(Effect.provide(program, store))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
