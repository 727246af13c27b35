import { appendFileSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import type { JournalBegin, JournalEnd, JournalNode } from "@praxis/dataflow/Journal"
import * as RunLog from "@praxis/dataflow/RunLog"
import { Effect, FileSystem, Layer, PlatformError } from "effect"
import { temporaryFolder } from "./temporaryFolder.ts"

const begin: JournalBegin = {
  event: "begin",
  journal: 1,
  at: "2026-11-23T17:23:27.382Z",
  study: "s",
  seed: 7,
  corpus: "c",
  inputs: [{ label: "a.csv", site: null, digest: "d", bytes: 3 }],
  settings: ["topics.k=12"],
  targets: ["report"],
  target: "report",
  versions: { node: "26.10.0" },
  workers: 2
}
const hit: JournalNode = {
  event: "node",
  node: "posts",
  status: "hit",
  reasons: [],
  key: "k",
  seconds: 0.5,
  outputs: { posts: { digest: "d", bytes: 1, rows: 1 } }
}
const failed: JournalNode = {
  event: "node",
  node: "topics",
  status: "failed",
  error: "XError",
  message: null,
  seconds: 1
}
const end: JournalEnd = { event: "end", ok: false, seconds: 2, peakBytes: 9 }

const line = (entry: unknown) => `${JSON.stringify(entry)}\n`
const onDisk = (folder: string) => RunLog.layerFiles(folder).pipe(Layer.provide(NodeServices.layer))
const layers = [
  ["in memory", () => RunLog.layerMemory],
  ["on disk", () => onDisk(temporaryFolder())]
] as const

describe.each(layers)("journals %s", (_, make) => {
  it.effect("are listed newest first, and read as they were written", () =>
    Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      assert.deepStrictEqual(yield* log.journals, [])
      for (const entry of [begin, hit, failed, end]) yield* log.journal("20261123T172327382Z-s-c", entry)
      yield* log.journal("20261124T000000000Z-s-c", begin)
      yield* log.journal("20251124T000000000Z-s-c", begin)
      assert.deepStrictEqual(yield* log.journals, [
        "20261124T000000000Z-s-c",
        "20261123T172327382Z-s-c",
        "20251124T000000000Z-s-c"
      ])
      const name = "20261123T172327382Z-s-c"
      const whole = { state: "read", name, begin, nodes: [hit, failed], end, cutShort: false, unreadable: 0 }
      assert.deepStrictEqual(yield* log.readJournal(name), whole as never)
      const open = yield* log.readJournal("20261124T000000000Z-s-c")
      assert.deepInclude(open, { state: "read", nodes: [], end: undefined, cutShort: false })
    }).pipe(Effect.provide(make()))
  )
})

describe("journals on disk", () => {
  const read = (content: string) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "r.jsonl"), content)
    return Effect.flatMap(RunLog.RunLog, (log) => log.readJournal("r")).pipe(Effect.provide(onDisk(folder)))
  }

  it.effect("whose last line was cut short by a crash are read up to it, wherever it was cut", () =>
    Effect.gen(function* () {
      const before = line(begin) + line(hit)
      const last = line(end)
      for (let length = 1; length < last.length; length++) {
        const found = yield* read(before + last.slice(0, length))
        // Without its line feed alone, the last line is not whole either.
        assert.deepInclude(found, { state: "read", nodes: [hit], end: undefined, cutShort: true, unreadable: 0 })
      }
      assert.deepInclude(yield* read(before + last), { end, cutShort: false })
    })
  )

  it.effect("with a damaged line in their middle are read around it, and it is counted", () =>
    Effect.gen(function* () {
      const found = yield* read(
        `${line(begin)}{"event":"no\n\n${line({ event: "node", node: 7 })}${line(hit)}${line(end)}`
      )
      assert.deepInclude(found, { state: "read", nodes: [hit], end, unreadable: 2 })
    })
  )

  it.effect("without a first line that can be read are damaged; of another version they say so", () =>
    Effect.gen(function* () {
      const damaged = { state: "damaged", name: "r", problem: "its first line cannot be read" } as const
      assert.deepStrictEqual(yield* read(""), damaged)
      assert.deepStrictEqual(yield* read(line(begin).slice(0, -1)), damaged)
      assert.deepStrictEqual(yield* read(`\0\0\0${line(begin)}`), damaged)
      assert.deepStrictEqual(yield* read(line({ ...begin, seed: "x" })), damaged)
      const { journal: _, ...older } = begin
      assert.deepStrictEqual(yield* read(line(older)), { state: "other-version", name: "r", version: 0 })
      assert.deepStrictEqual(yield* read(line({ event: "begin", journal: 2 })), {
        state: "other-version",
        name: "r",
        version: 2
      })
    })
  )

  it.effect("that cannot be opened are damaged and keep no other from being read", () => {
    const folder = temporaryFolder()
    const [older, newer] = ["20261123T172327382Z-s-c", "20261124T090000000Z-s-c"]
    mkdirSync(join(folder, `${newer}.jsonl`))
    mkdirSync(join(folder, "study"))
    writeFileSync(join(folder, `${older}.jsonl`), line(begin))
    writeFileSync(join(folder, "copied-journal.jsonl"), line(begin))
    return Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      assert.deepStrictEqual(yield* log.journals, [newer, older])
      assert.strictEqual((yield* log.readJournal(newer)).state, "damaged")
      assert.strictEqual((yield* log.readJournal("gone")).state, "damaged")
      assert.strictEqual((yield* log.readJournal(older)).state, "read")
    }).pipe(Effect.provide(onDisk(folder)))
  })

  it.effect("lose no later line where one could be written in part only", () => {
    const folder = temporaryFolder()
    let fails = false
    const failing = Layer.effect(
      FileSystem.FileSystem,
      Effect.map(FileSystem.FileSystem, (fs) => ({
        ...fs,
        writeFileString: (
          path: string,
          text: string,
          options?: Parameters<FileSystem.FileSystem["writeFileString"]>[2]
        ) =>
          Effect.suspend(() => {
            if (!fails) return fs.writeFileString(path, text, options)
            appendFileSync(path, text.slice(0, 10))
            return Effect.fail(
              PlatformError.systemError({ _tag: "Unknown", module: "FileSystem", method: "writeFileString" })
            )
          })
      }))
    )
    return Effect.gen(function* () {
      const log = yield* RunLog.RunLog
      yield* log.journal("r", begin)
      fails = true
      assert.strictEqual((yield* Effect.flip(log.journal("r", failed)))._tag, "ArtifactWriteError")
      fails = false
      yield* log.journal("r", hit)
      yield* log.journal("r", end)
      assert.deepInclude(yield* log.readJournal("r"), { nodes: [hit], end, unreadable: 1, cutShort: false })
    }).pipe(Effect.provide(RunLog.layerFiles(folder).pipe(Layer.provide(failing), Layer.provide(NodeServices.layer))))
  })
})
