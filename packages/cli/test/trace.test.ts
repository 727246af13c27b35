import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Data, Effect, Fiber } from "effect"
import { tracerTo } from "../src/trace.ts"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-trace-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: ReadonlyArray<{ readonly key: string; readonly value: Readonly<Record<string, unknown>> }>
  readonly status: { readonly code: number; readonly message?: string }
}

/** The spans of a file, in the order in which they ended. */
const spansIn = (file: string): ReadonlyArray<Span> =>
  jsonLines(readFileSync(file, "utf8")).flatMap((line) => line.resourceSpans[0].scopeSpans[0].spans)

const attribute = (span: Span, key: string) => Object.values(span.attributes.find((each) => each.key === key)!.value)[0]

class OddError extends Data.TaggedError("OddError")<{ readonly path: string }> {}

/** Runs an effect with a tracer to a new file; gives the file. */
const traced = (name: string, effect: Effect.Effect<unknown, unknown>) =>
  Effect.gen(function* () {
    const file = join(folder, name)
    const tracer = yield* tracerTo(file, name, () => {})
    yield* Effect.exit(Effect.withTracer(effect, tracer))
    return file
  }).pipe(Effect.scoped)

describe("a trace file", () => {
  it.effect("is one line of OTLP JSON a span, inner ones first, with ids of 16 and 8 bytes", () =>
    Effect.gen(function* () {
      const inner = Effect.void.pipe(
        Effect.withSpan("inner", { attributes: { "praxis.rows": 3, "praxis.node": "posts" } })
      )
      const file = yield* traced("nested.jsonl", inner.pipe(Effect.withSpan("outer")))
      const [line] = jsonLines(readFileSync(file, "utf8"))
      assert.deepStrictEqual(Object.keys(line), ["resourceSpans"])
      const keys = line.resourceSpans[0].resource.attributes.map(({ key }: { readonly key: string }) => key)
      assert.deepStrictEqual(keys, [
        "service.name",
        "service.version",
        "process.runtime.name",
        "process.runtime.version"
      ])
      const [first, second] = spansIn(file)
      assert.deepStrictEqual([first!.name, second!.name], ["inner", "outer"])
      assert.match(first!.traceId, /^[0-9a-f]{32}$/)
      assert.match(first!.spanId, /^[0-9a-f]{16}$/)
      assert.strictEqual(first!.traceId, second!.traceId)
      assert.strictEqual(first!.parentSpanId, second!.spanId)
      assert.notProperty(second, "parentSpanId")
      assert.deepStrictEqual(first!.attributes, [
        { key: "praxis.rows", value: { intValue: 3 } },
        { key: "praxis.node", value: { stringValue: "posts" } }
      ])
      assert.deepStrictEqual(first!.status, { code: 1 })
    })
  )

  it.effect("tells errors by their tag and a failed node by its status, and nothing that may hold a path", () =>
    Effect.gen(function* () {
      const failing = Effect.fail(new OddError({ path: "/home/somebody" }))
      const all = Effect.all(
        [
          failing.pipe(Effect.withSpan("failing", { attributes: { cwd: "/home/somebody" } })),
          Effect.void.pipe(Effect.withSpan("node", { attributes: { "praxis.status": "failed" } })),
          Effect.die(new Error("/home/somebody")).pipe(Effect.withSpan("crashing")),
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(Effect.never.pipe(Effect.withSpan("interrupted")), {
              startImmediately: true
            })
            yield* Fiber.interrupt(fiber)
          })
        ].map((each) => Effect.exit(each))
      )
      const file = yield* traced("errors.jsonl", all)
      assert.deepStrictEqual(
        spansIn(file).map(({ name, status }) => [name, status.code, status.message]),
        [
          ["failing", 2, "OddError"],
          ["node", 2, "failed"],
          ["crashing", 2, "crash"],
          ["interrupted", 2, "interrupted"]
        ]
      )
      assert.notInclude(readFileSync(file, "utf8"), "somebody")
    })
  )

  it.effect("holds what has ended while the run goes on, and takes the place of an older trace", () =>
    Effect.gen(function* () {
      const name = "growing.jsonl"
      yield* traced(name, Effect.void.pipe(Effect.withSpan("old")))
      const look = Effect.sync(() => spansIn(join(folder, name)).map((span) => span.name))
      const seen: Array<ReadonlyArray<string>> = []
      const work = Effect.void.pipe(
        Effect.withSpan("first"),
        Effect.andThen(Effect.tap(look, (names) => Effect.sync(() => seen.push(names)))),
        Effect.withSpan("whole")
      )
      const file = yield* traced(name, work)
      assert.deepStrictEqual(seen, [["first"]])
      assert.deepStrictEqual(
        spansIn(file).map((span) => span.name),
        ["first", "whole"]
      )
    })
  )
})

