import { assert, describe, it } from "@effect/vitest"
import { bind, type ExternalFile } from "@praxis/dataflow/Bind"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Lock from "@praxis/dataflow/Lock"
import * as Run from "@praxis/dataflow/Run"
import { parse } from "@praxis/dataflow/Setting"
import { SourceTexts } from "@praxis/dataflow/SourceTexts"
import { type Options, why } from "@praxis/dataflow/Why"
import { Effect, Layer } from "effect"
import { mappedStudy } from "./MappedStudy.ts"
import { tinyServices, tinyStudy } from "./TinyStudy.ts"

/** Texts by digest: `first` and `second` are the two versions of every file. */
const texts = Layer.succeed(SourceTexts, {
  text: (_: string, digest: string) =>
    Effect.succeed(
      digest === "first" || digest === "second"
        ? new TextEncoder().encode(`// ${digest}\nexport const a = "${digest}"\n`)
        : undefined
    )
})

interface Where {
  readonly set?: ReadonlyArray<string>
  readonly files?: ReadonlyArray<ExternalFile>
}

const scenario = <E>(
  body: (
    tools: ReturnType<typeof tinyServices> & Tools
  ) => Effect.Effect<void, E, Layer.Success<ReturnType<typeof tinyServices>["layer"]> | SourceTexts>
) => {
  const services = tinyServices()
  return body({ ...services, ...makeTools() }).pipe(Effect.provide([services.layer, texts]))
}

type Tools = ReturnType<typeof makeTools>

const makeTools = () => {
  const { study } = tinyStudy()
  const bound = ({ set = [], files }: Where) =>
    bind(
      study,
      files === undefined ? { corpus: "made" } : { files },
      set.map((text) => parse(text)!)
    )
  return {
    run: (where: Where = {}) =>
      Effect.gen(function* () {
        const to = yield* bound(where)
        const summary = yield* Run.run(to, [to.target])
        const records = summary.results.flatMap((each) =>
          "record" in each ? [[each.node.name, each.record] as const] : []
        )
        return { bound: to, records: new Map(records) }
      }),
    why: (target: string, options: Options & Where = {}) =>
      Effect.flatMap(bound(options), (to) => why(to, target, options))
  }
}

/** The chain as `state name: changes < nodes that it goes on to`. */
const inWords = (chain: Effect.Success<ReturnType<Tools["why"]>>) =>
  chain.map(({ planned, changes, through }) => {
    const kinds = changes.map((change) => change.kind).join(", ")
    return `${planned.status} ${planned.node.name}: ${kinds}${through.length === 0 ? "" : ` < ${through.join(", ")}`}`
  })

const edited = { digest: "second", files: { "test:lengths.ts": "second" }, packages: {} }

