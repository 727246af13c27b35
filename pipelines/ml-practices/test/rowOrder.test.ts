/** The rows of an export in another order give the same posts, and the same results below them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { Posts } from "@praxis/tables/Posts"
import { runStudy } from "./support/runStudy.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-order-"))
afterAll(() => rmSync(folder, { recursive: true }))

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Writes an export of made-up posts, some of them twice, and gives its lines. */
const linesOf = async (): Promise<ReadonlyArray<string>> => {
  const simulated = await runStudy({ set: ["simulated.nPosts=600"], targets: ["posts"] })
  const posts = await simulated.rows(Posts)
  simulated.dispose()
  const lines = posts.map(({ id, title, body, tags, createdAt }) =>
    [id, title, body, `<${tags.join("><")}>`, createdAt === null ? "" : new Date(createdAt).toISOString()]
      .map(quoted)
      .join(",")
  )
  return [...lines, ...lines.slice(0, 20)]
}

/** Digests by output of a run on the lines in an order. */
const digestsOf = async (name: string, lines: ReadonlyArray<string>): Promise<Record<string, string>> => {
  const file = join(folder, name)
  writeFileSync(file, ["Id,Title,Body,Tags,CreationDate", ...lines, ""].join("\r\n"))
  const run = await runStudy({ inputs: [`stackoverflow=${file}`] })
  const digests = run.summary.results.flatMap((result) =>
    "record" in result ? Object.entries(result.record.outputs).map(([output, { digest }]) => [output, digest]) : []
  )
  run.dispose()
  return Object.fromEntries(digests)
}

/** What tells of lines and of the file itself. */
const ofTheFile = new Set(["rejects", "reject-reasons", "input-notes", "provenance", "report"])

describe("an export", () => {
  let lines: ReadonlyArray<string> = []
  beforeAll(async () => {
    lines = await linesOf()
  })

  it("gives the same posts and the same results below them, whatever the order of its rows", async () => {
    const first = await digestsOf("export.csv", lines)
    // 331 and 620 have no common factor, so that each row comes once.
    const other = await digestsOf(
      "export.csv",
      lines.map((_, i) => lines[(i * 331) % lines.length]!)
    )
    const compared = Object.keys(first).filter((output) => !ofTheFile.has(output))
    assert.isAbove(compared.length, 20)
    assert.deepStrictEqual(
      compared.map((output) => [output, other[output]]),
      compared.map((output) => [output, first[output]])
    )
    assert.notStrictEqual(other["report"], first["report"])
  })
})
