/** Every line that `run --json` prints is one that the schema knows, with no field beside. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { ErrorLine, RunLine, SummaryLine } from "../src/output/runJson.ts"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-lines-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const strict = { onExcessProperty: "error" } as const
const decodeLine = Schema.decodeUnknownSync(RunLine, strict)
const size = ["--set", "simulated.nPosts=500"]

/** The decoded lines of a run with `words`, and its exit code. */
const linesOf = async (...words: ReadonlyArray<string>) => {
  const { stdout, status } = await pipelineIn(folder, ["run", ...words, "--json"])
  const lines = jsonLines(stdout)
  return {
    kinds: lines.map((line) => decodeLine(line)).map((line) => ("_tag" in line ? line._tag : "last")),
    lines,
    status
  }
}

describe("the lines of run --json", () => {
  it("are known ones: of stages that run, of their tasks and progress, and of hits", async () => {
    const first = await linesOf("tokens", ...size)
    assert.strictEqual(first.status, 0)
    const last = Schema.decodeUnknownSync(SummaryLine, strict)(first.lines.at(-1))
    assert.isTrue(last.ok)
    assert.isAbove(last.peakBytes, 0)
    assert.includeMembers(first.kinds, ["RunStarted", "NodeStarted", "NodeProgress", "NodeFinished", "RunFinished"])
    assert.includeMembers(first.kinds, ["TasksPlanned", "TaskFinished"])
    const posts = last.stages.find(({ name }) => name === "posts")!
    assert.strictEqual(posts.tasks!.hits, 0)
    const again = await linesOf("tokens", ...size)
    assert.deepStrictEqual(new Set(again.kinds), new Set(["RunStarted", "NodeFinished", "RunFinished", "last"]))
  })

  it("are known ones: of a stage that failed and those that it kept from running", async () => {
    const { kinds, lines, status } = await linesOf("topics", ...size, "--set", "vocabulary.minDf=100000")
    assert.strictEqual(status, 1)
    assert.includeMembers(kinds, ["NodeFailed", "NodeSkipped"])
    const last = Schema.decodeUnknownSync(SummaryLine, strict)(lines.at(-1))
    assert.strictEqual(last.error!.tag, "RunFailedError")
  })

  it("are one known line where nothing can run", async () => {
    const { lines, status } = await linesOf("--set", "topics.k=none")
    assert.strictEqual(status, 2)
    assert.lengthOf(lines, 1)
    assert.strictEqual(Schema.decodeUnknownSync(ErrorLine, strict)(lines[0]).error.tag, "ParameterError")
  })
})
