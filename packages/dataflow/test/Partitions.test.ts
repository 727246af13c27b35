import { assert, describe, it } from "@effect/vitest"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import { bind, type ExternalFile } from "@praxis/dataflow/Bind"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import { plan } from "@praxis/dataflow/Plan"
import type { StoredTable } from "@praxis/dataflow/Record"
import * as Run from "@praxis/dataflow/Run"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { parse } from "@praxis/dataflow/Setting"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Stream } from "effect"
import { Lengths, mappedStudy, Sums, Words } from "./MappedStudy.ts"
import { tinyServices } from "./TinyStudy.ts"

/** A store, a study on the files given, and what ran since the last look. */
const workshop = () => {
  const { study, ran } = mappedStudy()
  const services = tinyServices()
  const bindTo = (texts: Readonly<Record<string, string>>, settings: ReadonlyArray<string>) => {
    const files = Object.entries(texts).map(([label, text]): ExternalFile => {
      services.contents.set(`/${label}`, text)
      return {
        label,
        site: label === "c.txt" ? null : "here",
        path: `/${label}`,
        digest: sha256(text),
        bytes: text.length
      }
    })
    return bind(
      study,
      { files },
      settings.map((text) => parse(text)!)
    )
  }
  const events: Array<RunEvent> = []
  const run = Effect.fnUntraced(function* (
    texts: Readonly<Record<string, string>>,
    settings: ReadonlyArray<string> = [],
    force: ReadonlyArray<string> = []
  ) {
    events.length = 0
    const bound = yield* bindTo(texts, settings)
    return yield* Run.run(bound, [bound.target], { force, onEvent: (event) => events.push(event) })
  })
  const planned = (texts: Readonly<Record<string, string>>, settings: ReadonlyArray<string> = []) =>
    Effect.flatMap(bindTo(texts, settings), (bound) => plan(bound, [bound.target]))
  return { ...services, ran: () => ran.splice(0), run, planned, events }
}

const rowsOf = <K extends Table.AnyContract>(summary: Run.RunSummary, node: string, output: string, contract: K) =>
  Effect.gen(function* () {
    const result = summary.results.find((each) => each.node.name === node)!
    const stored = (result as { readonly record: { readonly outputs: Record<string, StoredTable> } }).record.outputs
    return Table.toRows(yield* (yield* Artifacts.tableHandle(output, contract, stored[output]!)).table)
  })

const two = { "a.txt": "one two", "b.txt": "three" }