describe("why", () => {
  it.effect("says of a hit which run made it, and why", () =>
    scenario(({ run, why }) =>
      Effect.gen(function* () {
        yield* run()
        const [only, ...others] = yield* why("total")
        assert.deepStrictEqual(others, [])
        assert.strictEqual(only!.planned.status, "hit")
        assert.deepStrictEqual(only!.madeIn?.reasons, [{ kind: "missing", detail: "" }])
        assert.deepStrictEqual(only!.changes, [])
      })
    )
  )

  it.effect("goes from a node through those it depends on to the line that changed", () =>
    scenario(({ run, why, code }) =>
      Effect.gen(function* () {
        yield* run()
        code.set("test:lengths", edited)
        const chain = yield* why("note")
        assert.deepStrictEqual(inWords(chain), [
          "run lengths: code",
          "depends total:  < lengths",
          "depends note:  < total"
        ])
        assert.strictEqual(chain[0]!.against, "last-run")
        assert.deepStrictEqual(chain[0]!.changes, [
          {
            kind: "code",
            file: "test:lengths.ts",
            change: "edited",
            lines: [
              {
                line: 2,
                before: [{ line: 2, text: 'export const a = "first"' }],
                after: [{ line: 2, text: 'export const a = "second"' }]
              }
            ]
          }
        ])
      })
    )
  )

  it.effect("tells what changed for a node that depends on others too", () =>
    scenario(({ run, why, code }) =>
      Effect.gen(function* () {
        yield* run()
        code.set("test:lengths", edited)
        const chain = yield* why("total", { set: ["total.scale=2"] })
        assert.deepStrictEqual(inWords(chain), ["run lengths: code", "depends total: params < lengths"])
        assert.deepStrictEqual(chain[1]!.changes, [{ kind: "params", path: "scale", before: 1, after: 2 }])
      })
    )
  )

  it.effect("names new and missing files, versions of packages, and files whose old text is not known", () =>
    scenario(({ run, why, code }) =>
      Effect.gen(function* () {
        code.set("test:lengths", {
          digest: "1",
          files: { a: "x", b: "first" },
          packages: { csv: "7.0.2 aa", xml: "1 a" }
        })
        yield* run()
        code.set("test:lengths", {
          digest: "2",
          files: { a: "y", c: "first" },
          packages: { csv: "7.0.3 bb", xml: "1 b" }
        })
        const [lengths] = yield* why("lengths")
        assert.deepStrictEqual(lengths!.changes, [
          { kind: "code", file: "a", change: "edited", lines: null },
          { kind: "code", file: "b", change: "gone", lines: null },
          { kind: "code", file: "c", change: "new", lines: null },
          { kind: "package", name: "csv", before: "7.0.2", after: "7.0.3" },
          { kind: "package", name: "xml", before: "1", after: "1" }
        ])
      })
    )
  )

  it.effect("names the input files that changed, by label and digest", () =>
    scenario(({ run, why, contents }) =>
      Effect.gen(function* () {
        const file = (label: string, content: string): ExternalFile => {
          contents.set(label, content)
          return { label, site: null, digest: sha256(content), bytes: content.length, path: label }
        }
        yield* run({ files: [file("a.txt", "one"), file("b.txt", "two")] })
        const chain = yield* why("words", { files: [file("a.txt", "one!"), file("b.txt", "two")] })
        assert.deepStrictEqual(inWords(chain), ["run words: file"])
        assert.deepStrictEqual(chain[0]!.changes, [
          {
            kind: "file",
            label: "a.txt",
            before: { digest: sha256("one"), bytes: 3 },
            after: { digest: sha256("one!"), bytes: 4 }
          }
        ])
      })
    )
  )

  it.effect("names the object that is damaged, and what was found in its place", () =>
    scenario(({ run, why, maps }) =>
      Effect.gen(function* () {
        const { records } = yield* run()
        const { digest, bytes } = records.get("lengths")!.outputs["lengths"] as { digest: string; bytes: number }
        const damaged = new Uint8Array(bytes)
        maps.objects.set(digest, damaged)
        const chain = yield* why("total")
        assert.deepStrictEqual(inWords(chain), ["run lengths: corrupt", "depends total:  < lengths"])
        const found = { digest: sha256(damaged), bytes }
        assert.deepStrictEqual(chain[0]!.changes, [
          { kind: "corrupt", of: "object", output: "lengths", name: digest, found, bytes }
        ])
        maps.objects.delete(digest)
        assert.deepStrictEqual(inWords(yield* why("lengths")), ["run lengths: missing"])
      })
    )
  )

  it.effect("compares with the lock where this machine has no run, and finds nothing where nothing differs", () =>
    Effect.gen(function* () {
      const elsewhere = yield* scenarioValue(({ run }) =>
        Effect.map(run(), ({ bound, records }) => Lock.make(bound, records))
      )
      yield* scenario(({ why, code }) =>
        Effect.gen(function* () {
          const same = yield* why("total", { lock: elsewhere })
          assert.deepStrictEqual(inWords(same), [
            "run texts: missing",
            "depends words:  < texts",
            "depends lengths:  < words",
            "depends total:  < lengths"
          ])
          assert.isTrue(same.every(({ against }) => against === "lock"))
          code.set("test:lengths", edited)
          const changed = yield* why("total", { lock: elsewhere, set: ["total.scale=2"] })
          assert.deepStrictEqual(inWords(changed).slice(2), [
            "depends lengths: code < words",
            "depends total: params < lengths"
          ])
        })
      )
    })
  )

  it.effect("goes on to a hit that gave something else when the node was last computed", () =>
    scenario(({ run, why }) =>
      Effect.gen(function* () {
        yield* run()
        const changed = { set: ["texts.text=one two three four"] }
        yield* Effect.flatMap(bindTiny(changed.set), (to) => Run.run(to, ["lengths"]))
        const chain = yield* why("total", changed)
        assert.deepStrictEqual(inWords(chain), [
          "hit texts: params",
          "hit words: upstream < texts",
          "hit lengths: upstream < words",
          "run total: upstream < lengths"
        ])
        const upstream = chain[3]!.changes[0]!
        assert.strictEqual(upstream.kind === "upstream" ? upstream.before?.rows : undefined, 3)
        assert.strictEqual(upstream.kind === "upstream" ? upstream.after?.rows : undefined, 4)
      })
    )
  )

  it.effect("lists the tasks of a mapped node that would run, and why", () =>
    scenario(({ contents }) =>
      Effect.gen(function* () {
        const { study } = mappedStudy()
        const boundTo = (texts: Readonly<Record<string, string>>) =>
          bind(study, {
            files: Object.entries(texts).map(([label, text]) => {
              contents.set(label, text)
              return { label, site: "here", path: label, digest: sha256(text), bytes: text.length }
            })
          })
        yield* Effect.flatMap(boundTo({ a: "one two", b: "three" }), (to) => Run.run(to, ["words"]))
        const [words] = yield* Effect.flatMap(boundTo({ a: "one two", b: "four" }), (to) => why(to, "words"))
        assert.deepStrictEqual(
          words!.changes.map((change) => (change.kind === "file" ? change.label : change.kind)),
          ["b"]
        )
        const tasks = words!.planned.status === "run" ? words!.planned.tasks : undefined
        assert.lengthOf(tasks!.hits, 1)
        assert.deepStrictEqual(tasks!.toRun, [{ name: "b", reasons: [{ kind: "inputs", detail: "other content" }] }])
      })
    )
  )

  it.effect("says that a node was forced", () =>
    scenario(({ run, why }) =>
      Effect.gen(function* () {
        yield* run()
        assert.deepStrictEqual(inWords(yield* why("lengths", { force: ["lengths"] })), ["run lengths: forced"])
      })
    )
  )

  it.effect("says of a node without any result that it has none", () =>
    scenario(({ why }) =>
      Effect.gen(function* () {
        const [texts] = yield* why("texts")
        assert.deepStrictEqual(texts!.changes, [{ kind: "missing", of: "result", output: "texts" }])
        assert.isUndefined(texts!.against)
      })
    )
  )
})

const bindTiny = (set: ReadonlyArray<string>) =>
  bind(
    tinyStudy().study,
    { corpus: "made" },
    set.map((text) => parse(text)!)
  )

const scenarioValue = <A, E>(
  body: (tools: Tools) => Effect.Effect<A, E, Layer.Success<ReturnType<typeof tinyServices>["layer"]>>
) => Effect.provide(body(makeTools()), tinyServices().layer)
