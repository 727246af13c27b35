import { assert, describe, it } from "@effect/vitest"
import * as Artifact from "@praxis/dataflow/Artifact"
import { bind } from "@praxis/dataflow/Bind"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { ParameterError, parse } from "@praxis/dataflow/Setting"
import * as Stage from "@praxis/dataflow/Stage"
import * as Study from "@praxis/dataflow/Study"
import { Effect, Schema } from "effect"
import { asTyped, settingsOf } from "../src/shorthands.ts"

const Raw = Artifact.files("raw")
const Made = Artifact.file("made", ".txt")

const Reads = Stage.make("reads", {
  module: "test:reads",
  inputs: { raw: Raw },
  params: Schema.Struct({
    columns: Schema.Record(Schema.String, Schema.String),
    maxRejects: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
  }),
  output: Made,
  run: () => Effect.never
})
/** Has a parameter of that name too, and reads no raw files. */
const Below = Stage.make("below", {
  module: "test:below",
  inputs: { made: Made },
  params: Schema.Struct({ columns: Schema.Int }),
  output: Made,
  run: () => Effect.never
})

const made = Pipeline.node(Reads, {
  inputs: { raw: Pipeline.source(Raw) },
  params: { columns: {}, maxRejects: 0.5 }
})
const below = Pipeline.node(Below, { inputs: { made }, params: { columns: 3 } })
const studyOf = (outputs: ReadonlyArray<Pipeline.AnyRef>, target: Pipeline.AnyRef) =>
  Study.make("tiny", { title: "", seed: 1, outputs, target, corpora: [], defaultCorpus: "none" })
const study = studyOf([made, below], below)

const settings = (map: ReadonlyArray<string>, maxRejects?: string, set: ReadonlyArray<string> = []) =>
  Effect.map(settingsOf(study, { map, maxRejects }, set), (typedBySetting) => [...typedBySetting.keys()])
const problemOf = (...typed: Parameters<typeof settings>) =>
  Effect.map(Effect.flip(settings(...typed)), (error) => error.message)

describe("settingsOf", () => {
  it.effect("sets the columns of the stage that reads raw files, all in one", () =>
    Effect.gen(function* () {
      const texts = yield* settings(["Title=Question_title", "Body=a=b, 'c'"])
      assert.deepStrictEqual(texts, [`reads.columns={"Title":"Question_title","Body":"a=b, 'c'"}`])
      const { nodes } = yield* bind(
        study,
        { files: [] },
        texts.map((text) => parse(text)!)
      )
      assert.deepStrictEqual(nodes[0]!.params, {
        columns: { Title: "Question_title", Body: "a=b, 'c'" },
        maxRejects: 0.5
      })
    })
  )

  it.effect("takes a share as a percentage or a fraction, exactly", () =>
    Effect.gen(function* () {
      const cases = [
        ["1%", "0.01"],
        ["0.7%", "0.007"],
        ["2.5 %", "0.025"],
        ["100%", "1"],
        ["0", "0"],
        ["0.01", "0.01"],
        [".5", "0.5"]
      ] as const
      for (const [typed, value] of cases)
        assert.deepStrictEqual(yield* settings([], typed), [`reads.maxRejects=${value}`], typed)
    })
  )

  it.effect("sets nothing where nothing was typed", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* settings([]), [])
    })
  )

  it.effect("says what is wrong and what to type", () =>
    Effect.gen(function* () {
      for (const text of ["Title", "=x", "Title=", "Title= "]) {
        const problem = `--map ${text}: expected a field and the column that holds it, such as Title=Question_title`
        assert.strictEqual(yield* problemOf([text]), problem)
      }
      assert.strictEqual(
        yield* problemOf(["Title=a", "title=b"]),
        "--map: title is named twice, as a and b. Name one column for it"
      )
      for (const text of ["5", "1", "-1%", "101%", "1,5%", "many", "", "1e-2"]) {
        const problem = `--max-rejects ${text}: expected a share of the rows, such as 1% or 0.01`
        assert.strictEqual(yield* problemOf([], text), problem)
      }
      assert.match(
        yield* problemOf(["Title=a"], undefined, ["reads.columns={}"]),
        /^--map and --set reads\.columns=\{\} set the same parameter/
      )
    })
  )

  it.effect("names what was typed where the stage refuses its value", () =>
    Effect.gen(function* () {
      const typedBySetting = yield* settingsOf(study, { map: ["A=b", "C=d"], maxRejects: "2%" }, [])
      const refused = (setting: string) =>
        asTyped(new ParameterError({ setting, problem: "no field is named A\n  at [0]" }), typedBySetting).message
      assert.strictEqual(refused('reads.columns={"A":"b","C":"d"}'), "--map A=b --map C=d: no field is named A")
      assert.strictEqual(refused("reads.maxRejects=0.02"), "--max-rejects 2%: no field is named A")
      assert.strictEqual(refused("reads.x=1"), "--set reads.x=1: no field is named A\n  at [0]")
    })
  )

  it.effect("does not apply to a study without such a stage", () =>
    Effect.gen(function* () {
      const Plain = Stage.make("plain", {
        module: "test:plain",
        inputs: { raw: Raw },
        params: Schema.Struct({}),
        output: Made,
        run: () => Effect.never
      })
      const plain = Pipeline.node(Plain, { inputs: { raw: Pipeline.source(Raw) }, params: {} })
      const error = yield* Effect.flip(settingsOf(studyOf([plain], plain), { map: ["A=b"], maxRejects: undefined }, []))
      assert.strictEqual(error.message, "--map does not apply: the study tiny has no stage for it")
    })
  )
})
