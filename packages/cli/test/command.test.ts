/** The command as a person types it, in one folder with the results of the study's default run. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-cli-"))
const lockFile = join(folder, "artifacts", "ml-practices.lock.json")
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)

beforeAll(async () => {
  const { status, stderr } = await praxis("run")
  assert.strictEqual(status, 0, stderr)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Stage = { readonly name: string; readonly status: string; readonly reason: string; readonly rows: number | null }
const summaryOf = (stdout: string) => jsonLines(stdout).at(-1)
const stageOf = (stdout: string, name: string): Stage =>
  summaryOf(stdout).stages.find((stage: Stage) => stage.name === name)

describe("pipeline run", () => {
  it("ends with the report's path, and the report is there", async () => {
    const { stdout, status } = await praxis("run")
    assert.strictEqual(status, 0)
    const report = /\nReport: (.*)\n$/.exec(stdout)?.[1]
    assert.strictEqual(report, join("artifacts", "reports", "ml-practices", "simulated", "report.html"))
    assert.match(readFileSync(join(folder, report!), "utf8"), /^<!doctype html>/i)
  })

  it("prints one JSON object a line and nothing else, last the summary; all are verified hits", async () => {
    const { stdout, stderr, status } = await praxis("run", "--json")
    assert.strictEqual(status, 0)
    assert.strictEqual(stderr, "")
    const summary = summaryOf(stdout)
    assert.deepInclude(summary, { study: "ml-practices", corpus: "simulated", ok: true })
    assert.notProperty(summary, "error")
    assert.isTrue(summary.stages.every((stage: Stage) => stage.status === "hit"))
    const posts = summary.stages.find((stage: Stage) => stage.name === "posts")
    assert.deepInclude(posts, { status: "hit", reason: "", rows: 3000 })
    assert.match(posts.digest, /^[0-9a-f]{64}$/)
    assert.includeMembers(Object.keys(posts.outputs), ["posts", "rejects", "funnel"])
    assert.isTrue(existsSync(join(folder, summary.report)))
  })

  it("forces the nodes that are named, and only those", async () => {
    const { stdout } = await praxis("run", "topic-sizes", "--force", "--json")
    const ran = summaryOf(stdout).stages.filter((stage: Stage) => stage.status === "ran")
    assert.deepStrictEqual(
      ran.map(({ name, reason }: Stage) => [name, reason]),
      [["topic-shares", "forced"]]
    )
  })

  it("says in one line which stages a failed one kept from running, exits 1, and has the error in its summary", async () => {
    const words = ["run", "topics", "--set", "vocabulary.minDf=100000"]
    const plain = await praxis(...words)
    assert.strictEqual(plain.status, 1)
    assert.match(
      plain.stdout,
      / {2}FAIL vocabulary\n {2}skip 5 nodes that need vocabulary\n\n.*1 failed, 5 skipped · .* of memory\n$/
    )
    assert.match(plain.stderr, /^vocabulary: none of the [\s\S]*--set vocabulary\.minDf=1/)
    assert.notMatch(plain.stderr, /\n\s+at /)
    const { stdout, status } = await praxis(...words, "--json", "--verbose")
    assert.strictEqual(status, 1)
    assert.deepInclude(summaryOf(stdout), { ok: false })
    assert.strictEqual(summaryOf(stdout).error.tag, "RunFailedError")
    assert.match(summaryOf(stdout).error.message, /^vocabulary: none of the/)
    assert.deepInclude(stageOf(stdout, "vocabulary"), { status: "failed", rows: null })
    assert.match(stageOf(stdout, "vocabulary").reason, /^none of the/)
    assert.deepInclude(stageOf(stdout, "lsa"), { status: "skipped", reason: "needs vocabulary" })
  })

  it("with --verbose prints where a stage failed", async () => {
    const { stderr } = await praxis("run", "vocabulary", "--set", "vocabulary.minDf=100000", "--verbose")
    assert.match(stderr, /\n\s+at .*Vocabulary\.ts/)
  })
})

describe("the lock file", () => {
  it("is written by the default run, and by no run of named nodes or with settings", async () => {
    const text = readFileSync(lockFile, "utf8")
    assert.include(Object.keys(JSON.parse(text).nodes), "report")
    rmSync(lockFile)
    await praxis("run", "posts")
    await praxis("run", "topic-sizes", "--set", "topics.k=3")
    assert.isFalse(existsSync(lockFile))
    writeFileSync(lockFile, text)
  })

  it("holds with --frozen, which exits 3 and names each output that is other, before it prints a summary", async () => {
    const text = readFileSync(lockFile, "utf8")
    const same = await praxis("run", "--frozen")
    assert.strictEqual(same.status, 0, same.stderr)
    assert.include(same.stdout, "Every output is as the lock file says.")
    const lock = JSON.parse(text)
    const locked = "0".repeat(64)
    const found = lock.nodes.topics.outputs.topics.digest
    lock.nodes.topics.outputs.topics.digest = locked
    writeFileSync(lockFile, JSON.stringify(lock))
    const { stdout, stderr, status } = await praxis("run", "--frozen", "--json")
    assert.strictEqual(status, 3)
    const mismatches = [{ node: "topics", output: "topics", locked, found }]
    assert.deepInclude(summaryOf(stdout), { ok: false, mismatches })
    assert.match(
      stderr,
      /the results are not those of artifacts\/ml-practices\.lock\.json:\n {2}topics · topics: locked 0/
    )
    assert.strictEqual(readFileSync(lockFile, "utf8"), JSON.stringify(lock))
    writeFileSync(lockFile, text)
  })

  it("must be there for --frozen, which then runs nothing, exits 3 and says so in JSON too", async () => {
    const text = readFileSync(lockFile, "utf8")
    rmSync(lockFile)
    const { stdout, stderr, status } = await praxis("run", "--frozen", "--json")
    writeFileSync(lockFile, text)
    assert.strictEqual(status, 3)
    assert.match(stderr, /ml-practices\.lock\.json: there is no lock file to compare with/)
    assert.lengthOf(jsonLines(stdout), 1)
    assert.deepInclude(jsonLines(stdout)[0].error, { tag: "LockFileError" })
  })
})

describe("wrong usage", () => {
  it("names what is wrong with a mistyped name, study, corpus or parameter, and exits 2", async () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [["run", "topcs"], /^error: there is no node "topcs"; did you mean "topics"\?/],
      [["run", "--study", "ml-practise"], /there is no study "ml-practise"; did you mean "ml-practices"\?/],
      [["run", "--corpus", "simulatd"], /there is no corpus "simulatd"; did you mean "simulated"\?/],
      [["run", "--set", "topics.kk=3"], /there is no parameter "kk"; did you mean "k"\?/],
      [["run", "--set", "topics.k=many"], /--set topics\.k=many: Expected/],
      [["run", "--set", "topics.k"], /expected node\.parameter=value, such as topics\.k=20/],
      [["run", "--corpus", "simulated", "--input", "x.csv"], /--corpus and --input exclude each other/],
      [["run", "--frozen", "--set", "topics.k=3"], /--frozen .* takes neither --set nor --input/],
      [["run", "--workers", "0"], /^error: .*--workers: "0"\. Expected: a number of threads from 1 to 1024\n/],
      [["run", "--workers", "two"], /^error: .*--workers: "two"/],
      [["show"], /show takes exactly one output, .*; named: none/],
      [["export", "topics", "posts"], /export takes exactly one output, .*; named: topics, posts/],
      [
        ["rum"],
        /^error: Unknown subcommand "rum".*; did you mean run\?\nUsage: pnpm pipeline .*\nSee: {3}pnpm pipeline --help\n$/
      ],
      [
        ["run", "--forse"],
        /^error: .*--forse.*; did you mean --force\?\nUsage: pnpm pipeline run .*\nSee: {3}pnpm pipeline run --help\n$/
      ]
    ]
    for (const [words, expected] of cases) {
      const { status, stderr, stdout } = await praxis(...words)
      assert.match(stderr, expected, words.join(" "))
      assert.strictEqual(stdout, "", words.join(" "))
      assert.notMatch(stderr, /\n\s+at (\S+ \(|file:|async )|EXAMPLES/, words.join(" "))
      assert.strictEqual(status, 2, words.join(" "))
    }
  })

  it("ends JSON output with the error, also of the command line itself", async () => {
    const unknown = await praxis("run", "topcs", "--json")
    assert.deepStrictEqual(jsonLines(unknown.stdout), [
      { ok: false, error: { tag: "UnknownNameError", message: 'there is no node "topcs"; did you mean "topics"?' } }
    ])
    const flag = await praxis("run", "--forse", "--json")
    assert.deepInclude(jsonLines(flag.stdout)[0].error, { tag: "UnrecognizedOption" })
  })

  it("shows no escape sequence that was typed or stands in a file's name", async () => {
    const { stderr } = await praxis("run", "\u001b[31mtopics")
    assert.include(stderr, '"�[31mtopics"')
    const name = "\u001b[31m.csv"
    writeFileSync(join(folder, name), exportOf(1))
    const { stdout, status } = await praxis("run", "posts", "--input", name)
    assert.strictEqual(status, 0)
    assert.match(stdout, /^ml-practices on �\[31m\.csv\n/)
  })
})

describe("pipeline --help", () => {
  it("shows commands with examples, and only built-in options that a person needs", async () => {
    const { stdout, stderr, status } = await praxis("--help")
    assert.strictEqual(status, 0)
    assert.strictEqual(stderr, "")
    assert.match(stdout, /--help[\s\S]*--version[\s\S]*--completions[\s\S]*SUBCOMMANDS[\s\S]*run[\s\S]*EXAMPLES/)
    assert.notMatch(stdout, /--wizard|--log-level/)
  })
})

/** A small export with `n` questions, numbered from 1. */
const exportOf = (n: number) =>
  [
    "Id,Title,Body,Tags",
    ...Array.from(
      { length: n },
      (_, i) => `${i + 1},"How do I save notebook ${i}?","<p>Cell ${i} is gone.</p>","<jupyter>"`
    )
  ]
    .map((line) => `${line}\n`)
    .join("")

