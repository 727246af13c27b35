import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterEach, assert, describe, it } from "@effect/vitest"
import { type HoldOptions, layerFiles, StoreLock } from "@praxis/dataflow/StoreLock"
import { Effect, Layer } from "effect"
import { temporaryFolder } from "./temporaryFolder.ts"

const children: Array<ChildProcess> = []
afterEach(() => {
  for (const child of children) child.kill("SIGKILL")
})

/** A store's folder with something that a dead writer left. */
const storeFolder = () => {
  const folder = temporaryFolder()
  for (const place of ["objects", "records"]) {
    mkdirSync(join(folder, place))
    writeFileSync(join(folder, place, ".tmp-left-behind"), "half")
    writeFileSync(join(folder, place, "whole"), "whole")
  }
  return folder
}

/** Another process that holds the lock until it is killed. */
const holderOf = (folder: string) =>
  Effect.promise(async () => {
    const source = `
      import { DatabaseSync } from "node:sqlite"
      import { writeFileSync } from "node:fs"
      const database = new DatabaseSync(${JSON.stringify(join(folder, "lock.sqlite"))})
      database.exec("BEGIN EXCLUSIVE")
      writeFileSync(${JSON.stringify(join(folder, "lock.holder"))}, "process " + process.pid + ", a test")
      console.log("held")
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    children.push(child)
    await once(child.stdout, "data")
    return child
  })

const hold = (folder: string, options: HoldOptions) =>
  Effect.flatMap(StoreLock, (lock) => lock.hold(options)).pipe(
    Effect.provide(Layer.fresh(layerFiles(folder, "this test").pipe(Layer.provide(NodeServices.layer))))
  )

describe("StoreLock", () => {
  it.live("is held until the scope closes, and can be taken again", () => {
    const folder = storeFolder()
    const once = Effect.scoped(hold(folder, { wait: false, onWait: () => {} }))
    return Effect.andThen(once, once)
  })

  it.live("removes what dead writers left in the folders besides, at any depth, and minds none that is missing", () => {
    const folder = storeFolder()
    const besides = temporaryFolder()
    mkdirSync(join(besides, "study"))
    for (const name of [".tmp-last.json-1", "study/.tmp-keys.json-2", "study/kept.json"])
      writeFileSync(join(besides, name), "half")
    const layer = layerFiles(folder, "this test", [besides, join(besides, "missing")])
    return Effect.gen(function* () {
      const lock = yield* StoreLock
      yield* lock.hold({ wait: false, onWait: () => {} })
      assert.deepStrictEqual(readdirSync(besides, { recursive: true }).toSorted(), ["study", "study/kept.json"])
    }).pipe(Effect.scoped, Effect.provide(Layer.fresh(layer.pipe(Layer.provide(NodeServices.layer)))))
  })

  it.live("removes what dead writers left, and nothing else", () => {
    const folder = storeFolder()
    return Effect.gen(function* () {
      yield* Effect.scoped(hold(folder, { wait: false, onWait: () => {} }))
      assert.deepStrictEqual(readdirSync(join(folder, "objects")), ["whole"])
      assert.deepStrictEqual(readdirSync(join(folder, "records")), ["whole"])
    })
  })

  it.live("fails at once where another process holds it and waiting is not wanted, and touches nothing", () => {
    const folder = storeFolder()
    return Effect.gen(function* () {
      const child = yield* holderOf(folder)
      const error = yield* Effect.flip(Effect.scoped(hold(folder, { wait: false, onWait: () => {} })))
      assert.strictEqual(error._tag, "StoreBusyError")
      assert.include(error.message, `is in use by process ${child.pid}, a test.`)
      assert.deepStrictEqual(readdirSync(join(folder, "objects")), [".tmp-left-behind", "whole"])
    })
  })

  it.live("waits, says once for whom, and gets the lock when its holder is killed", () => {
    const folder = storeFolder()
    return Effect.gen(function* () {
      const child = yield* holderOf(folder)
      const waitedFor: Array<string> = []
      const onWait = (holder: string) => {
        waitedFor.push(holder)
        setTimeout(() => child.kill("SIGKILL"), 300)
      }
      yield* Effect.scoped(hold(folder, { wait: true, onWait }))
      assert.deepStrictEqual(waitedFor, [`process ${child.pid}, a test`])
    })
  })

  it.live("can be interrupted while it waits", () => {
    const folder = storeFolder()
    return Effect.gen(function* () {
      yield* holderOf(folder)
      const waiting = Effect.scoped(hold(folder, { wait: true, onWait: () => {} }))
      const result = yield* Effect.timeoutOption(waiting, "400 millis")
      assert.strictEqual(result._tag, "None")
    })
  })
})