describe("a mapped stage", () => {
  const scenario = (name: string, body: (tools: ReturnType<typeof workshop>) => Effect.Effect<void, unknown, any>) =>
    it.effect(name, () => {
      const tools = workshop()
      return body(tools).pipe(Effect.provide(tools.layer)) as Effect.Effect<void>
    })

  scenario("runs one task a partition and combines them in the order of the partitions", ({ run, ran }) =>
    Effect.gen(function* () {
      const summary = yield* run(two)
      assert.deepStrictEqual(ran().toSorted(), [
        "lengths",
        "lengths/0",
        "sums",
        "sums/1",
        "sums/2",
        "words",
        "words/a.txt",
        "words/b.txt"
      ])
      assert.deepStrictEqual(
        (yield* rowsOf(summary, "words", "words", Words)).map(({ word }) => word),
        ["one", "two", "three"]
      )
      assert.deepStrictEqual(yield* rowsOf(summary, "sums", "sums", Sums), [
        { power: 1, sum: 11 },
        { power: 2, sum: 9 + 9 + 25 }
      ])
      yield* run(two)
      assert.deepStrictEqual(ran(), [])
    })
  )

  scenario("runs exactly the task of an added file, then its combine", ({ run, ran, events }) =>
    Effect.gen(function* () {
      yield* run(two)
      ran()
      const summary = yield* run({ ...two, "c.txt": "sixsix" })
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("words")),
        ["words/c.txt", "words"]
      )
      assert.deepStrictEqual(yield* rowsOf(summary, "words", "counts", Sums), [
        { power: 0, sum: 2 },
        { power: 1, sum: 1 },
        { power: 2, sum: 1 }
      ])
      assert.deepInclude(events, { _tag: "TasksPlanned", node: "words", hits: 2, toRun: 1 })
    })
  )

  scenario("runs exactly the task of a changed file", ({ run, ran }) =>
    Effect.gen(function* () {
      yield* run(two)
      ran()
      yield* run({ ...two, "a.txt": "one twotwo" })
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("words")),
        ["words/a.txt", "words"]
      )
    })
  )

  scenario("keeps no trace of a removed file", ({ run, ran }) =>
    Effect.gen(function* () {
      const clean = yield* rowsOf(yield* run({ "b.txt": "three" }), "words", "words", Words)
      yield* run(two)
      ran()
      const summary = yield* run({ "b.txt": "three" }, [], ["words"])
      assert.deepStrictEqual(yield* rowsOf(summary, "words", "words", Words), clean)
      assert.deepStrictEqual(ran(), ["words/b.txt", "words"])
      const result = summary.results[0]!
      assert.deepStrictEqual("record" in result && result.record.tasks?.map(({ name }) => name), ["b.txt"])
    })
  )

  scenario("stops the wave where a changed input gives the same result", ({ run, ran }) =>
    Effect.gen(function* () {
      yield* run({ "a.txt": "one two", "b.txt": "six" })
      ran()
      yield* run({ "a.txt": "one", "b.txt": "two six" })
      // The words are the same; their number a file is another output, which nothing reads.
      assert.deepStrictEqual(ran().toSorted(), ["words", "words/a.txt", "words/b.txt"])
    })
  )

  scenario("runs all tasks anew where a parameter of files or batches changed", ({ run, ran }) =>
    Effect.gen(function* () {
      yield* run(two)
      ran()
      yield* run(two, ["words.repeat=2"])
      assert.deepStrictEqual(
        ran()
          .filter((what) => what.startsWith("words"))
          .toSorted(),
        ["words", "words/a.txt", "words/b.txt"]
      )
    })
  )

  scenario("runs exactly the cells that are new, since a cell's key holds no other parameter", ({ run, ran }) =>
    Effect.gen(function* () {
      yield* run(two)
      ran()
      const summary = yield* run(two, ["sums.powers=[3,2]"])
      assert.deepStrictEqual(ran(), ["sums/3", "sums"])
      assert.deepStrictEqual(
        (yield* rowsOf(summary, "sums", "sums", Sums)).map(({ power }) => power),
        [3, 2]
      )
    })
  )

  scenario("runs equal cells once", ({ run, ran }) =>
    Effect.gen(function* () {
      const summary = yield* run(two, ["sums.powers=[2,2]"])
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("sums")),
        ["sums/2", "sums"]
      )
      assert.lengthOf(yield* rowsOf(summary, "sums", "sums", Sums), 1)
    })
  )

  scenario("runs the batches after the rows that were added, and no earlier one", ({ run, ran }) =>
    Effect.gen(function* () {
      const many = Array.from({ length: 70_000 }, (_, i) => `w${i}`).join(" ")
      yield* run({ "a.txt": many })
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("lengths")),
        ["lengths/0", "lengths/65536", "lengths"]
      )
      const summary = yield* run({ "a.txt": many, "b.txt": "more" })
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("lengths")),
        ["lengths/65536", "lengths"]
      )
      const rows = yield* rowsOf(summary, "lengths", "lengths", Lengths)
      assert.deepStrictEqual(rows.at(-1), { row: 70_000, length: 4 })
    })
  )

  scenario("fails with the errors of all its tasks, and runs only these again", ({ run, ran }) =>
    Effect.gen(function* () {
      const summary = yield* run({ ...two, "c.txt": "bad", "d.txt": "bad too" })
      ran()
      const result = summary.results[0]!
      assert.deepStrictEqual(result.status === "failed" && result.error.message, "bad: c.txt, d.txt")
      yield* run({ ...two, "c.txt": "good", "d.txt": "bad too" })
      assert.deepStrictEqual(ran().toSorted(), ["words/c.txt", "words/d.txt"])
      yield* run({ ...two, "c.txt": "good", "d.txt": "good" })
      assert.deepStrictEqual(
        ran().filter((what) => what.startsWith("words")),
        ["words/d.txt", "words"]
      )
    })
  )

  scenario("fails the task of a file that changed meanwhile, and looks at no other task's file", ({ run, contents }) =>
    Effect.gen(function* () {
      const looked: Array<string> = []
      const real = yield* InputFiles
      const watching: InputFiles["Service"] = {
        digest: (path) => Effect.tap(real.digest(path), () => Effect.sync(() => void looked.push(path))),
        content: (path, label, digest) =>
          Stream.onEnd(
            real.content(path, label, digest),
            Effect.sync(() => path === "/c.txt" && contents.set(path, "changed"))
          )
      }
      const watched = (texts: Readonly<Record<string, string>>) =>
        Effect.provideService(run(texts), InputFiles, watching)
      yield* watched(two)
      assert.deepStrictEqual(looked.splice(0).toSorted(), ["/a.txt", "/a.txt", "/b.txt", "/b.txt"])
      const result = (yield* watched({ ...two, "c.txt": "six", "d.txt": "seven" })).results[0]!
      assert.match(result.status === "failed" ? result.error.message : "", /^c\.txt: the file changed after/)
      assert.deepStrictEqual(looked.toSorted(), ["/c.txt", "/d.txt"])
    })
  )

  scenario("has so many tasks under way as there are threads, and two where there is one", ({ run, events }) =>
    Effect.gen(function* () {
      const texts = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.txt`, `w${i}`]))
      let [now, most] = [0, 0]
      const real = yield* InputFiles
      const slow: InputFiles["Service"] = {
        ...real,
        content: (path, label, digest) =>
          Stream.unwrap(
            Effect.gen(function* () {
              most = Math.max(most, ++now)
              for (let i = 0; i < 50; i++) yield* Effect.yieldNow
              now--
              return real.content(path, label, digest)
            })
          )
      }
      yield* Effect.provideService(run(texts), InputFiles, slow)
      assert.strictEqual(most, 2)
      assert.deepInclude(events, { _tag: "TasksPlanned", node: "words", hits: 0, toRun: 8 })
    })
  )

  scenario("says again what its tasks and its combine said, once each, in the order of the partitions", ({ run }) =>
    Effect.gen(function* () {
      const warnings = (summary: Run.RunSummary) => {
        const result = summary.results[0]!
        return "record" in result ? result.record.warnings : []
      }
      const texts = { ...two, "c.txt": "six" }
      assert.deepStrictEqual(warnings(yield* run(texts)), ["c.txt names no site", "3 files"])
      assert.deepStrictEqual(warnings(yield* run(texts)), ["c.txt names no site", "3 files"])
      assert.deepStrictEqual(warnings(yield* run({ "c.txt": "six", "a.txt": "new" })), [
        "c.txt names no site",
        "2 files"
      ])
    })
  )

  scenario("computes a task anew whose stored part is damaged, and says so", ({ run, ran, maps, events }) =>
    Effect.gen(function* () {
      const summary = yield* run(two)
      ran()
      const result = summary.results[0]!
      if (!("record" in result)) throw new Error("it did not run")
      const record = maps.records.get(result.record.tasks![0]!.key)!
      const { digest } = Object.values(record.outputs)[0]!
      maps.objects.get(digest)![40]! ^= 1
      const again = yield* run({ ...two, "c.txt": "six" })
      assert.deepStrictEqual(
        ran()
          .filter((what) => what.startsWith("words"))
          .toSorted(),
        ["words", "words/a.txt", "words/c.txt"]
      )
      assert.isTrue(events.some((event) => event._tag === "Quarantined" && event.node === "words (a.txt)"))
      assert.deepStrictEqual(
        (yield* rowsOf(again, "words", "words", Words)).map(({ word }) => word),
        ["one", "two", "three", "six"]
      )
    })
  )

  scenario("knows what there is to do once each of its tasks has told its share", ({ run, events }) =>
    Effect.gen(function* () {
      yield* run(two)
      const told = events.flatMap((event) =>
        event._tag === "NodeProgress" && event.node === "sums" ? [[event.done, event.total, event.unit]] : []
      )
      assert.deepStrictEqual(told.at(-1), [6, 6, "rows"])
      assert.isTrue(told.every(([, total]) => total === null || total === 6))
    })
  )

  scenario(
    "knows from the start how many bytes of files there are to read, of those that are read",
    ({ run, events }) =>
      Effect.gen(function* () {
        const totals = () =>
          events.flatMap((event) => (event._tag === "NodeProgress" && event.node === "words" ? [event.total] : []))
        yield* run(two)
        assert.deepStrictEqual(totals(), [12, 12])
        yield* run({ ...two, "d.txt": "six seven" })
        assert.deepStrictEqual(totals(), [9])
      })
  )

  scenario("is planned task by task, each with its reason", ({ run, planned }) =>
    Effect.gen(function* () {
      yield* run(two)
      const [words, lengths] = yield* planned({ "a.txt": "one two", "c.txt": "six" })
      assert.deepStrictEqual(words!.status, "run")
      if (words!.status !== "run") return
      assert.deepStrictEqual(
        words!.tasks?.hits.map(({ parts }) => parts.partition?.name),
        ["a.txt"]
      )
      assert.deepStrictEqual(words!.tasks?.toRun, [{ name: "c.txt", reasons: [{ kind: "missing", detail: "" }] }])
      assert.deepStrictEqual(lengths!.status, "depends")
    })
  )

  scenario("tells why a task would run against the task of the same name then", ({ run, planned }) =>
    Effect.gen(function* () {
      yield* run(two)
      const [words] = yield* planned({ ...two, "a.txt": "other" })
      assert.deepStrictEqual(words!.status === "run" && words!.tasks?.toRun, [
        { name: "a.txt", reasons: [{ kind: "inputs", detail: "other content" }] }
      ])
    })
  )

  scenario("runs its tasks where it is forced", ({ run, ran }) =>
    Effect.gen(function* () {
      yield* run(two)
      ran()
      yield* run(two, [], ["sums"])
      assert.deepStrictEqual(ran().toSorted(), ["sums", "sums/1", "sums/2"])
    })
  )
})