describe("the person's own files", () => {
  beforeAll(() => {
    for (const name of ["report", "own"]) mkdirSync(join(folder, name))
    writeFileSync(join(folder, "a.csv"), exportOf(1))
    writeFileSync(join(folder, "own", "b.csv"), exportOf(2).replaceAll("notebook", "kernel"))
    writeFileSync(join(folder, "k=5.csv"), exportOf(3))
  })

  it("may follow one --input, in every command; the last run's are taken where none are named", async () => {
    const files = ["--input", "ai=a.csv", "cs=own/b.csv"]
    const { stdout, stderr, status } = await praxis("run", "posts", ...files, "--json")
    assert.strictEqual(status, 0, stderr)
    assert.strictEqual(stageOf(stdout, "posts").rows, 3)
    const shown = await praxis("show", "posts", ...files)
    assert.match(shown.stdout, /^posts: 3 rows, .* \(a\.csv, b\.csv\)\n/)
    const exported = await praxis("export", ...files, "posts")
    assert.lengthOf(exported.stdout.trimEnd().split("\n"), 4)
    const last = await praxis("show", "posts")
    assert.match(last.stdout, /^posts: 3 rows, .* \(a\.csv, b\.csv\) \(as in the last run\)\n/)
    const none = await praxis("show", ...files)
    assert.match(none.stderr, /show takes exactly one output, .*; named: none/)
  })

  it("may hold an equals sign in their names", async () => {
    const { stdout, stderr } = await praxis("run", "posts", "--input", "k=5.csv", "--json")
    assert.strictEqual(stageOf(stdout, "posts").rows, 3, stderr)
  })

  it("get their site from a dump's folder", async () => {
    mkdirSync(join(folder, "ai.stackexchange.com"))
    const attributes =
      'Id="7" PostTypeId="1" CreationDate="2020-01-02T03:04:05.678" Score="1" ViewCount="2" Body="&lt;p&gt;It stops.&lt;/p&gt;" Title="Why does training stop?" Tags="&lt;training&gt;" AnswerCount="0"'
    const xml = `<?xml version="1.0" encoding="utf-8"?>\n<posts>\n  <row ${attributes} />\n</posts>\n`
    writeFileSync(join(folder, "ai.stackexchange.com", "Posts.xml"), xml)
    const { status, stderr } = await praxis("run", "posts", "--input", "ai.stackexchange.com/Posts.xml")
    assert.strictEqual(status, 0, stderr)
    const { stdout } = await praxis("show", "posts", "--format", "json")
    assert.deepInclude(jsonLines(stdout)[0], { site: "ai", id: "7" })
  })

  it("are told from outputs by the outputs' names, also where a folder has such a name", async () => {
    const { stdout, stderr } = await praxis("plan", "report", "--input", "a.csv", "--json")
    assert.strictEqual(stderr, "")
    assert.strictEqual(jsonLines(stdout)[0].stages.at(-1).name, "report")
  })

  it("are all named with what is wrong, at once, and nothing is written", async () => {
    const before = readdirSync(join(folder, "artifacts", "store", "records")).length
    mkdirSync(join(folder, "empty"))
    const { status, stderr } = await praxis("run", "--input", "a.csv", "none.csv", "ai=missing", "empty")
    assert.strictEqual(status, 2)
    assert.match(
      stderr,
      /^error: 3 inputs cannot be read:\n {2}\S*none\.csv: there is no such file.*\n {2}\S*missing: there is no such file.*\n {2}\S*empty: is a folder with nothing to read in it.*\n$/
    )
    assert.strictEqual(readdirSync(join(folder, "artifacts", "store", "records")).length, before)
    const mistyped = await praxis("run", "--input", "a.csv", "topcs")
    assert.match(mistyped.stderr, /there is no node "topcs"/)
  })

  it("cannot be named twice, by whatever path", async () => {
    const { status, stderr } = await praxis("run", "--input", "a.csv", "own/../a.csv")
    assert.strictEqual(status, 2)
    assert.match(stderr, /^error: a\.csv is named twice/)
    const site = await praxis("run", "--input", "a.csv", "--input", "ai=a.csv")
    assert.match(site.stderr, /^error: a\.csv is named twice/)
  })

  it("that the last run read and that are gone are said to be the last run's", async () => {
    writeFileSync(join(folder, "gone.csv"), exportOf(1))
    assert.strictEqual((await praxis("run", "posts", "--input", "gone.csv")).status, 0)
    rmSync(join(folder, "gone.csv"))
    const { status, stderr } = await praxis("plan")
    assert.strictEqual(status, 2)
    assert.match(stderr, /gone\.csv: there is no such file[\s\S]*taken from the last run/)
  })
})

