import { assert, describe, it } from "@effect/vitest"
import { type NodeResult, type RunSummary, StageCrashError } from "@praxis/dataflow/Run"
import { InputsError, UsageError } from "../src/errors.ts"
import { failureLines, runFailedError } from "../src/failures.ts"

const failed = (name: string, error: { readonly _tag: string; readonly message: string }) =>
  ({ node: { name }, status: "failed", error, seconds: 0 }) as unknown as NodeResult
const summaryOf = (...results: ReadonlyArray<NodeResult>): RunSummary => ({
  ok: false,
  seconds: 0,
  peakBytes: 0,
  results
})

const cause = new TypeError("x is not a function", { cause: new Error("the first cause") })
const crash = new StageCrashError({ node: "lsa", cause })

describe("failureLines", () => {
  it("names the stage and what to do, without a trace", () => {
    const lines = failureLines(summaryOf(failed("lsa", crash)), false)
    assert.lengthOf(lines, 1)
    assert.match(lines[0]!, /^lsa: the stage "lsa" crashed: x is not a function\./)
  })

  it("with --verbose prints where the stage crashed, down to the first cause", () => {
    const text = failureLines(summaryOf(failed("lsa", crash)), true).join("\n")
    assert.match(text, /caused by TypeError: x is not a function\n\s+at .*failures\.test\.ts/)
    assert.include(text, "caused by Error: the first cause")
  })
})

describe("runFailedError", () => {
  const input = new InputsError({ problems: ["a.csv: there is no such file"] })
  it("has exit code 2 where only inputs are to blame, else 1, and says every problem", () => {
    assert.strictEqual(runFailedError(summaryOf(failed("posts", input))).exitCode, 2)
    const both = runFailedError(summaryOf(failed("posts", input), failed("lsa", crash)))
    assert.strictEqual(both.exitCode, 1)
    assert.match(both.message, /^posts: a\.csv: there is no such file\nlsa: the stage/)
  })
})

describe("InputsError", () => {
  it("lists several problems under one heading and says one plainly", () => {
    assert.strictEqual(new InputsError({ problems: ["a", "b"] }).message, "2 inputs cannot be read:\n  a\n  b")
    assert.strictEqual(new InputsError({ problems: ["a"] }).message, "a")
    assert.strictEqual(new UsageError({ problem: "p" }).message, "p")
  })
})
