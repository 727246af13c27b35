/** `why` and what `plan` predicts, in one folder with the results of the study's default run. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-why-"))
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words, { columns: 80 })

beforeAll(async () => {
  const { status, stderr } = await praxis("run")
  assert.strictEqual(status, 0, stderr)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The lines below the first sentence, which names study and corpus. */
const lines = (stdout: string) => stdout.trimEnd().split("\n")

describe("pipeline why", () => {
  it("says of a hit what it was made from and by which run", async () => {
    const { stdout, status } = await praxis("why", "topics")
    assert.strictEqual(status, 0)
    assert.match(stdout, /\ntopics is a hit: /)
    assert.match(stdout, /\n {2}made by {4}the run \d+T\d+Z-ml-practices-simulated, the first\n/)
    assert.match(
      stdout,
      /\n {2}made from {2}lsa \(3,000 rows\), tf-idf \(3,000 rows\), vocabulary \(\d+ rows\),\n {13}documents \(3,000 rows\), k-choice \(6 rows\)\n/
    )
  })

  it("leads from an output to the parameter above it, on lines that fit the terminal", async () => {
    const { stdout } = await praxis("why", "report", "--set", "lsa.dims=31")
    const said = lines(stdout)
    const from = said.indexOf("lsa would run.")
    assert.deepStrictEqual(said.slice(from, from + 4), [
      "lsa would run.",
      "  lsa → topics → report",
      "Since its last result on this machine:",
      "  params    dims 30 → 31"
    ])
    assert.isTrue(said.every((line) => line.length <= 80))
  })

  it("prints the whole chain as one JSON object", async () => {
    const { stdout } = await praxis("why", "topics", "--set", "lsa.dims=31", "--json")
    const [told, ...others] = jsonLines(stdout)
    assert.deepStrictEqual(others, [])
    assert.deepInclude(told, { study: "ml-practices", corpus: "simulated", output: "topics", node: "topics" })
    const [lsa, sweep, topics] = told.chain
    assert.deepStrictEqual(lsa, {
      name: "lsa",
      status: "run",
      against: "last-run",
      changes: [{ kind: "params", path: "dims", before: 30, after: 31 }],
      through: [],
      reason: "params: dims 30 → 31"
    })
    // It follows the setting, and says of each of its tasks why it would run.
    const { tasks, ...ofSweep } = sweep
    assert.deepStrictEqual(ofSweep, { ...lsa, name: "k-sweep" })
    assert.strictEqual(tasks.hits, 0)
    assert.isAbove(tasks.toRun.length, 10)
    assert.deepStrictEqual(topics, {
      name: "topics",
      status: "depends",
      against: "last-run",
      changes: [],
      through: ["lsa", "k-sweep"]
    })
  })

  it("names the object that is damaged and what stands in its place", async () => {
    const shown = jsonLines((await praxis("why", "lsa", "--json")).stdout)[0]
    const records = join(folder, "artifacts", "store", "records")
    const record = JSON.parse(readFileSync(join(records, shown.chain[0].key), "utf8").split("\n")[1]!)
    const { digest } = record.outputs.lsa
    const file = join(folder, "artifacts", "store", "objects", digest)
    const whole = readFileSync(file)
    chmodSync(file, 0o644)
    writeFileSync(file, whole.subarray(1))
    const { stdout } = await praxis("why", "topics")
    writeFileSync(file, whole)
    const told = stdout.replace(/\s+/g, " ")
    assert.include(
      told,
      `damaged the stored result of lsa of 732,874 bytes (store/objects/${digest.slice(0, 12)}…) is not as it was written: its 732,873 bytes have the digest `
    )
  })

  it("compares with the lock file on a machine without a run", async () => {
    const same = await praxis("why", "topics", "--artifacts", "elsewhere")
    assert.include(
      same.stdout.replace(/\s+/g, " "),
      "topics has no result on this machine yet. Nothing that it is made from differs from artifacts/ml-practices.lock.json, so a run should give the committed result."
    )
    const changed = await praxis("why", "topics", "--artifacts", "elsewhere", "--set", "lsa.dims=31")
    const said = lines(changed.stdout)
    const from = said.indexOf("lsa has changes of its own.")
    assert.deepStrictEqual(said.slice(from, from + 3), [
      "lsa has changes of its own.",
      "  lsa → topics",
      "  params    dims 30 → 31"
    ])
  })

  it("wants exactly one output", async () => {
    const { stderr, status } = await praxis("why")
    assert.strictEqual(status, 2)
    assert.match(stderr, /why takes exactly one output, such as pnpm pipeline why topics; named: none/)
  })
})

describe("pipeline plan", () => {
  it("predicts seconds from the last run, and counts what depends as the most", async () => {
    const { stdout } = await praxis("plan", "topics", "--set", "lsa.dims=31")
    assert.match(stdout, /\n {2}run {6}lsa +\d+\.\d s {2}params: dims 30 → 31\n/)
    assert.match(
      stdout,
      /\n9 hits, 2 to run, 1 that depend on these\npredicted: \d+\.\d s, up to \d+\.\d s with what depends on it, of which [\w-]+ \d+\.\d s\n$/
    )
    const [told] = jsonLines((await praxis("plan", "topics", "--set", "lsa.dims=31", "--json")).stdout)
    const secondsOf = (name: string) =>
      told.stages.find((stage: { readonly name: string }) => stage.name === name).predicted.seconds
    const toRun = secondsOf("lsa") + secondsOf("k-sweep")
    assert.strictEqual(told.predicted.unknown, 0)
    assert.approximately(told.predicted.seconds, toRun, 1e-9)
    assert.approximately(told.predicted.atMost, toRun + secondsOf("topics"), 1e-9)
  })

  it("says that nothing is known where nothing ran", async () => {
    const { stdout } = await praxis("plan", "posts", "--artifacts", "elsewhere")
    assert.match(
      stdout,
      /\n {2}run {6}simulated +\? {2}missing\n[\s\S]*\npredicted: unknown, as nothing of this ran here before\n$/
    )
  })
})