describe("pipeline plan", () => {
  it("says before a run which parameter changed and what depends on it", async () => {
    const { stdout } = await praxis("plan", "--corpus", "simulated", "--set", "topics.k=20")
    assert.match(stdout, /hit\s+lsa/)
    assert.match(stdout, /run\s+topics\s+\d+\.\d s {2}params: k "convention" → 20/)
    assert.match(stdout, /depends\s+topic-terms/)
  })

  it("prints one JSON object", async () => {
    const { stdout } = await praxis("plan", "topic-terms", "--corpus", "simulated", "--set", "topics.k=20", "--json")
    const [planned] = jsonLines(stdout)
    assert.deepInclude(planned, { study: "ml-practices", corpus: "simulated", settings: ["topics.k=20"] })
    const stage = (name: string) => planned.stages.find((each: Stage) => each.name === name)
    assert.deepInclude(stage("topics"), { status: "run", reason: 'params: k "convention" → 20' })
    assert.deepInclude(stage("topic-terms"), { status: "depends", on: ["topics"] })
    assert.strictEqual(stage("lsa").status, "hit")
  })

  it("with --force and no name runs everything", async () => {
    const { stdout } = await praxis("plan", "--corpus", "simulated", "--force", "--json")
    assert.isTrue(jsonLines(stdout)[0].stages.every((stage: Stage) => stage.status !== "hit"))
    assert.deepInclude(jsonLines(stdout)[0].stages[0], { status: "run", reason: "forced" })
  })
})

