import { assert, describe, it } from "@effect/vitest"
import { ArtifactWriteError } from "@praxis/dataflow/Artifact"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { bind, type ExternalFile } from "@praxis/dataflow/Bind"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { plan } from "@praxis/dataflow/Plan"
import { describe as describeReasons } from "@praxis/dataflow/Reason"
import type { StoredTable } from "@praxis/dataflow/Record"
import * as Run from "@praxis/dataflow/Run"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import * as RunLog from "@praxis/dataflow/RunLog"
import { parse } from "@praxis/dataflow/Setting"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Layer, Schema } from "effect"
import { tinyServices, tinyStudy, Words } from "./TinyStudy.ts"

const allNodes = ["texts", "words", "lengths", "initials", "total", "facts", "note"]

/** Runs a body against one memory store; the tools share it. */
const scenario = (
  body: (
    tools: ReturnType<typeof tinyStudy> & ReturnType<typeof tinyServices> & Tools
  ) => Effect.Effect<void, unknown, Layer.Success<ReturnType<typeof tinyServices>["layer"]>>
) => {
  const study = tinyStudy()
  const services = tinyServices()
  return body({ ...study, ...services, ...tools(study.study) }).pipe(Effect.provide(services.layer))
}

type Tools = ReturnType<typeof tools>

const tools = (study: ReturnType<typeof tinyStudy>["study"]) => {
  const bound = (settings: ReadonlyArray<string>, files?: ReadonlyArray<ExternalFile>) =>
    bind(
      study,
      files === undefined ? { corpus: "made" } : { files },
      settings.map((text) => parse(text)!)
    )
  return {
    run: (
      options: {
        set?: ReadonlyArray<string>
        files?: ReadonlyArray<ExternalFile>
        targets?: ReadonlyArray<string>
        force?: ReadonlyArray<string>
        onEvent?: (event: RunEvent) => void
      } = {}
    ) =>
      Effect.gen(function* () {
        const study = yield* bound(options.set ?? [], options.files)
        const summary = yield* Run.run(study, options.targets ?? [study.target], options)
        return { summary, states: Object.fromEntries(summary.results.map(({ node, status }) => [node.name, status])) }
      }),
    plan: (set: ReadonlyArray<string> = []) =>
      Effect.gen(function* () {
        const study = yield* bound(set)
        return (yield* plan(study, [study.target])).map((each) =>
          each.status === "run"
            ? `run ${each.node.name}: ${describeReasons(each.reasons)}`
            : `${each.status} ${each.node.name}`
        )
      })
  }
}

const states = (of: Readonly<Record<string, string>>) =>
  Object.fromEntries(allNodes.map((name) => [name, of[name] ?? "hit"]))

const digestsOf = (summary: Run.RunSummary) =>
  Object.fromEntries(
    summary.results.flatMap((result) =>
      "record" in result ? [[result.node.name, Object.values(result.record.outputs).map(({ digest }) => digest)]] : []
    )
  )

