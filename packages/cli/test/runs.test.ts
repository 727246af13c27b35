/** The commands about past runs, and what a run's journal holds. */
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { homedir, hostname, tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { JournalEntry } from "@praxis/dataflow/Journal"
import { Schema } from "effect"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-runs-"))
const journals = join(folder, "artifacts", "runs")
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words, { columns: 100 })
const quietly = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)
const journalNames = () => readdirSync(journals).filter((name) => name.endsWith(".jsonl"))
const journalText = (name: string) => readFileSync(join(journals, name), "utf8")

const question = (id: number, title: string, score: number) =>
  `${id},1,2022-01-0${id} 10:00:00,${score},"${title}","<p>How to ${title} in a jupyter notebook with pandas?</p>","<pandas>"`
const exportOf = (...rows: ReadonlyArray<string>) =>
  ["Id,PostTypeId,CreationDate,Score,Title,Body,Tags", ...rows, ""].join("\n")

beforeAll(async () => {
  mkdirSync(join(folder, "secret-place"))
  const file = join(folder, "secret-place", "own.csv")
  writeFileSync(file, exportOf(question(1, "plot", 1), question(2, "sort", 2), question(3, "join", 3)))
  const first = await quietly("run", "posts", "tokens", "--input", `ai=${file}`)
  assert.strictEqual(first.status, 0, first.stderr)
  writeFileSync(file, exportOf(question(1, "plot", 5), question(3, "join", 3), question(4, "read", 0)))
  const second = await quietly("run", "posts", "tokens", "--input", `ai=${file}`)
  assert.strictEqual(second.status, 0, second.stderr)
  const third = await quietly("run", "vocabulary", "--input", `ai=${file}`, "--set", "vocabulary.minDf=100")
  assert.strictEqual(third.status, 1)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("a run's journal", () => {
  it("holds what ran, when, with which versions, on what, with which keys, seconds, bytes and memory", () => {
    const entries = journalText(journalNames()[0]!)
      .trimEnd()
      .split("\n")
      .map((line) => Schema.decodeUnknownSync(Schema.fromJsonString(JournalEntry))(line))
    const [begin, ...rest] = entries
    assert.strictEqual(begin!.event, "begin")
    const { at, study, inputs, targets, versions, workers } = begin as Extract<JournalEntry, { event: "begin" }>
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.deepStrictEqual([study, targets], ["ml-practices", ["posts", "tokens"]])
    assert.deepStrictEqual(Object.keys(versions).sort(), ["format", "node", "praxis"])
    assert.isAtLeast(workers, 1)
    assert.deepInclude(inputs[0]!, { label: "own.csv", site: "ai" })
    assert.match(inputs[0]!.digest, /^[0-9a-f]{64}$/)
    assert.isAbove(inputs[0]!.bytes, 100)
    const posts = rest.find((line) => line.event === "node" && line.node === "posts")
    assert.include(posts, { status: "ran" })
    const { key, seconds, outputs } = posts as Extract<typeof posts, { key: string }>
    assert.match(key, /^[0-9a-f]{64}$/)
    assert.isAtLeast(seconds, 0)
    assert.deepInclude(outputs["posts"]!, { rows: 3 })
    assert.isAbove(outputs["posts"]!.bytes, 100)
    const end = rest.at(-1)!
    assert.deepInclude(end, { event: "end", ok: true })
    assert.isAbove((end as Extract<JournalEntry, { event: "end" }>).peakBytes, 1e7)
  })

  it("names nobody, no machine and no path", () => {
    const { username } = userInfo()
    assert.strictEqual(journalNames().length, 3)
    for (const name of journalNames()) {
      const text = journalText(name)
      for (const private_ of [folder, tmpdir(), homedir(), hostname(), process.cwd(), "secret-place", "artifacts/"])
        assert.notInclude(text, private_)
      assert.notMatch(text, new RegExp(`\\b${username.replace(/\W/g, "\\$&")}\\b`, "i"))
      assert.notMatch(text, /"\/|"[A-Za-z]:\\\\|file:/)
      assert.notMatch(name, new RegExp(`${username.replace(/\W/g, "\\$&")}-|${hostname()}`))
    }
  })

  it("keeps the message of a stage that failed", () => {
    assert.match(journalText(journalNames()[2]!), /"error":"EmptyVocabularyError","message":"none of the/)
  })
})

describe("pipeline runs", () => {
  it("lists runs, the newest last, with what they ran on and how they ended", async () => {
    const { stdout, status } = await praxis("runs")
    assert.strictEqual(status, 0)
    const lines = stdout.trimEnd().split("\n")
    assert.match(lines[0]!, /^id +began \(UTC\) +hit +ran +took +memory +end +on$/)
    assert.match(lines[1]!, /^[0-9a-f]{4} {2}\d{4}-\d\d-\d\dT\d\d:\d\dZ +0 +5 .* ok +own\.csv, only posts, tokens$/)
    assert.match(lines[3]!, / 1 failed +own\.csv, only vocabulary$/)
    assert.match(lines[4]!, /^ +vocabulary\.minDf=100$/)
    assert.match(lines[5]!, /^[0-9a-f]{4} {2}vocabulary failed: EmptyVocabularyError$/)
    assert.isBelow(Math.max(...lines.map((line) => line.length)), 101)
  })

  it("keeps to a limit and to a study, and prints one object a run for machines", async () => {
    const limited = await praxis("runs", "--limit", "1")
    assert.match(limited.stdout, /^2 older journals: --limit 3 shows all\n/)
    assert.match((await praxis("runs", "--study", "other")).stdout, /^No run of other/)
    const all = jsonLines((await quietly("runs", "--json")).stdout)
    assert.strictEqual(all.length, 3)
    assert.deepInclude(all[2], {
      state: "read",
      study: "ml-practices",
      settings: ["vocabulary.minDf=100"],
      targets: ["vocabulary"],
      ended: true,
      ok: false
    })
    assert.deepInclude(all[2].nodes, { failed: 1, skipped: 0 })
    assert.strictEqual(all[2].failures[0].error, "EmptyVocabularyError")
    assert.strictEqual((await praxis("runs", "--limit", "0")).status, 2)
  })

  it("says what is wrong with a journal, and lists the others", async () => {
    const [first, second] = journalNames()
    const other = mkdtempSync(join(tmpdir(), "praxis-runs-"))
    const runs = join(other, "artifacts", "runs")
    mkdirSync(runs, { recursive: true })
    const lines = journalText(first!).trimEnd().split("\n")
    writeFileSync(join(runs, second!), `${lines.slice(0, -1).join("\n")}\n`)
    writeFileSync(join(runs, "20200101T000000000Z-s-c.jsonl"), "{}\n")
    writeFileSync(join(runs, "20200102T000000Z-s-c-1.jsonl"), '{"event":"begin","at":"x"}\n')
    const { stdout, status } = await pipelineIn(other, ["runs"])
    assert.strictEqual(status, 0)
    assert.match(stdout, / no end +own\.csv/)
    assert.match(stdout, /no end: it was stopped or killed, or is still running/)
    assert.match(stdout, /the journal 20200101T000000000Z-s-c cannot be read: its first line cannot be read/)
    assert.match(stdout, /the journal 20200102T000000Z-s-c-1 is of an older version; this program reads version 1/)
    appendFileSync(join(runs, second!), lines.at(-1)!.slice(0, 9))
    assert.match((await pipelineIn(other, ["runs"])).stdout, /ends in the middle of a line/)
    const compared = await pipelineIn(other, ["compare", "20200102", "last"])
    assert.strictEqual(compared.status, 2)
    assert.match(compared.stderr, /20200102T000000Z-s-c-1 cannot be compared: it was written by another version/)
    rmSync(other, { recursive: true, force: true })
  })

  it("says where there is none yet", async () => {
    const empty = mkdtempSync(join(tmpdir(), "praxis-runs-"))
    assert.match((await pipelineIn(empty, ["runs"])).stdout, /^No run has left a journal here yet/)
    const { stderr, status } = await pipelineIn(empty, ["compare"])
    assert.match(stderr, /no run has left a journal here yet/)
    assert.strictEqual(status, 2)
    rmSync(empty, { recursive: true, force: true })
  })
})

describe("pipeline compare", () => {
  it("names files, rows that came and went, and values that moved; exits 0", async () => {
    const { stdout, status } = await praxis("compare", "last~2", "last~1")
    assert.strictEqual(status, 0)
    assert.match(stdout, /\ninputs\n {2}own\.csv \d+ B → \d+ B, [0-9a-f]{12}… → [0-9a-f]{12}…\n/)
    assert.match(stdout, /\n {2}posts: 3 rows, 1 added, 1 lost, 1 changed \(by site, id\)\n/)
    assert.match(stdout, /\n {4}added: ai, 4\n {4}lost: ai, 2\n/)
    assert.match(stdout, /\n {4}score +1 row +by 4 \(ai, 1: 1 → 5\)\n/)
    assert.match(stdout, /\n {2}tokens: 3 rows, 2 changed \(by doc\)\n/)
  })

  it("takes the last two runs where none is named, and nodes after the runs", async () => {
    const { stdout } = await praxis("compare", "posts")
    assert.match(stdout, /^A .*only posts, tokens\nB .*1 failed/)
    assert.match(stdout, /\nNothing differs: 5 outputs of 1 node, the same to the byte\n$/)
    const whole = await praxis("compare")
    assert.match(whole.stdout, /\nFailed in B: vocabulary: none of the/)
    assert.notInclude(whole.stdout, "Nothing differs")
    const same = await praxis("compare", "last~2", "last~2")
    assert.match(same.stdout, /\nNothing differs: \d+ outputs of 5 nodes, the same to the byte\n$/)
  })

  it("prints everything as one object for machines", async () => {
    const [comparison] = jsonLines((await quietly("compare", "last~2", "last~1", "posts", "--json")).stdout)
    assert.deepStrictEqual(Object.keys(comparison), ["a", "b", "inputs", "versions", "nodes", "meanings"])
    assert.match(comparison.a.id, /^[0-9a-f]{4}$/)
    assert.strictEqual(comparison.inputs[0].label, "own.csv")
    const { table, equal } = comparison.nodes[0].outputs[0]
    assert.isFalse(equal)
    assert.deepInclude(table, { key: ["site", "id"], lost: { count: 1, examples: ["ai, 2"] } })
    assert.deepInclude(table.values[0], { column: "score", mean: 4 })
  })

  it("exits 2 where a run or a node is not known, with what is near", async () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [["last~9"], /^error: there is no run "last~9": 3 runs have left a journal here, the oldest is last~2\n/],
      [["last~1", "last", "pots"], /these runs have no node or output "pots"; did you mean "posts"\?/],
      [["ffff0000"], /there is no run "ffff0000"/],
      [["20"], /there is no run "20" \(pnpm pipeline runs lists them\), and these runs have no node or output "20"/]
    ]
    for (const [words, message] of cases) {
      const { stderr, status } = await praxis("compare", ...words)
      assert.match(stderr, message)
      assert.strictEqual(status, 2)
    }
  })
})
