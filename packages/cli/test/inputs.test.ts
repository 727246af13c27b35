/** Folders and files in parts as inputs, typed as a person types them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const root = mkdtempSync(join(tmpdir(), "praxis-inputs-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A fresh folder to type commands in, with these files. */
const folderWith = (files: Readonly<Record<string, string | Uint8Array>>) => {
  const folder = mkdtempSync(join(root, "in-"))
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { folder, write, praxis: (...words: ReadonlyArray<string>) => pipelineIn(folder, words) }
}

/** Questions with these ids, as the Data Explorer exports them. */
const csv = (...ids: ReadonlyArray<number>) =>
  ["Id,Title,Body", ...ids.map((id) => `${id},"How do I save cell ${id}?","<p>Cell ${id} is gone.</p>"`)].join("\n")

/** The same as a dump. */
const xml = (...ids: ReadonlyArray<number>) => {
  const rows = ids.map(
    (id) => `<row Id="${id}" PostTypeId="1" Title="Why ${id}?" Body="&lt;p&gt;It stops.&lt;/p&gt;" />`
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<posts>\n${rows.join("\n")}\n</posts>\n`
}

/** Label and site of each file that the newest run in a folder read. */
const inputsRead = (folder: string) => {
  const runs = join(folder, "artifacts", "runs")
  const newest = readdirSync(runs)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .at(-1)!
  const begin = jsonLines(readFileSync(join(runs, newest), "utf8"))[0]
  return begin.inputs.map(({ label, site }: { label: string; site: string | null }) => [label, site])
}

describe("a folder as input", () => {
  it("gives its exports and the dump of each folder in it, and the run says what it passes over", async () => {
    const { folder, praxis } = folderWith({
      "exports/b.csv": csv(1),
      "exports/a.csv": csv(2, 3),
      "exports/notes.docx": "x",
      "exports/ai.stackexchange.com-2017-03/Posts.xml": xml(4),
      "exports/ai.stackexchange.com-2017-03/Users.xml": "<users></users>",
      "exports/cs.stackexchange.com/Posts.xml": xml(4)
    })
    const { stdout, stderr, status } = await praxis("run", "posts", "--input", "exports", "--json")
    assert.strictEqual(status, 0, stderr)
    assert.deepStrictEqual(inputsRead(folder), [
      ["a.csv", null],
      ["ai.stackexchange.com-2017-03/Posts.xml", "ai"],
      ["b.csv", null],
      ["cs.stackexchange.com/Posts.xml", "cs"]
    ])
    assert.strictEqual(jsonLines(stdout).at(-1).stages.at(-1).rows, 5)
    assert.deepInclude(jsonLines(stdout)[0], {
      _tag: "RunNote",
      message:
        "exports: passed over are Users.xml (no questions in them); notes.docx (not a kind of file that holds posts)"
    })
  })

  it("is looked at anew by what follows: a new file is in the next plan, and no other is read again", async () => {
    const { write, praxis } = folderWith({ "exports/a.csv": csv(1) })
    assert.strictEqual((await praxis("run", "posts", "--input", "ai=exports")).status, 0)
    write("exports/b.csv", csv(2))
    const planned = await praxis("plan", "posts")
    assert.match(planned.stdout, /inputs: b\.csv is new; tasks: 1 hit, 1 to run/)
    const shown = await praxis("show", "posts")
    assert.match(shown.stderr, /Compute it with: pnpm pipeline run posts --input ai=exports\n/)
    assert.strictEqual((await praxis("run", "posts", "--input", "ai=exports")).status, 0)
    const verified = await praxis("verify", "--json")
    assert.strictEqual(verified.status, 0, verified.stdout)
  })

  it("takes no site for dumps of several, and no file of its own twice", async () => {
    const { praxis } = folderWith({
      "dumps/ai.stackexchange.com/Posts.xml": xml(1),
      "dumps/cs.stackexchange.com/Posts.xml": xml(1)
    })
    const site = await praxis("run", "posts", "--input", "ai=dumps")
    assert.strictEqual(site.status, 2)
    assert.match(
      site.stderr,
      /^error: ai=dumps: the folder holds dumps of several sites \(ai, cs\)\. Leave ai= away: each dump's folder names/
    )
    const twice = await praxis("run", "posts", "--input", "dumps", "dumps/ai.stackexchange.com/Posts.xml")
    assert.match(twice.stderr, /^error: dumps\/ai\.stackexchange\.com\/Posts\.xml is named twice/)
  })
})

describe("a file in parts as input", () => {
  const whole = gzipSync(csv(1, 2, 3, 4, 5))
  const cut = Math.ceil(whole.length / 3)
  const parts = () =>
    folderWith({
      "a.csv.gz.001": whole.subarray(0, cut),
      "a.csv.gz.002": whole.subarray(cut, 2 * cut),
      "a.csv.gz.003": whole.subarray(2 * cut)
    })

  it("is one file by any of its parts, all of them, or its own name", async () => {
    const { folder, praxis } = parts()
    const typed = [
      ["--input", "ai=a.csv.gz.002"],
      ["--input", "ai=a.csv.gz.001", "a.csv.gz.002", "a.csv.gz.003"],
      ["--input", "ai=a.csv.gz.*"],
      ["--input", "ai=a.csv.gz"]
    ]
    for (const [i, words] of typed.entries()) {
      const { stdout, stderr, status } = await praxis("run", "posts", ...words, "--json")
      assert.strictEqual(status, 0, stderr)
      assert.deepStrictEqual(inputsRead(folder), [["a.csv.gz", "ai"]])
      const posts = jsonLines(stdout).at(-1).stages.at(-1)
      assert.deepInclude(posts, { name: "posts", status: i === 0 ? "ran" : "hit", rows: 5 }, words.join(" "))
    }
    const planned = await praxis("plan", "posts")
    assert.match(planned.stdout, /^ml-practices on a\.csv\.gz \(as in the last run\)\n/)
  })

  it("has changed where one part was edited, and is said to be so; the part that is gone is named", async () => {
    const { folder, write, praxis } = parts()
    assert.strictEqual((await praxis("run", "posts", "--input", "a.csv.gz.001")).status, 0)
    write("a.csv.gz.003", Buffer.concat([whole.subarray(2 * cut, -1), Buffer.of(1)]))
    assert.match((await praxis("plan", "posts")).stdout, /run\s+posts.*a\.csv\.gz changed/s)
    assert.match((await praxis("verify")).stdout, /a\.csv\.gz has changed since the last run/)
    rmSync(join(folder, "a.csv.gz.002"))
    const planned = await praxis("plan", "posts")
    assert.strictEqual(planned.status, 2)
    assert.match(
      planned.stderr,
      /a\.csv\.gz: it is in parts, of which a\.csv\.gz\.002 is missing\. Put all parts into one folder\nThis was taken/
    )
    assert.match((await praxis("verify")).stdout, /a\.csv\.gz.*a\.csv\.gz\.002 is missing/s)
  })

  it("is not guessed at: a part that is not there, or that lies beside its whole, is said", async () => {
    const { write, praxis } = parts()
    const missing = await praxis("run", "posts", "--input", "a.csv.gz.004")
    assert.match(missing.stderr, /a\.csv\.gz\.004: there is no such file/)
    write("a.csv.gz", whole)
    const beside = await praxis("run", "posts", "--input", "a.csv.gz.001")
    assert.strictEqual(beside.status, 2)
    assert.match(
      beside.stderr,
      /^error: a\.csv\.gz\.001 is a part of a\.csv\.gz, which is there whole\. Name a\.csv\.gz,/
    )
  })
})
