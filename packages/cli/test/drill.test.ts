/** The command `drill`, on a small result. */
import { createHash } from "node:crypto"
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { roomProblem } from "../src/drillCopy.ts"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-cli-drill-"))
const store = join(folder, "artifacts", "store")
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)
const ofPosts = ["posts", "--corpus", "simulated", "--set", "simulated.nPosts=300"]

beforeAll(async () => {
  const { status, stderr } = await praxis("run", ...ofPosts)
  assert.strictEqual(status, 0, stderr)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Names, bytes and times of change of everything in the store. */
const everything = () => {
  const hash = createHash("sha256")
  for (const name of readdirSync(store, { recursive: true, encoding: "utf8" }).toSorted()) {
    const found = statSync(join(store, name), { bigint: true })
    hash.update(`${name} ${found.mtimeNs} ${found.ino}\n`)
    if (found.isFile()) hash.update(readFileSync(join(store, name)))
  }
  return hash.digest("hex")
}

const copiesLeft = () => readdirSync(tmpdir()).filter((name) => name.startsWith("praxis-drill-copy-"))

describe("pipeline drill", () => {
  it("says how much it copies, what it injected, and that nothing wrong passed; the store is untouched and no copy is left", async () => {
    const [before, left] = [everything(), copiesLeft()]
    const { stdout, stderr, status } = await praxis("drill", ...ofPosts, "--faults", "80")
    assert.strictEqual(status, 0, stderr)
    assert.match(stdout, /\nCopying \d+ files of artifacts\/store, [\d.]+ [kM]B; the faults go into the copy/)
    assert.match(stdout, /\n {2}one bit changed +10 +10 +0 +0\n/)
    assert.match(stdout, /\n80 faults injected, 0 wrong artifacts\n$/)
    assert.strictEqual(everything(), before)
    assert.deepStrictEqual(copiesLeft(), left)
  })

  it("prints one JSON object with --json; the same seed gives the same faults", async () => {
    const words = ["drill", ...ofPosts, "--faults", "40", "--seed", "3", "--json"]
    const [first, second] = [await praxis(...words), await praxis(...words)]
    assert.strictEqual(first.status, 0, first.stderr)
    assert.lengthOf(jsonLines(first.stdout), 1)
    const [report] = jsonLines(first.stdout)
    assert.deepInclude(report, {
      study: "ml-practices",
      corpus: "simulated",
      faults: 40,
      wrong: 0,
      seed: 3,
      problems: []
    })
    assert.deepInclude(report.kinds.zero, { injected: 5, wrong: 0 })
    assert.strictEqual(second.stdout, first.stdout)
  })

  it("refuses where there is nothing to damage, and says what to run", async () => {
    const { stderr, status } = await praxis("drill", "posts", "--corpus", "simulated", "--set", "simulated.nPosts=301")
    assert.strictEqual(status, 2)
    assert.match(stderr, /has no results of ml-practices .*pnpm pipeline run/)
  })

  it("refuses a number of faults below 1", async () => {
    const { stderr, status } = await praxis("drill", ...ofPosts, "--faults", "0")
    assert.strictEqual(status, 2)
    assert.match(stderr, /--faults 0: expected 1 or more/)
  })

  it("does not count results as its own faults that were damaged before", async () => {
    const objects = join(store, "objects")
    const kept = readdirSync(objects).map((name) => [join(objects, name), readFileSync(join(objects, name))] as const)
    for (const [file] of kept) appendFileSync(file, "x")
    const { status, stderr } = await praxis("drill", ...ofPosts, "--faults", "8")
    for (const [file, bytes] of kept) writeFileSync(file, bytes)
    assert.strictEqual(status, 2)
    assert.match(stderr, /has no results/)
  })
})

describe("the room for the copy", () => {
  it("must hold the files, and the largest once more", () => {
    const files = [
      { path: "objects/a", bytes: 600 },
      { path: "records/b", bytes: 100 }
    ]
    assert.isUndefined(roomProblem(files, 1300))
    assert.strictEqual(roomProblem(files, 1299), "1.3 kB are needed, and 1.3 kB are free")
  })
})
