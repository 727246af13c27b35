import { assert, describe, it } from "@effect/vitest"
import { bind } from "@praxis/dataflow/Bind"
import { compareRuns, namesIn } from "@praxis/dataflow/CompareRuns"
import { sha256 } from "@praxis/dataflow/Digest"
import type { ReadJournal } from "@praxis/dataflow/Journal"
import * as Run from "@praxis/dataflow/Run"
import { RunLog } from "@praxis/dataflow/RunLog"
import { parse } from "@praxis/dataflow/Setting"
import * as SourceTexts from "@praxis/dataflow/SourceTexts"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { tinyServices, tinyStudy } from "./TinyStudy.ts"

const { study } = tinyStudy()
const run = Effect.fnUntraced(function* (
  settings: ReadonlyArray<string>,
  files: ReadonlyArray<string> = [],
  contents: ReadonlyMap<string, string> = new Map(),
  targets: ReadonlyArray<string> = ["note"]
) {
  yield* TestClock.adjust("1 second")
  const binding =
    files.length === 0
      ? { corpus: "made" }
      : {
          files: files.map((label) => ({
            label,
            site: null,
            path: `/${label}`,
            digest: sha256(contents.get(`/${label}`)!),
            bytes: contents.get(`/${label}`)!.length
          }))
        }
  const bound = yield* bind(
    study,
    binding,
    settings.map((setting) => parse(setting)!)
  )
  yield* Run.run(bound, targets, { versions: { praxis: "1" } })
  const log = yield* RunLog
  const journal = yield* log.readJournal((yield* log.journals)[0]!)
  assert.strictEqual(journal.state, "read")
  return journal as ReadJournal
})

const withServices = <A, E>(
  test: (services: ReturnType<typeof tinyServices>) => Effect.Effect<A, E, any>
): Effect.Effect<A, E> => {
  const services = tinyServices()
  const layer = Layer.mergeAll(services.layer, SourceTexts.layerNone)
  return Effect.provide(test(services), layer) as Effect.Effect<A, E>
}

