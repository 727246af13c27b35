import { assert, describe, it } from "@effect/vitest"
import { closingLine, tally } from "../testTally.ts"

const file = (status: string, ...tests: ReadonlyArray<string>) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test }))
})

describe("the tally of a test run", () => {
  it("counts tests over all files", () => {
    const counts = tally({ testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed")] })
    assert.strictEqual(closingLine(counts), "3 passed, 1 failed")
  })

  it("counts a file that cannot be loaded as one failed test", () => {
    assert.strictEqual(
      closingLine(tally({ testResults: [file("passed", "passed"), file("failed")] })),
      "1 passed, 1 failed"
    )
  })

  it("names skipped tests only where there are some", () => {
    const counts = tally({ testResults: [file("passed", "passed", "skipped", "todo")] })
    assert.strictEqual(closingLine(counts), "1 passed, 0 failed, 2 skipped")
  })

  it("is nothing passed and nothing failed without a file", () => {
    assert.strictEqual(closingLine(tally({ testResults: [] })), "0 passed, 0 failed")
  })
})
