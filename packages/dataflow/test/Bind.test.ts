import { assert, describe, it } from "@effect/vitest"
import { bind, type ExternalFile } from "@praxis/dataflow/Bind"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import { parse } from "@praxis/dataflow/Setting"
import * as Stage from "@praxis/dataflow/Stage"
import { Effect, Schema } from "effect"
import { tinyStudy, Words } from "./TinyStudy.ts"

const { study } = tinyStudy()
const onMade = (...settings: ReadonlyArray<string>) =>
  bind(
    study,
    { corpus: "made" },
    settings.map((text) => parse(text)!)
  )
const external = (label: string): ExternalFile => ({
  label,
  site: null,
  digest: "d",
  bytes: 1,
  path: `/somewhere/${label}`
})

const problemOf = (setting: string) => Effect.map(Effect.flip(onMade(setting)), (error) => error.message)

describe("bind", () => {
  it.effect("puts inputs before what needs them, and the corpus's nodes first", () =>
    Effect.gen(function* () {
      const { nodes, target } = yield* onMade()
      assert.deepStrictEqual(
        nodes.map(({ name }) => name),
        ["texts", "words", "lengths", "initials", "total", "facts", "note"]
      )
      assert.strictEqual(target, "note")
      const seen = new Set<string>()
      for (const { name, inputs } of nodes) {
        for (const input of inputs.values()) assert.isTrue(input.kind === "output" && seen.has(input.node))
        seen.add(name)
      }
    })
  )

  it.effect("reads own files in the place of a source, and leaves optional sources unbound", () =>
    Effect.gen(function* () {
      const { nodes, corpus } = yield* bind(study, { files: [external("a.csv")] })
      assert.notInclude(
        nodes.map(({ name }) => name),
        "texts"
      )
      assert.deepStrictEqual(nodes[0]!.inputs.get("files"), {
        kind: "external",
        name: "files",
        files: [external("a.csv")]
      })
      assert.isFalse(nodes.find(({ name }) => name === "note")!.inputs.has("count"))
      assert.match(corpus.id, /^input-[0-9a-f]{8}$/)
    })
  )

  it.effect("names own files by label and site, not by path or content", () =>
    Effect.gen(function* () {
      const idOf = (file: ExternalFile) => Effect.map(bind(study, { files: [file] }), ({ corpus }) => corpus.id)
      const id = yield* idOf(external("a.csv"))
      assert.strictEqual(yield* idOf({ ...external("a.csv"), path: "/other/a.csv", digest: "e" }), id)
      assert.notStrictEqual(yield* idOf({ ...external("a.csv"), site: "ai" }), id)
      assert.notStrictEqual(yield* idOf(external("b.csv")), id)
    })
  )

  it.effect("calls own files by their labels, of many by the first five", () =>
    Effect.gen(function* () {
      const titleOf = (labels: string) =>
        Effect.map(bind(study, { files: Array.from(labels, external) }), ({ corpus }) => corpus.title)
      assert.strictEqual(yield* titleOf("ab"), "a, b")
      assert.strictEqual(yield* titleOf("abcdef"), "a, b, c, d, e, f")
      assert.strictEqual(yield* titleOf("abcdefg"), "a, b, c, d, e and 2 more")
    })
  )

  it.effect("sets a parameter through its schema", () =>
    Effect.gen(function* () {
      const { nodes } = yield* onMade("total.scale=2.5", "words.lower=true", "note.title=15")
      const paramsOf = (name: string) => nodes.find((node) => node.name === name)!.params
      assert.deepStrictEqual(paramsOf("total"), { scale: 2.5, limit: 1000 })
      assert.deepStrictEqual(paramsOf("words"), { lower: true })
      assert.deepStrictEqual(paramsOf("note"), { title: "15" })
    })
  )

  it.effect("says what is wrong with a setting, and what was perhaps meant", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* problemOf("totl.scale=2"),
        '--set totl.scale=2: there is no node "totl"; did you mean "total"?'
      )
      assert.strictEqual(
        yield* problemOf("total.scal=2"),
        '--set total.scal=2: there is no parameter "scal"; did you mean "scale"?'
      )
      assert.match(yield* problemOf("total.scale=two"), /^--set total.scale=two: Expected number/)
      assert.match(yield* problemOf("total.scale.x=2"), /"x" is no parameter of 1/)
    })
  )

  it.effect("refuses two nodes of one name, also along one path, and two outputs of one name", () => {
    const Double = Stage.make("double", {
      module: "test:double",
      inputs: { words: Words },
      params: Schema.Struct({}),
      output: Words,
      run: ({ inputs }) => Effect.succeed(inputs.words)
    })
    const Two = (name: string) =>
      Stage.make(name, {
        module: "test:two",
        inputs: {},
        params: Schema.Struct({}),
        output: { words: Words, [`${name}-rest`]: Words },
        run: () => Effect.never
      })
    const words = Pipeline.node(Two("first"), { inputs: {}, params: {} })["words"]!
    const once = Pipeline.node(Double, { inputs: { words }, params: {} })
    const twice = Pipeline.node(Double, { inputs: { words: once }, params: {} })
    const bindTo = (...outputs: ReadonlyArray<Pipeline.AnyRef>) =>
      Effect.exit(
        bind(
          { ...study, outputs, target: once, corpora: [{ name: "made", title: "", simulated: false, sources: {} }] },
          { corpus: "made" }
        )
      )
    return Effect.gen(function* () {
      assert.match(String(yield* bindTo(twice)), /two nodes are named "double"; give one another name/)
      const other = Pipeline.node(Two("second"), { inputs: {}, params: {} })["words"]!
      assert.match(String(yield* bindTo(other)), /the nodes "second" and "first" both have an output "words"/)
      const named = Pipeline.node(Double, { name: "double-again", inputs: { words: once }, params: {} })
      assert.strictEqual((yield* bindTo(named))._tag, "Success")
    })
  })

  it.effect("says which corpora there are", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(bind(study, { corpus: "mad" }))
      assert.strictEqual(error.message, 'there is no corpus "mad"; did you mean "made"?')
    })
  )

  it.effect("describes in the provenance all parameters but those of its readers", () =>
    Effect.gen(function* () {
      const { nodes } = yield* onMade("total.scale=3")
      const facts = nodes.find(({ name }) => name === "facts")!.params as { readonly parameter: object }
      assert.deepStrictEqual(facts.parameter, {
        "texts.text": '"one two three"',
        "words.lower": "false",
        "total.scale": "3",
        "total.limit": "1000"
      })
    })
  )
})

describe("parse", () => {
  it("takes a setting apart at the first dot and the first equals sign", () => {
    assert.deepStrictEqual(parse("topic-terms.a.b=x=y.z"), {
      text: "topic-terms.a.b=x=y.z",
      node: "topic-terms",
      path: ["a", "b"],
      value: "x=y.z"
    })
  })

  it("is none of a text that has no node, parameter or value", () => {
    for (const text of ["k=15", "topics.k", ".k=1", "topics.=1", ""]) assert.isUndefined(parse(text), text)
  })
})
