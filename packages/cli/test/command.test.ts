/** The program as a person runs it: a process, a folder of artifacts of its own, small simulated posts. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const small = ["--set", "simulated.nPosts=300", "--set", "topics.starts=2"]

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "praxis-cli-"))
  const { status, stderr } = praxis("run", ...small)
  assert.strictEqual(status, 0, stderr)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const praxisIn = (cwd: string, env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) => {
  const { INIT_CWD: _, ...inherited } = process.env
  return spawnSync(process.execPath, [program, ...args, "--artifacts", join(folder, "artifacts")], {
    cwd,
    encoding: "utf8",
    env: { ...inherited, NO_COLOR: "1", ...env }
  })
}

const praxis = (...args: ReadonlyArray<string>) => praxisIn(folder, {}, ...args)

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))

describe("pipeline run", () => {
  it("ends with the report's path, and the report is there", () => {
    const { stdout, status } = praxis("run", ...small)
    assert.strictEqual(status, 0)
    const report = /\nReport: (.*)\n$/.exec(stdout)?.[1]
    assert.strictEqual(report, join("artifacts", "reports", "ml-practices", "simulated", "report.html"))
    assert.match(readFileSync(join(folder, report!), "utf8"), /^<!doctype html>/i)
  })

  it("prints one JSON object a line and nothing else, last the summary; all are verified hits", () => {
    const { stdout, stderr, status } = praxis("run", "--json", ...small)
    assert.strictEqual(status, 0)
    assert.strictEqual(stderr, "")
    const summary = jsonLines(stdout).at(-1)
    assert.deepInclude(summary, { study: "ml-practices", corpus: "simulated", ok: true })
    assert.isTrue(summary.stages.every((stage: { readonly status: string }) => stage.status === "hit"))
    const posts = summary.stages.find((stage: { readonly name: string }) => stage.name === "posts")
    assert.deepInclude(posts, { status: "hit", reason: "", rows: 300 })
    assert.match(posts.digest, /^[0-9a-f]{64}$/)
    assert.deepStrictEqual(Object.keys(posts.outputs), ["posts", "rejects", "funnel"])
    assert.isTrue(existsSync(join(folder, summary.report)))
  })

  it("writes no lock file for a run that is not the study's default", () => {
    assert.notInclude(readdirSync(join(folder, "artifacts")), "ml-practices.lock.json")
  })

  it("names what is wrong with a mistyped name, study, corpus or parameter, and exits 2", () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [["run", "topcs"], /there is no node "topcs"; did you mean "topics"\?/],
      [["run", "--study", "ml-practise"], /there is no study "ml-practise"; did you mean "ml-practices"\?/],
      [["run", "--corpus", "simulatd"], /there is no corpus "simulatd"; did you mean "simulated"\?/],
      [["run", "--set", "topics.kk=3"], /there is no parameter "kk"; did you mean "k"\?/],
      [["run", "--set", "topics.k=many"], /--set topics\.k=many: Expected/],
      [["run", "--set", "topics.k"], /expected node\.parameter=value, such as topics\.k=20/],
      [["run", "--corpus", "simulated", "--input", "x.csv"], /--corpus and --input exclude each other/],
      [["run", "--frozen", "--set", "topics.k=3"], /--frozen .* takes neither --set nor --input/],
      [["rum"], /Unknown subcommand "rum"[\s\S]*run/],
      [["run", "--forse"], /--forse/]
    ]
    for (const [args, expected] of cases) {
      const { status, stderr, stdout } = praxis(...args)
      assert.match(stderr, expected, args.join(" "))
      assert.notMatch(stderr + stdout, /\n\s+at (\S+ \(|file:|async )/, args.join(" "))
      assert.strictEqual(status, 2, args.join(" "))
    }
  })

  it("says all that is wrong with its inputs at once, with exit code 2 and no artifact", () => {
    const before = readdirSync(join(folder, "artifacts", "store", "records")).length
    const { status, stderr } = praxis("run", "--input", "none.csv", "--input", folder)
    assert.strictEqual(status, 2)
    assert.match(stderr, /none\.csv: there is no such file/)
    assert.match(stderr, /is a folder, not a file/)
    assert.strictEqual(readdirSync(join(folder, "artifacts", "store", "records")).length, before)
  })

  it("takes relative paths from where the person stands, also when a script runner changed the folder", () => {
    const export_ = [
      "Id,Title,Body,Tags",
      '1,"How do I save a notebook?","<p>It is gone after restart.</p>","<jupyter>"'
    ].join("\n")
    mkdirSync(join(folder, "mine"))
    writeFileSync(join(folder, "mine", "export.csv"), `${export_}\n`)
    const here = praxisIn(join(folder, "mine"), {}, "run", "posts", "--input", "ai=export.csv", "--json")
    const throughRunner = praxisIn(
      "/",
      { INIT_CWD: join(folder, "mine") },
      "run",
      "posts",
      "--input",
      "ai=export.csv",
      "--json"
    )
    for (const { stdout, stderr, status } of [here, throughRunner]) {
      assert.strictEqual(status, 0, stderr)
      assert.deepInclude(jsonLines(stdout).at(-1).stages[0], { name: "posts", rows: 1 })
    }
  })
})

describe("pipeline plan", () => {
  it("says before a run which parameter changed and what depends on it", () => {
    const { stdout } = praxis("plan", "--corpus", "simulated", ...small, "--set", "topics.k=20")
    assert.match(stdout, /hit\s+lsa/)
    assert.match(stdout, /run\s+topics\s+params: k 15 → 20/)
    assert.match(stdout, /depends\s+topic-terms/)
  })
})

describe("pipeline show and export", () => {
  it("prints columns and first rows as a table, CSV or JSON", () => {
    const show = (...args: ReadonlyArray<string>) =>
      praxis("show", "topic-sizes", "--corpus", "simulated", ...small, ...args)
    assert.match(show().stdout, /^topic-sizes: \d+ rows, .*\n {2}topic +int32\n {2}posts +uint32\n {2}share +float64\n/)
    const csv = show("--format", "csv", "--rows", "2").stdout.trimEnd().split("\n")
    assert.strictEqual(csv[0], "topic,posts,share")
    assert.lengthOf(csv, 3)
    const [first] = jsonLines(show("--format", "json", "--rows", "1").stdout)
    assert.deepStrictEqual(Object.keys(first), ["topic", "posts", "share"])
    assert.strictEqual(csv[1], Object.values(first).join(","))
  })

  it("says how to compute what is not there, and exits 2", () => {
    const { status, stderr } = praxis("show", "topics", "--corpus", "simulated", "--set", "topics.k=3", ...small)
    assert.strictEqual(status, 2)
    assert.match(
      stderr,
      /topics has no current result \(params: k 15 → 3\)\. Compute it with: pnpm pipeline run topics/
    )
  })

  it("writes a file with what it was made from beside it, without a path of this machine", () => {
    const { stdout, status } = praxis("export", "topics", "--corpus", "simulated", ...small, "-o", "out/topics.csv")
    assert.strictEqual(status, 0)
    assert.match(stdout, /^300 rows in out\/topics\.csv/)
    assert.lengthOf(
      readFileSync(join(folder, "out", "topics.csv"), "utf8")
        .trimEnd()
        .split("\n"),
      301
    )
    const provenance = readFileSync(join(folder, "out", "topics.csv.provenance.json"), "utf8")
    assert.deepInclude(JSON.parse(provenance), {
      study: "ml-practices",
      corpus: "simulated",
      simulated: true,
      output: "topics"
    })
    assert.notInclude(provenance, folder)
  })

  it("ends quietly when the reader of its output stops reading", () => {
    const command = [process.execPath, program, "export", "tokens", "--corpus", "simulated", ...small]
    const line = `${command.map((word) => `'${word}'`).join(" ")} --artifacts artifacts | head -n 1`
    const { stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: folder, encoding: "utf8" })
    assert.strictEqual(stdout, "doc,tokens\n")
    assert.strictEqual(stderr, "")
  })

  it("writes Arrow as it is stored", () => {
    const { status } = praxis(
      "export",
      "topics",
      "--corpus",
      "simulated",
      ...small,
      "--format",
      "arrow",
      "-o",
      "topics.arrow"
    )
    assert.strictEqual(status, 0)
    assert.strictEqual(readFileSync(join(folder, "topics.arrow")).subarray(0, 6).toString(), "ARROW1")
  })
})

describe("pipeline graph", () => {
  it("draws the study as text, Mermaid and SVG", () => {
    const graph = (format: string) => praxis("graph", "--corpus", "simulated", ...small, "--format", format).stdout
    assert.match(graph("text"), /● topics +← lsa, documents/)
    assert.match(graph("mermaid"), /^flowchart TD\n[\s\S]*n\d+\["topics"\]:::hit/)
    assert.match(graph("svg"), /^<svg [\s\S]*>topics<\/text>[\s\S]*<\/svg>\n$/)
  })
})

describe("pipeline --help", () => {
  it("shows commands with examples and exits 0", () => {
    const { stdout, status } = praxis("--help")
    assert.strictEqual(status, 0)
    assert.match(stdout, /SUBCOMMANDS[\s\S]*run[\s\S]*EXAMPLES/)
  })
})