describe("compareRuns", () => {
  it.effect("names the parameter that changed, and how far the values moved", () =>
    withServices(() =>
      Effect.gen(function* () {
        const { nodes, inputs, versions } = yield* compareRuns(yield* run([]), yield* run(["total.scale=2"]))
        assert.deepStrictEqual([inputs, versions], [[], []])
        const same = nodes.filter(({ outputs, changes }) => changes.length === 0 && outputs.every(({ equal }) => equal))
        assert.deepStrictEqual(same.map(({ node }) => node).sort(), ["initials", "lengths", "texts", "words"])
        const total = nodes.find(({ node }) => node === "total")!
        assert.deepStrictEqual(total.changes, [{ kind: "params", path: "scale", before: 1, after: 2 }])
        assert.deepInclude(total, { a: "ran", b: "ran", notCompared: null })
        const [output] = total.outputs
        assert.deepInclude(output!, { output: "total", equal: false, notCompared: null })
        assert.deepInclude(output!.table!.values[0], {
          column: "total",
          changed: 1,
          largest: { row: "row 0", a: "11", b: "22", change: 11 }
        })
        const note = nodes.find(({ node }) => node === "note")!
        assert.deepStrictEqual(
          note.changes.map((change) => (change.kind === "upstream" ? change.output : change.kind)).sort(),
          ["facts", "total"]
        )
        assert.deepInclude(note.outputs[0]!, { equal: false, table: null, notCompared: null })
      })
    )
  )

  it.effect("names files that are new, gone or changed, with their bytes, and rows that came and went", () =>
    withServices(({ contents }) =>
      Effect.gen(function* () {
        contents.set("/a.txt", "one two").set("/b.txt", "three").set("/c.txt", "four five")
        const a = yield* run([], ["a.txt", "b.txt"], contents)
        contents.set("/a.txt", "one two six")
        const b = yield* run([], ["a.txt", "c.txt"], contents)
        const { inputs, nodes } = yield* compareRuns(a, b)
        const seen = inputs.map((file) => [file.label, file.a?.bytes ?? null, file.b?.bytes ?? null])
        assert.deepStrictEqual(seen, [
          ["a.txt", 7, 11],
          ["b.txt", 5, null],
          ["c.txt", null, 9]
        ])
        const words = nodes.find(({ node }) => node === "words")!
        assert.deepStrictEqual(words.changes, [])
        assert.deepInclude(words.outputs.find(({ output }) => output === "words")!.table!, {
          key: ["word"],
          added: { count: 3, examples: ["six", "four", "five"] },
          lost: { count: 1, examples: ["three"] },
          shared: 2,
          changed: 0
        })
      })
    )
  )

  it.effect("names the code that changed, and results that are the same all the same", () =>
    withServices(({ code }) =>
      Effect.gen(function* () {
        const a = yield* run([])
        code.set("test:total", { digest: "second", files: { "test:total.ts": "second", "new.ts": "x" }, packages: {} })
        const b = yield* run([])
        const { nodes } = yield* compareRuns(a, b)
        const total = nodes.find(({ node }) => node === "total")!
        assert.deepStrictEqual(total.changes, [
          { kind: "code", file: "new.ts", change: "new", lines: null },
          { kind: "code", file: "test:total.ts", change: "edited", lines: null }
        ])
        assert.deepStrictEqual(
          total.outputs.map(({ equal }) => equal),
          [true]
        )
      })
    )
  )

  it.effect("says what is not in the store any more, and goes on", () =>
    withServices(({ maps }) =>
      Effect.gen(function* () {
        const a = yield* run([])
        const b = yield* run(["words.lower=true", "texts.text=ONE two"])
        const lineOf = (journal: ReadJournal, name: string) => {
          const line = journal.nodes.find(({ node }) => node === name)!
          assert.strictEqual(line.status, "ran")
          return line as Extract<typeof line, { readonly key: string }>
        }
        maps.records.delete(lineOf(a, "lengths").key)
        maps.objects.delete(lineOf(b, "words").outputs["words"]!.digest)
        const { nodes } = yield* compareRuns(a, b)
        const nodeOf = (name: string) => nodes.find(({ node }) => node === name)!
        assert.deepInclude(nodeOf("lengths"), {
          notCompared: "the record of A is not in the store any more",
          changes: []
        })
        assert.deepInclude(nodeOf("lengths").outputs[0]!, {
          table: null,
          notCompared: "lengths of A: its record is not in the store any more"
        })
        assert.isAbove(nodeOf("words").changes.length, 0)
        assert.deepInclude(nodeOf("words").outputs[0]!, {
          table: null,
          notCompared: "words of B: its bytes are not in the store any more"
        })
        assert.isNotNull(nodeOf("total").outputs[0]!.table)
        const later = { ...maps.records.get(lineOf(b, "total").key)! }
        const stored = later.outputs["total"]!
        maps.records.set(later.key, { ...later, outputs: { total: { ...stored, digest: "other" } as typeof stored } })
        const again = (yield* compareRuns(a, b)).nodes.find(({ node }) => node === "total")!
        assert.strictEqual(
          again.outputs[0]!.notCompared,
          "total of B: its record now tells of a later result of the same key"
        )
      })
    )
  )

  it.effect("has nodes that failed, that were skipped, and that only one run visited", () =>
    withServices(() =>
      Effect.gen(function* () {
        const a = yield* run([], [], new Map(), ["words"])
        const b = yield* run(["total.limit=1"])
        const { nodes } = yield* compareRuns(a, b)
        const states = Object.fromEntries(nodes.map((node) => [node.node, [node.a, node.b]]))
        assert.deepStrictEqual(states["words"], ["ran", "hit"])
        assert.deepStrictEqual(states["total"], ["absent", "failed"])
        assert.deepStrictEqual(states["note"], ["absent", "skipped"])
        assert.deepInclude(nodes.find(({ node }) => node === "lengths")!.outputs[0]!, { a: null, equal: false })
        assert.isTrue(nodes.find(({ node }) => node === "words")!.outputs.every(({ equal }) => equal))
      })
    )
  )

  it.effect("compares just the nodes and outputs that are named", () =>
    withServices(() =>
      Effect.gen(function* () {
        const [a, b] = [yield* run([]), yield* run(["texts.text=one"])]
        const named = (only: ReadonlyArray<string>) =>
          Effect.map(compareRuns(a, b, new Set(only)), ({ nodes }) =>
            nodes.map(({ node, outputs }) => [node, ...outputs.map(({ output }) => output)])
          )
        assert.deepStrictEqual(yield* named(["lengths"]), [["lengths", "lengths"]])
        assert.deepStrictEqual(yield* named(["empty-files"]), [["words", "empty-files"]])
        assert.deepStrictEqual(yield* named(["texts", "made-count"]), [["texts", "made-files", "made-count"]])
        assert.includeMembers([...namesIn(a, b)], ["texts", "made-count", "note"])
      })
    )
  )
})
