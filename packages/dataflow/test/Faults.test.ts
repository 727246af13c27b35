import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { type Call, type Fault, withFaults } from "../src/Faults.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

/** Runs `body` on a file system with a fault at one call; gives the calls too. */
const withFaultAt = <A, E>(
  at: number,
  fault: Fault,
  body: (fs: FileSystem.FileSystem, folder: string) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    const calls: Array<Call> = []
    const fs = withFaults(yield* FileSystem.FileSystem, (call) => {
      calls.push(call)
      return call.index === at ? fault : undefined
    })
    const folder = temporaryFolder()
    const result = yield* Effect.result(body(fs, folder))
    return { calls, result, folder }
  }).pipe(Effect.provide(NodeServices.layer))

const writeAbc = (fs: FileSystem.FileSystem, folder: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const file = yield* fs.open(join(folder, "a"), { flag: "wx" })
      yield* file.writeAll(new TextEncoder().encode("abcd"))
      yield* file.sync
      yield* fs.rename(join(folder, "a"), join(folder, "b"))
    })
  )

describe("withFaults", () => {
  it.effect("numbers the calls from 1, those on an open file with its path", () =>
    Effect.gen(function* () {
      const { calls, folder } = yield* withFaultAt(0, { kind: "lost" }, writeAbc)
      assert.deepStrictEqual(calls, [
        { index: 1, method: "open", path: join(folder, "a") },
        { index: 2, method: "writeAll", path: join(folder, "a") },
        { index: 3, method: "sync", path: join(folder, "a") },
        { index: 4, method: "rename", path: join(folder, "a") }
      ])
      assert.strictEqual(readFileSync(join(folder, "b"), "utf8"), "abcd")
    })
  )

  it.effect("fails a call with the system's words, and what follows does not happen", () =>
    Effect.gen(function* () {
      const { calls, result } = yield* withFaultAt(2, { kind: "error", code: "ENOSPC" }, writeAbc)
      assert.lengthOf(calls, 2)
      assert.strictEqual(result._tag, "Failure")
      const { cause } = (result as any).failure.reason
      assert.strictEqual(cause.message, "ENOSPC: no space left on device, writeAll")
    })
  )

  it.effect("writes half of the bytes and fails where a write is short", () =>
    Effect.gen(function* () {
      const { result, folder } = yield* withFaultAt(2, { kind: "short" }, writeAbc)
      assert.strictEqual(result._tag, "Failure")
      assert.strictEqual(readFileSync(join(folder, "a"), "utf8"), "ab")
    })
  )

  it.effect("loses a change and says that all went well", () =>
    Effect.gen(function* () {
      const { result, folder } = yield* withFaultAt(2, { kind: "lost" }, writeAbc)
      assert.strictEqual(result._tag, "Success")
      assert.strictEqual(readFileSync(join(folder, "b"), "utf8"), "")
    })
  )

  it.effect("leaves calls alone at which a fault cannot happen", () =>
    Effect.gen(function* () {
      const { result, folder } = yield* withFaultAt(1, { kind: "short" }, writeAbc)
      assert.strictEqual(result._tag, "Success")
      assert.strictEqual(readFileSync(join(folder, "b"), "utf8"), "abcd")
    })
  )

  it.effect("gives what is read with one bit changed", () =>
    Effect.gen(function* () {
      const read = (fs: FileSystem.FileSystem, folder: string) => {
        writeFileSync(join(folder, "a"), "abc")
        return fs.readFileString(join(folder, "a"))
      }
      const { result } = yield* withFaultAt(1, { kind: "flipped" }, read)
      // b is 0x62; its lowest bit changed gives c.
      assert.deepStrictEqual((result as any).success, "acc")
    })
  )
})