describe("run --trace", () => {
  const words = ["run", "tokens", "--set", "simulated.nPosts=500"]

  it("writes a span of the run, of every node with its status, and of tasks, each within the one above it", async () => {
    const { stdout, status } = await pipelineIn(folder, [...words, "--json", "--trace", "run.jsonl"])
    assert.strictEqual(status, 0)
    const spans = spansIn(join(folder, "run.jsonl"))
    const byId = new Map(spans.map((span) => [span.spanId, span]))
    const runs = spans.filter(({ parentSpanId }) => parentSpanId === undefined)
    assert.deepStrictEqual(
      runs.map(({ name }) => name),
      ["run"]
    )
    assert.strictEqual(attribute(runs[0]!, "praxis.study"), "ml-practices")
    for (const span of spans) {
      const parent = span.parentSpanId === undefined ? span : byId.get(span.parentSpanId)!
      assert.isTrue(BigInt(parent.startTimeUnixNano) <= BigInt(span.startTimeUnixNano), span.name)
      assert.isTrue(BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano), span.name)
      assert.isTrue(BigInt(span.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano), span.name)
    }
    const nodes = spans.filter(({ name }) => name.startsWith("node "))
    assert.deepStrictEqual(
      Object.fromEntries(nodes.map((span) => [attribute(span, "praxis.node"), attribute(span, "praxis.status")])),
      Object.fromEntries(
        jsonLines(stdout)
          .at(-1)
          .stages.map(({ name, status }: { readonly name: string; readonly status: string }) => [name, status])
      )
    )
    assert.isTrue(nodes.every(({ parentSpanId }) => parentSpanId === runs[0]!.spanId))
    const tasks = spans.filter(({ name }) => name.startsWith("task posts "))
    assert.isAbove(tasks.length, 1)
    assert.isTrue(tasks.every(({ parentSpanId }) => byId.get(parentSpanId!)!.name === "node posts"))
    assert.notInclude(readFileSync(join(folder, "run.jsonl"), "utf8"), folder)
  })

  it("fails with exit code 2 and runs nothing where the file cannot be written or is no trace", async () => {
    const fresh = join(folder, "fresh")
    mkdirSync(join(fresh, "folder"), { recursive: true })
    writeFileSync(join(fresh, "export.csv"), "Id,Title\n")
    const outcomes = []
    for (const file of ["nowhere/trace.jsonl", "folder", "export.csv"]) {
      outcomes.push(await pipelineIn(fresh, [...words, "--trace", file]))
    }
    assert.deepStrictEqual(
      outcomes.map(({ status }) => status),
      [2, 2, 2]
    )
    assert.deepStrictEqual(
      outcomes.map(({ stderr }) => stderr),
      [
        "error: --trace nowhere/trace.jsonl cannot be written: no such file or directory\n",
        "error: --trace folder cannot be written: illegal operation on a directory\n",
        "error: --trace export.csv cannot be written: it is there already and is no trace; name another file\n"
      ]
    )
    assert.strictEqual(readFileSync(join(fresh, "export.csv"), "utf8"), "Id,Title\n")
    assert.isFalse(existsSync(join(fresh, "artifacts", "runs")))
  })
})
