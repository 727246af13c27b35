/** Nodes that stand for others: settings that hold at two nodes, stages for other posts, and sources that are not always bound. */
import { assert, describe, it } from "@effect/vitest"
import { files } from "@praxis/dataflow/Artifact"
import { type BoundStudy, bind, type ExternalFile } from "@praxis/dataflow/Bind"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { parse } from "@praxis/dataflow/Setting"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import { Effect, Schema } from "effect"
import { Facts, Words } from "./TinyStudy.ts"

const Read = Stage.make("read", {
  module: "test:read",
  inputs: { files: files("files") },
  params: Schema.Struct({ columns: Schema.Record(Schema.String, Schema.String), limit: Schema.Int }),
  output: { words: Words, rest: Words },
  run: ({ inputs }) =>
    Effect.succeed({
      words: Table.fromRows(
        Words,
        inputs.files.files.map(({ label }) => ({ word: label }))
      ),
      rest: Table.fromRows(Words, [])
    })
})

const Weigh = Stage.make("weigh", {
  module: "test:weigh",
  inputs: { words: Words },
  params: Schema.Struct({ scale: Schema.Finite, how: Schema.Struct({ norm: Schema.Literals(["l1", "l2"]) }) }),
  output: Words,
  run: ({ inputs }) => Effect.succeed(inputs.words)
})

/** Follows `weigh` under names and bounds of its own. */
const Check = Stage.make("check", {
  module: "test:check",
  inputs: { words: Words, more: Stage.optional(Words) },
  params: Schema.Struct({
    study: Schema.Struct({ scale: Schema.Finite.check(Schema.isLessThan(5)), norm: Schema.String })
  }),
  output: Words,
  run: ({ inputs }) => Effect.succeed(inputs.words)
})

const { again, node } = Pipeline
const source = Pipeline.source(files("files"))
const newFiles = Pipeline.optionalSource("new-files", files("files"))
const params = { columns: {}, limit: 3 }
const weighing = { scale: 1, how: { norm: "l2" } } as const
const { words } = node(Read, { inputs: { files: source }, params })
const weighed = node(Weigh, { inputs: { words }, params: weighing })
const newWords = again("new-", Read, { inputs: { files: newFiles }, params, fixed: { limit: 9 } })["new-words"]
const newWeighed = again("new-", Weigh, { inputs: { words: newWords }, params: weighing })
const check = node(Check, {
  inputs: { words: weighed, more: newWeighed },
  params: { study: { scale: 1, norm: "l2" } },
  follows: { "study.scale": "weigh.scale", "study.norm": "weigh.how.norm" }
})
const facts = Pipeline.provenance(Facts, { name: "facts", files: source })
const study = Study.make("follows", {
  title: "",
  seed: 1,
  outputs: [weighed, newWeighed, facts],
  target: check,
  corpora: [],
  defaultCorpus: ""
})

const external = (label: string): ExternalFile => ({ label, site: null, digest: "d", bytes: 1, path: `/x/${label}` })
const old = { files: [external("a.csv")] }
const both = { ...old, sources: { "new-files": [external("b.csv")] } }
const bound = (binding: typeof old | typeof both, ...settings: ReadonlyArray<string>) =>
  bind(
    study,
    binding,
    settings.map((text) => parse(text)!)
  )
const namesIn = ({ nodes }: BoundStudy) => nodes.map(({ name }) => name)
const paramsOf = ({ nodes }: BoundStudy, name: string) => nodes.find((each) => each.name === name)!.params
const messageOf = (...settings: ReadonlyArray<string>) =>
  Effect.map(Effect.flip(bound(both, ...settings)), ({ message }) => message)

describe("follows", () => {
  it.effect("lets a setting of another node hold under a name of its own, at any depth", () =>
    Effect.gen(function* () {
      const set = yield* bound(old, "weigh.scale=2", "weigh.how.norm=l1")
      assert.deepStrictEqual(paramsOf(set, "weigh"), { scale: 2, how: { norm: "l1" } })
      assert.deepStrictEqual(paramsOf(set, "check"), { study: { scale: 2, norm: "l1" } })
    })
  )

  it.effect("lets the node's own setting win, whatever the order in which they are typed", () =>
    Effect.gen(function* () {
      for (const settings of [
        ["weigh.scale=2", "check.study.scale=3"],
        ["check.study.scale=3", "weigh.scale=2"]
      ]) {
        const set = yield* bound(old, ...settings)
        assert.deepStrictEqual(paramsOf(set, "check"), { study: { scale: 3, norm: "l2" } })
        assert.deepStrictEqual(paramsOf(set, "weigh"), { ...weighing, scale: 2 })
      }
    })
  )

  it.effect("follows nothing but what it names: other settings of that node stay there", () =>
    Effect.gen(function* () {
      const set = yield* bound(old, "read.limit=4")
      assert.deepStrictEqual(paramsOf(set, "check"), { study: { scale: 1, norm: "l2" } })
    })
  )

  it.effect("names in an error what was typed, also where only the node that follows refuses it", () =>
    Effect.gen(function* () {
      assert.match(yield* messageOf("weigh.scale=7"), /^--set weigh\.scale=7: /)
      assert.match(yield* messageOf("weigh.how.norm=l3"), /^--set weigh\.how\.norm=l3: /)
    })
  )
})

