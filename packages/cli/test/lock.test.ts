import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterEach, assert, beforeEach, describe, it } from "@effect/vitest"
import * as Lock from "@praxis/dataflow/Lock"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import type { RunSummary } from "@praxis/dataflow/Run"
import { Effect, Layer } from "effect"
import { mismatchesWith, readLock, updateLock } from "../src/lock.ts"
import type { Selection } from "../src/selection.ts"
import { Workspace } from "../src/Workspace.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "praxis-lock-"))
  mkdirSync(join(folder, "artifacts"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const selection = (
  overrides: { readonly corpus?: string; readonly settings?: number; readonly outputs?: Array<string> } = {}
) =>
  ({
    bound: {
      study: { name: "tiny", seed: 1, defaultCorpus: "simulated" },
      corpus: { id: overrides.corpus ?? "simulated" },
      settings: Array.from({ length: overrides.settings ?? 0 })
    },
    outputs: overrides.outputs ?? []
  }) as unknown as Selection

const record = (digest: string) =>
  ({
    parts: {
      node: "26.10.0",
      code: { digest: "c", files: {}, packages: {} },
      params: {},
      contract: "t",
      seed: null,
      inputs: {}
    },
    outputs: { a: { kind: "file", extension: ".txt", digest, bytes: 1 } }
  }) as unknown as RunRecord

const summary = (digest: string, ok = true) =>
  ({
    ok,
    seconds: 0,
    results: [{ node: { name: "a" }, status: "ran", record: record(digest) }]
  }) as unknown as RunSummary

const file = () => join(folder, "artifacts", "tiny.lock.json")

const inWorkspace = <A, E>(
  effect: Effect.Effect<A, E, Workspace | NodeServices.NodeServices>,
  artifacts = join(folder, "artifacts")
) =>
  Effect.provide(
    effect,
    Layer.merge(
      NodeServices.layer,
      Layer.sync(Workspace, () => ({
        root: folder,
        invokedFrom: folder,
        artifacts,
        ownArtifacts: join(folder, "artifacts"),
        shown: (path) => path.slice(folder.length + 1)
      }))
    )
  )

describe("updateLock", () => {
  it.effect("writes the lock after the study's default run, and the same bytes for the same results", () =>
    Effect.gen(function* () {
      yield* inWorkspace(updateLock(selection(), summary("1")))
      const text = readFileSync(file(), "utf8")
      assert.strictEqual(JSON.parse(text).nodes.a.outputs.a.digest, "1")
      yield* inWorkspace(updateLock(selection(), summary("1")))
      assert.strictEqual(readFileSync(file(), "utf8"), text)
    })
  )

  it.effect("writes none after a run of another corpus, with a setting, of named nodes, or that failed", () =>
    Effect.gen(function* () {
      yield* inWorkspace(updateLock(selection({ corpus: "other" }), summary("1")))
      yield* inWorkspace(updateLock(selection({ settings: 1 }), summary("1")))
      yield* inWorkspace(updateLock(selection({ outputs: ["a"] }), summary("1")))
      yield* inWorkspace(updateLock(selection(), summary("1", false)))
      assert.isFalse(existsSync(file()))
    })
  )

  it.effect("writes none for another artifacts folder, and one where a link leads to the project's own", () =>
    Effect.gen(function* () {
      mkdirSync(join(folder, "other"))
      yield* inWorkspace(updateLock(selection(), summary("1")), join(folder, "other"))
      assert.isFalse(existsSync(file()))
      symlinkSync(join(folder, "artifacts"), join(folder, "link"))
      yield* inWorkspace(updateLock(selection(), summary("1")), join(folder, "link"))
      assert.isTrue(existsSync(file()))
    })
  )
})

describe("readLock", () => {
  const messageOf = Effect.fnUntraced(function* (of: Selection) {
    const error = yield* Effect.flip(inWorkspace(readLock(of)))
    return `${error._tag} ${error.message}`
  })

  it.effect("says what to do where there is no lock, or one that cannot be read", () =>
    Effect.gen(function* () {
      assert.match(
        yield* messageOf(selection()),
        /^LockFileError artifacts\/tiny\.lock\.json: there is no lock file to compare with\. A run of the study without/
      )
      writeFileSync(file(), '<<<<<<< HEAD\n{}\n=======\n{"format":1}\n>>>>>>> other\n')
      assert.match(
        yield* messageOf(selection()),
        /^LockFileError artifacts\/tiny\.lock\.json: holds the marks of a merge conflict\. Take the committed one/
      )
      writeFileSync(file(), "{}")
      assert.match(yield* messageOf(selection()), /tiny\.lock\.json: is no lock file\. Take the committed one/)
    })
  )

  it.effect("takes no corpus but the lock's", () =>
    Effect.gen(function* () {
      yield* inWorkspace(updateLock(selection(), summary("1")))
      assert.match(yield* messageOf(selection({ corpus: "other" })), /^UsageError --frozen .* of the corpus simulated/)
      assert.strictEqual((yield* inWorkspace(readLock(selection()))).study, "tiny")
    })
  )
})

describe("mismatchesWith", () => {
  it("finds outputs with other bytes; of named nodes only those", () => {
    const locked = Lock.make(
      selection().bound,
      new Map([
        ["a", record("1")],
        ["b", record("2")]
      ])
    )
    const same = { locked: "none", found: "none" }
    assert.deepStrictEqual(mismatchesWith(locked, selection({ outputs: ["a"] }), summary("1")), [])
    assert.deepStrictEqual(mismatchesWith(locked, selection({ outputs: ["a"] }), summary("9")), [
      { node: "a", output: "a", locked: "1", found: "9" }
    ])
    assert.deepStrictEqual(mismatchesWith(locked, selection(), summary("1")), [
      { ...same, node: "b", output: "a", locked: "2" }
    ])
  })
})