describe("pipeline show and export", () => {
  it("print columns and first rows as a table, CSV or JSON", async () => {
    const show = async (...words: ReadonlyArray<string>) =>
      (await praxis("show", "topic-sizes", "--corpus", "simulated", ...words)).stdout
    assert.match(
      await show(),
      /^topic-sizes: \d+ rows, .*\n {2}topic +int32\n {2}posts +uint32\n {2}share +float64\n[\s\S]*\n… 5 more: pnpm pipeline export topic-sizes --corpus simulated\n$/
    )
    const csv = (await show("--format", "csv", "--rows", "2")).trimEnd().split("\n")
    assert.strictEqual(csv[0], "topic,posts,share")
    assert.lengthOf(csv, 3)
    const [first] = jsonLines(await show("--format", "json", "--rows", "1"))
    assert.deepStrictEqual(Object.keys(first), ["topic", "posts", "share"])
    assert.strictEqual(csv[1], Object.values(first).join(","))
  })

  it("keep a table within the terminal and give long text the room that is left", async () => {
    const { stdout } = await pipelineIn(folder, ["show", "documents", "--corpus", "simulated"], { columns: 90 })
    const lines = stdout.split("\n\n")[1]!.split("\n").slice(0, 4)
    assert.isTrue(lines.every((line) => [...line].length <= 90))
    assert.isTrue(lines.some((line) => [...line].length > 80))
  })

  it("say how to compute what is not there, with everything that was typed, and exit 2", async () => {
    const { status, stderr } = await praxis("show", "topic-sizes", "--corpus", "simulated", "--set", "topics.k=4")
    assert.strictEqual(status, 2)
    assert.match(
      stderr,
      /topic-sizes has no current result .*Compute it with: pnpm pipeline run topic-sizes --set topics\.k=4\n$/
    )
    writeFileSync(join(folder, "my export.csv"), exportOf(4))
    const own = await praxis("export", "posts", "--input", "ai=my export.csv", "--artifacts", "else")
    assert.match(own.stderr, /: pnpm pipeline run posts --input 'ai=my export\.csv' --artifacts else\n$/)
  })

  it("take the settings of the last run too where nothing is named, and say so", async () => {
    const run = await praxis("run", "topic-sizes", "--set", "topics.k=5", "--set", "topics.starts=2")
    assert.strictEqual(run.status, 0, run.stderr)
    const shown = await praxis("show", "topic-sizes")
    assert.match(
      shown.stdout,
      /^topic-sizes: 5 rows, .* \(as in the last run: --set topics\.k=5 --set topics\.starts=2\)\n/
    )
    const plan = await praxis("plan", "topic-sizes")
    assert.match(plan.stdout, /^.* \(as in the last run: --set topics\.k=5 --set topics\.starts=2\)\n/)
    const set = await praxis("plan", "topic-sizes", "--set", "topics.k=6")
    assert.match(set.stdout, /^.* \(as in the last run, but with --set topics\.k=6\)\n/)
    const csv = await praxis("export", "topic-sizes")
    assert.lengthOf(csv.stdout.trimEnd().split("\n"), 6)
    assert.match(csv.stderr, /^topic-sizes \(as in the last run: --set topics\.k=5/)
    const named = await praxis("show", "topic-sizes", "--corpus", "simulated")
    assert.match(named.stdout, /^topic-sizes: 15 rows/)
    assert.notInclude(named.stdout, "last run")
  })
})

describe("pipeline export -o", () => {
  const exported = (...words: ReadonlyArray<string>) => praxis("export", "topics", "--corpus", "simulated", ...words)

  it("writes a file with what it was made from beside it, without a path of this machine", async () => {
    const { stdout, status } = await exported("-o", "out/topics.csv")
    assert.strictEqual(status, 0)
    assert.match(stdout, /^3,000 rows in out\/topics\.csv/)
    assert.lengthOf(
      readFileSync(join(folder, "out", "topics.csv"), "utf8")
        .trimEnd()
        .split("\n"),
      3001
    )
    const provenance = readFileSync(join(folder, "out", "topics.csv.provenance.json"), "utf8")
    assert.deepInclude(JSON.parse(provenance), {
      study: "ml-practices",
      corpus: "simulated",
      simulated: true,
      output: "topics"
    })
    assert.notInclude(provenance, folder)
    assert.deepStrictEqual(readdirSync(join(folder, "out")).sort(), ["topics.csv", "topics.csv.provenance.json"])
  })

  it("takes the format from the file's name", async () => {
    for (const [file, start] of [
      ["t.csv", "doc,site,id,"],
      ["t.jsonl", '{"doc":'],
      ["t.feather", "ARROW1"],
      ["T.ARROW", "ARROW1"]
    ] as const) {
      const { status, stderr } = await exported("-o", file)
      assert.strictEqual(status, 0, stderr)
      assert.isTrue(readFileSync(join(folder, file)).subarray(0, 20).toString("latin1").startsWith(start), file)
    }
    assert.strictEqual((await exported("-o", "t.txt", "--format", "json")).status, 0)
    assert.match(readFileSync(join(folder, "t.txt"), "utf8"), /^\{"doc":/)
  })

  it("refuses a name that says no format, one that says another, a folder, and a table's format for a report", async () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [
        ["-o", "t.xlsx"],
        /t\.xlsx: its name does not say the format\. Let it end in \.csv, .*\.feather, or add --format csv/
      ],
      [["-o", "t.csv", "--format", "arrow"], /--format arrow and a file \.csv contradict each other/],
      [["-o", "artifacts"], /artifacts is a folder; name the file, such as artifacts\/topics\.csv/],
      [["-o", "new/"], /new\/ is a folder/],
      [["-o", "t.csv/x.csv"], /t\.csv\/x\.csv cannot be written/]
    ]
    for (const [words, expected] of cases) {
      const { status, stderr } = await exported(...words)
      assert.match(stderr, expected)
      assert.strictEqual(status, 2, words.join(" "))
    }
    const report = await praxis("export", "report", "--corpus", "simulated", "-o", "report.csv")
    assert.match(report.stderr, /report is no table but a file \.html: \.csv does not apply/)
    assert.strictEqual((await praxis("export", "report", "--corpus", "simulated", "-o", "copy.html")).status, 0)
  })

  it("keeps the words of the data in a pipe, and shows no escape sequence of theirs on a terminal", async () => {
    const title = "How do I \u001b[31msave\u001b[0m it?"
    writeFileSync(join(folder, "escapes.csv"), exportOf(1).replace("How do I save notebook 0?", title))
    assert.strictEqual((await praxis("run", "posts", "--input", "escapes.csv")).status, 0)
    const words = [
      ["show", "posts", "--format", "csv"],
      ["show", "posts", "--format", "json"],
      ["export", "posts"]
    ]
    for (const each of words) {
      const terminal = await pipelineIn(folder, each, { columns: 80 })
      assert.notInclude(terminal.stdout, "\u001b")
      const pipe = await praxis(...each)
      assert.include(pipe.stdout, each.includes("json") ? JSON.stringify(title) : title)
    }
  })

  it("writes no Arrow bytes to a terminal", async () => {
    const { status, stderr } = await pipelineIn(
      folder,
      ["export", "topics", "--corpus", "simulated", "--format", "arrow"],
      { columns: 80 }
    )
    assert.strictEqual(status, 2)
    assert.match(stderr, /Arrow is not text; name a file for it/)
  })
})

describe("pipeline graph", () => {
  it("draws the study as text, Mermaid and SVG", async () => {
    const graph = async (format: string) => (await praxis("graph", "--corpus", "simulated", "--format", format)).stdout
    assert.match(await graph("text"), /● topics +← lsa, tf-idf, vocabulary, documents, k-sweep/)
    assert.match(await graph("mermaid"), /^flowchart TD\n[\s\S]*n\d+\["topics"\]:::hit/)
    assert.match(await graph("svg"), /^<svg [\s\S]*>topics<\/text>[\s\S]*<\/svg>\n$/)
  })
})