describe("again", () => {
  it.effect("makes a node of the same stage whose name and outputs have the prefix", () =>
    Effect.gen(function* () {
      const { nodes } = yield* bound(both)
      const outputs = Object.fromEntries(nodes.map((each) => [each.name, [...each.outputs.keys()]]))
      assert.deepStrictEqual(outputs["read"], ["words", "rest"])
      assert.deepStrictEqual(outputs["new-read"], ["new-words", "new-rest"])
      assert.deepStrictEqual(outputs["new-weigh"], ["new-weigh"])
    })
  )

  it.effect("gives it the settings of the first, but for those of its own and for what is fixed", () =>
    Effect.gen(function* () {
      const set = yield* bound(both, "read.limit=4", 'read.columns={"Title":"a"}', 'new-read.columns={"Title":"b"}')
      assert.deepStrictEqual(paramsOf(set, "read"), { columns: { Title: "a" }, limit: 4 })
      assert.deepStrictEqual(paramsOf(set, "new-read"), { columns: { Title: "b" }, limit: 9 })
      assert.deepStrictEqual(paramsOf(yield* bound(both, "weigh.how.norm=l1"), "new-weigh"), {
        scale: 1,
        how: { norm: "l1" }
      })
    })
  )

  it.effect("runs the stage as it is and gives its outputs under the new names", () =>
    Effect.gen(function* () {
      const stage = Stage.prefixed(Read, "new-")
      const inputs = { files: { files: [{ ...external("b.csv"), site: undefined, content: undefined as never }] } }
      const { output } = yield* runStage(stage, { inputs, params })
      assert.deepStrictEqual(Object.keys(output as object), ["new-words", "new-rest"])
      assert.deepStrictEqual(Table.toRows((output as Record<string, Table.Table<typeof Words>>)["new-words"]!), [
        { word: "b.csv" }
      ])
    })
  )

  it.effect("lets a batch stream write to its outputs under the new names", () =>
    Effect.gen(function* () {
      const Split = Stage.stream("split", {
        module: "test:split",
        inputs: { words: Words },
        params: Schema.Struct({}),
        output: { first: Words, second: Words },
        run: ({ output }) =>
          Effect.andThen(
            output.first.write(Table.fromRows(Words, [{ word: "one" }])),
            output.second.write(Table.fromRows(Words, [{ word: "two" }]))
          )
      })
      const inputs = { words: Table.fromRows(Words, []) }
      const { output } = yield* runStage(Stage.prefixed(Split, "new-"), { inputs, params: {} })
      const tables = output as Record<string, Table.Table<typeof Words>>
      assert.deepStrictEqual(
        Object.entries(tables).map(([name, table]) => [name, [...table.columns.word]]),
        [
          ["new-first", ["one"]],
          ["new-second", ["two"]]
        ]
      )
    })
  )
})

describe("an optional source", () => {
  it.effect(
    "leaves out, while it is not bound, the nodes that need it and what needs these; optional inputs see nothing",
    () =>
      Effect.gen(function* () {
        const without = yield* bound(old)
        assert.deepStrictEqual(namesIn(without), ["read", "weigh", "facts", "check"])
        assert.isFalse(without.nodes.at(-1)!.inputs.has("more"))
        const message = (yield* Effect.flip(bound(old, "new-read.limit=2"))).message
        assert.match(message, /^--set new-read\.limit=2: there is no node "new-read"/)
      })
  )

  it.effect("is bound by its name, beside the files of the corpus", () =>
    Effect.gen(function* () {
      const set = yield* bound(both)
      assert.sameMembers([...namesIn(set)], ["read", "weigh", "new-read", "new-weigh", "facts", "check"])
      const filesOf = (name: string) => set.nodes.find((each) => each.name === name)!.inputs.get("files")
      assert.deepStrictEqual(filesOf("read"), { kind: "external", name: "files", files: old.files })
      assert.deepStrictEqual(filesOf("new-read"), {
        kind: "external",
        name: "new-files",
        files: [external("b.csv")]
      })
      assert.isTrue(set.nodes.find(({ name }) => name === "check")!.inputs.has("more"))
    })
  )

  it.effect("changes neither what the run is called nor what it says of itself", () =>
    Effect.gen(function* () {
      const [without, set] = [yield* bound(old), yield* bound(both)]
      assert.deepStrictEqual(set.corpus, without.corpus)
      assert.deepStrictEqual(paramsOf(set, "facts"), paramsOf(without, "facts"))
    })
  )

  it.effect("is refused as what the study's target needs", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(bind({ ...study, target: newWeighed }, old))
      assert.match(String(exit), /"new-weigh", the target of the study, needs a source that is not bound/)
    })
  )
})