describe("run", () => {
  it.effect("visits each node once, and a second run is all hits", () =>
    scenario(({ run, runs }) =>
      Effect.gen(function* () {
        const first = yield* run()
        assert.isTrue(first.summary.ok)
        assert.deepStrictEqual(first.states, Object.fromEntries(allNodes.map((name) => [name, "ran"])))
        assert.deepStrictEqual(runs, { texts: 1, words: 1, lengths: 1, initials: 1, total: 1, note: 1 })
        const second = yield* run()
        assert.deepStrictEqual(second.states, states({}))
        assert.strictEqual(runs["note"], 1)
        assert.deepStrictEqual(digestsOf(second.summary), digestsOf(first.summary))
      })
    )
  )

  it.effect("runs only what a named node needs", () =>
    scenario(({ run, runs }) =>
      Effect.gen(function* () {
        yield* run({ targets: ["lengths"] })
        assert.deepStrictEqual(runs, { texts: 1, words: 1, lengths: 1 })
      })
    )
  )

  it.effect("a changed parameter runs its stage and what follows; going back is all hits", () =>
    scenario(({ run, plan }) =>
      Effect.gen(function* () {
        yield* run()
        assert.deepStrictEqual(yield* plan(["total.scale=2"]), [
          "hit texts",
          "hit words",
          "hit lengths",
          "hit initials",
          "run total: params: scale 1 → 2",
          'run facts: params: parameter.total.scale "1" → "2"',
          "depends note"
        ])
        const changed = yield* run({ set: ["total.scale=2"] })
        assert.deepStrictEqual(changed.states, states({ total: "ran", facts: "ran", note: "ran" }))
        const back = yield* run()
        assert.deepStrictEqual(back.states, states({}))
      })
    )
  )

  it.effect("a stage that comes out the same stops the wave", () =>
    scenario(({ run, code, runs }) =>
      Effect.gen(function* () {
        yield* run()
        code.set("test:lengths", { digest: "second", files: { "test:lengths.ts": "second" }, packages: {} })
        const { states: after } = yield* run()
        assert.deepStrictEqual(after, states({ lengths: "ran" }))
        assert.strictEqual(runs["total"], 1)
      })
    )
  )

  it.effect("names the file that changed, and what depends on it", () =>
    scenario(({ run, plan, code }) =>
      Effect.gen(function* () {
        yield* run()
        code.set("test:lengths", { digest: "second", files: { "test:lengths.ts": "second" }, packages: {} })
        assert.deepStrictEqual(yield* plan(), [
          "hit texts",
          "hit words",
          "run lengths: code: test:lengths.ts",
          "hit initials",
          "depends total",
          "hit facts",
          "depends note"
        ])
      })
    )
  )

  it.effect("a damaged object is set aside and computed again, with the same bytes", () =>
    scenario(({ run, plan, maps }) =>
      Effect.gen(function* () {
        const first = yield* run()
        const [digest] = digestsOf(first.summary)["lengths"]!
        const good = maps.objects.get(digest!)!
        for (let at = 0; at < good.length; at += 97) {
          maps.objects.set(digest!, good.with(at, good[at]! ^ 0x10))
          assert.include(yield* plan(), "run lengths: corrupt: the stored bytes of lengths are damaged")
          const again = yield* run()
          assert.deepStrictEqual(again.states, states({ lengths: "ran" }))
          assert.deepStrictEqual(digestsOf(again.summary), digestsOf(first.summary))
        }
        assert.isAbove(maps.quarantined.size, 0)
        maps.objects.delete(digest!)
        assert.include(yield* plan(), "run lengths: missing: the stored bytes of lengths are gone")
        assert.deepStrictEqual((yield* run()).states, states({ lengths: "ran" }))
      })
    )
  )

  it.effect(
    "a failing stage leaves nothing, its dependants are skipped, the rest still runs, and it is tried again",
    () =>
      scenario(({ run, runs }) =>
        Effect.gen(function* () {
          const failed = yield* run({ set: ["total.limit=1"] })
          assert.isFalse(failed.summary.ok)
          assert.strictEqual(failed.states["total"], "failed")
          assert.strictEqual(failed.states["note"], "skipped")
          assert.strictEqual(failed.states["initials"], "ran")
          const error = failed.summary.results.find(({ status }) => status === "failed")!
          assert.strictEqual("error" in error && error.error._tag, "TooLongError")
          yield* run({ set: ["total.limit=1"] })
          assert.strictEqual(runs["total"], 2)
          assert.strictEqual(runs["words"], 1)
        })
      )
  )

  it.effect("force runs a stage although its result is there; the same bytes stop the wave", () =>
    scenario(({ run, runs }) =>
      Effect.gen(function* () {
        yield* run()
        assert.deepStrictEqual((yield* run({ force: ["words"] })).states, states({ words: "ran" }))
        assert.strictEqual(runs["words"], 2)
      })
    )
  )

  it.effect(
    "a run on own files in between leaves the corpus all hits, and keeps their content, not their path, in the key",
    () =>
      scenario(({ run, contents }) =>
        Effect.gen(function* () {
          yield* run()
          const external = (path: string, content: string): ExternalFile => {
            contents.set(path, content)
            return { label: "own.txt", site: null, digest: sha256(content), bytes: content.length, path }
          }
          const own = yield* run({ files: [external("/a/own.txt", "four five")] })
          assert.strictEqual(own.states["words"], "ran")
          assert.isUndefined(own.states["texts"])
          const warned = own.summary.results.find(({ node }) => node.name === "words")!
          assert.deepStrictEqual("record" in warned && warned.record.warnings, ["own.txt names no site"])
          assert.deepStrictEqual((yield* run()).states, states({}))
          const moved = yield* run({ files: [external("/elsewhere/own.txt", "four five")] })
          assert.isTrue(moved.summary.results.every(({ status }) => status === "hit"))
          const edited = yield* run({ files: [external("/elsewhere/own.txt", "four six!")] })
          const words = edited.summary.results.find(({ node }) => node.name === "words")!
          assert.deepStrictEqual("reasons" in words && words.reasons, [{ kind: "inputs", detail: "own.txt changed" }])
        })
      )
  )

  it.effect("records nothing of a stage whose code was edited while it ran", () =>
    scenario(({ run, code, runs }) =>
      Effect.gen(function* () {
        const edit = (event: RunEvent) => {
          if (event._tag === "NodeStarted" && event.node === "total") {
            code.set("test:total", { digest: "second", files: { "test:total.ts": "second" }, packages: {} })
          }
        }
        const first = yield* run({ onEvent: edit })
        const total = first.summary.results.find(({ node }) => node.name === "total")!
        assert.strictEqual("error" in total && total.error._tag, "CodeDigestError")
        const second = yield* run()
        assert.strictEqual(second.states["total"], "ran")
        code.delete("test:total")
        assert.strictEqual((yield* run()).states["total"], "ran")
        assert.strictEqual(runs["total"], 3)
      })
    )
  )

  it.effect("fails a stage that reads a stored file which was damaged after its node had finished", () =>
    scenario(({ run, maps }) =>
      Effect.gen(function* () {
        const damage = (event: RunEvent) => {
          if (event._tag !== "NodeFinished" || event.node !== "texts") return
          const digest = sha256("one two three")
          maps.objects.set(digest, new TextEncoder().encode("one two thrXX"))
        }
        const { summary, states: after } = yield* run({ onEvent: damage })
        assert.isFalse(summary.ok)
        assert.strictEqual(after["words"], "failed")
        const again = yield* run()
        assert.strictEqual(again.states["texts"], "ran")
        assert.isTrue(again.summary.ok)
      })
    )
  )

  it.effect("fails where an own file changed by the time that its stage is done", () =>
    scenario(({ run, contents }) =>
      Effect.gen(function* () {
        const path = "/a/own.txt"
        contents.set(path, "four")
        const file: ExternalFile = { label: "own.txt", site: "here", digest: sha256("four"), bytes: 4, path }
        const edit = (event: RunEvent) => {
          if (event._tag === "NodeProgress" && event.node === "words") contents.set(path, "five")
        }
        const { summary } = yield* run({ files: [file], onEvent: edit })
        const words = summary.results.find(({ node }) => node.name === "words")!
        assert.match("error" in words ? words.error.message : "", /own\.txt: the file changed after it was hashed/)
      })
    )
  )

  it.effect("says that a damaged record is damaged, sets it aside only when it runs, and computes the same again", () =>
    scenario(({ run, plan, maps }) =>
      Effect.gen(function* () {
        const first = yield* run()
        const of = (name: string) => first.summary.results.find(({ node }) => node.name === name)!
        const { key } = (of("total") as Extract<Run.NodeResult, { record: unknown }>).record
        const broken = { ...maps.records.get(key)!, key: "another" }
        maps.records.set(key, broken)
        assert.include(yield* plan(), "run total: corrupt: its stored record is damaged")
        assert.strictEqual(maps.records.get(key), broken)
        const events: Array<RunEvent> = []
        const second = yield* run({ onEvent: (event) => void events.push(event) })
        assert.deepStrictEqual(second.states, states({ total: "ran" }))
        assert.deepInclude(events, { _tag: "Quarantined", node: "total", what: "the record of total", name: key })
        assert.deepStrictEqual(digestsOf(second.summary), digestsOf(first.summary))
      })
    )
  )

  it.effect("notes a stage that gives other bytes for the same key", () =>
    scenario(({ run, maps, runs }) =>
      Effect.gen(function* () {
        const first = yield* run()
        const lengths = first.summary.results.find(({ node }) => node.name === "lengths")!
        const { key } = (lengths as Extract<Run.NodeResult, { record: unknown }>).record
        const record = maps.records.get(key)!
        const before = { ...record.outputs["lengths"]!, digest: "0".repeat(64) }
        maps.records.set(key, { ...record, outputs: { lengths: before } })
        const events: Array<RunEvent> = []
        yield* run({ force: ["lengths"], onEvent: (event) => void events.push(event) })
        assert.strictEqual(runs["lengths"], 2)
        const notes = events.flatMap((event) => (event._tag === "RunNote" ? [event.message] : []))
        assert.match(notes.join(), /^lengths came out with other bytes than the last time/)
      })
    )
  )

  it.effect("reports a stage that throws or interrupts itself as a mistake in its code", () => {
    const services = tinyServices()
    const Broken = (name: string, effect: Effect.Effect<never>) =>
      Pipeline.node(
        Stage.make(name, {
          module: `test:${name}`,
          inputs: {},
          params: Schema.Struct({}),
          output: Words,
          run: () => effect
        }),
        { inputs: {}, params: {} }
      )
    const throwing = Broken("throwing", Effect.die(new TypeError("x is not a function")))
    const interrupting = Broken("interrupting", Effect.interrupt)
    const unseeded = Pipeline.node(
      Stage.make("unseeded", {
        module: "test:unseeded",
        inputs: {},
        params: Schema.Struct({}),
        output: Words,
        run: ({ seed }) => Effect.sync(() => Table.fromRows(Words, [{ word: String(seed("x")) }]))
      }),
      { inputs: {}, params: {} }
    )
    const broken = Study.make("broken", {
      title: "t",
      seed: 1,
      outputs: [throwing, interrupting, unseeded],
      target: throwing,
      corpora: [{ name: "none", title: "none", simulated: false, sources: {} }],
      defaultCorpus: "none"
    })
    return Effect.gen(function* () {
      const bound = yield* bind(broken, { corpus: "none" })
      const { ok, results } = yield* Run.run(bound, ["throwing", "interrupting", "unseeded"])
      assert.isFalse(ok)
      const messages = results.map((result) =>
        "error" in result ? `${result.error._tag}: ${result.error.message}` : ""
      )
      assert.match(messages[0]!, /^StageCrashError: the stage "throwing" crashed: x is not a function/)
      assert.match(messages[1]!, /^StageCrashError: the stage "interrupting" crashed/)
      assert.match(messages[2]!, /asks for a seed and does not declare that it is seeded/)
    }).pipe(Effect.provide(services.layer))
  })

  it.effect("keeps the width of fixed lists of a table without rows, as the parameter says", () => {
    const services = tinyServices()
    const Vectors = Table.contract("vectors", { vector: Table.fixedList(Table.float64, "dims") })
    const empty = Pipeline.node(
      Stage.stream("vectors", {
        module: "test:vectors",
        inputs: {},
        params: Schema.Struct({ dims: Schema.Int }),
        output: Vectors,
        run: () => Effect.void
      }),
      { inputs: {}, params: { dims: 4 } }
    )
    const none = { name: "none", title: "none", simulated: false, sources: {} }
    const study = Study.make("empty", {
      title: "t",
      seed: 1,
      outputs: [],
      target: empty,
      corpora: [none],
      defaultCorpus: "none"
    })
    return Effect.gen(function* () {
      const bound = yield* bind(study, { corpus: "none" })
      const { results } = yield* Run.run(bound, ["vectors"])
      const stored = (results[0] as Extract<Run.NodeResult, { record: unknown }>).record.outputs["vectors"]!
      assert.strictEqual(stored.kind, "table")
      const handle = yield* Artifacts.tableHandle("vectors", Vectors, stored as StoredTable)
      assert.strictEqual((yield* handle.table).columns.vector.width, 4)
    }).pipe(Effect.provide(services.layer))
  })

  it.effect("writes a journal, and goes on with one note where nothing can be remembered", () => {
    const { study } = tinyStudy()
    const services = tinyServices()
    const lines: Array<{ readonly event: string; readonly node?: string }> = []
    const error = new ArtifactWriteError({ artifact: "journal", problem: "no space left" })
    const logWith = (journal: RunLog.RunLog["Service"]["journal"]) =>
      Layer.effect(
        RunLog.RunLog,
        Effect.map(RunLog.RunLog, (log) => ({ ...log, journal }))
      ).pipe(Layer.provide(RunLog.layerMemory))
    const runWith = (log: Layer.Layer<RunLog.RunLog>, onEvent: (event: RunEvent) => void) =>
      Effect.gen(function* () {
        const bound = yield* bind(study, { corpus: "made" })
        return yield* Run.run(bound, [bound.target], { onEvent })
      }).pipe(Effect.provide(log), Effect.provide(services.layer))
    return Effect.gen(function* () {
      yield* runWith(
        logWith((_, entry) => Effect.sync(() => void lines.push(entry as never))),
        () => {}
      )
      const entries = lines.map(({ event, node }) => node ?? event)
      assert.deepStrictEqual([entries[0], entries.at(-1)], ["begin", "end"])
      assert.deepStrictEqual(entries.slice(1, -1).sort(), [...allNodes].sort())
      const events: Array<RunEvent> = []
      const summary = yield* runWith(
        logWith(() => Effect.fail(error)),
        (event) => void events.push(event)
      )
      assert.isTrue(summary.ok)
      assert.deepStrictEqual(
        events.filter(({ _tag }) => _tag === "RunNote"),
        [{ _tag: "RunNote", message: "this run cannot be remembered: journal: no space left" }]
      )
    })
  })

  it.effect("tells what it does in a closed set of events, in order", () =>
    scenario(({ run }) =>
      Effect.gen(function* () {
        const events: Array<RunEvent> = []
        yield* run({ onEvent: (event) => void events.push(event) })
        assert.strictEqual(events[0]!._tag, "RunStarted")
        assert.strictEqual(events.at(-1)!._tag, "RunFinished")
        for (const name of allNodes) {
          const own = events.filter((event) => "node" in event && event.node === name).map(({ _tag }) => _tag)
          assert.deepStrictEqual(
            own.filter((tag) => tag !== "NodeProgress"),
            ["NodeStarted", "NodeFinished"],
            name
          )
        }
        assert.deepInclude(events, { _tag: "NodeProgress", node: "words", done: 1, total: 1, unit: "files" })
      })
    )
  )

  it.effect("gives a seeded stage the study's seed by purpose, and reruns it when the seed changes", () => {
    const { study } = tinyStudy()
    const services = tinyServices()
    return Effect.gen(function* () {
      const first = yield* bind(study, { corpus: "made" })
      yield* Run.run(first, ["initials"])
      const other = yield* bind({ ...study, seed: 8 }, { corpus: "made" })
      const planned = (yield* plan(other, ["initials"])).map((each) => [
        each.node.name,
        each.status === "run" ? describeReasons(each.reasons) : each.status
      ])
      assert.deepStrictEqual(planned, [
        ["texts", "hit"],
        ["words", "hit"],
        ["initials", "seed: 7 → 8"]
      ])
    }).pipe(Effect.provide(services.layer))
  })
})
