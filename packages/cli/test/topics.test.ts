/** Topics over several runs: `accept`, `assign`, and what `compare` says of them. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-topics-"))
const file = (name: string) => join(folder, name)
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)
const settings = ["topics.k=3", "k-sweep.ks=[3]", "k-sweep.samples=2", "lsa.dims=5"].flatMap((each) => ["--set", each])
const topicsOf = (...words: ReadonlyArray<string>) => praxis("run", "topic-terms", "topic-identity", ...words)

const subjects = [
  "plot axis legend figure colour",
  "loss epoch layer batch gradient",
  "conda package pip install version"
]
const foreign = ["oven dough flour yeast butter", "tyre wheel brake engine gear"]

/** Posts with ids from `first`; post n is about subject n mod their number, in an order of words of its own. */
const exportOf = (first: number, n: number, about: ReadonlyArray<string> = subjects) => {
  const rows = Array.from({ length: n }, (_, i) => {
    const id = first + i
    const words = about[id % about.length]!.split(" ")
    const turned = words.map((_, at) => words[(at * (1 + (id % 4)) + id) % words.length]!)
    return `${id},1,2022-01-01 10:00:00,1,"About ${turned[0]} ${id % 2 === 0 ? "notebook" : "kernel"}","<p>${turned.join(" ")}</p>","<pandas>"`
  })
  return ["Id,PostTypeId,CreationDate,Score,Title,Body,Tags", ...rows, ""].join("\n")
}

beforeAll(async () => {
  writeFileSync(file("old.csv"), exportOf(1, 90))
  writeFileSync(file("later.csv"), exportOf(61, 60))
  writeFileSync(file("foreign.csv"), exportOf(5001, 40, foreign))
  const first = await topicsOf("--input", `ai=${file("old.csv")}`, ...settings)
  assert.strictEqual(first.status, 0, first.stderr)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("pipeline assign", () => {
  it("places later posts in the last run's topics, and says how many it has already and how well they fit", async () => {
    const { stdout, stderr, status } = await praxis("assign", `ai=${file("later.csv")}`)
    assert.strictEqual(status, 0, stderr)
    assert.match(
      stdout,
      /^new posts in the topics of ml-practices on old\.csv \(as in the last run: --set topics\.k=3 /
    )
    assert.match(
      stdout,
      /\n60 posts read, 60 placed\n30 of them are in the model's corpus already; 100\.0 % fall to the/
    )
    assert.match(stdout, /\ntopic 0 +20 +33\.3 % \(model 33\.3 %\) {2}\w+/)
    assert.match(stdout, /\nBy the rule of the table drift, the new posts fit the model\n/)
    assert.match(stdout, /\nLook at it: pnpm pipeline show assignments\nLook at it: pnpm pipeline show drift\n$/)
  })

  it("shows each post afterwards, with the topic that it has in the model", async () => {
    const rows = jsonLines((await praxis("show", "assignments", "--rows", "60", "--format", "json")).stdout)
    assert.strictEqual(rows.length, 60)
    for (const { id, topic, modelTopic } of rows) assert.strictEqual(modelTopic, Number(id) <= 90 ? topic : null)
    const measures = jsonLines((await praxis("show", "drift", "--format", "json")).stdout)
    assert.deepInclude(measures[0], { measure: "posts", value: 60 })
  })

  it("gives the model's own corpus its own topics", async () => {
    const [json] = jsonLines((await praxis("assign", `ai=${file("old.csv")}`, "--json")).stdout)
    assert.deepInclude(json, { ok: true, posts: 90, placed: 90, inModel: 90, drifted: false })
    assert.deepInclude(json.measures, { "in-model-agreement": 1, "model-agreement": 1, "topic-divergence": 0 })
    assert.deepStrictEqual(json.outputs, ["assignments", "drift"])
    assert.deepStrictEqual(
      json.topics.map(({ posts }: { readonly posts: number }) => posts),
      [30, 30, 30]
    )
  })

  it("flags posts of another subject", async () => {
    const { stdout, status } = await praxis("assign", `ai=${file("foreign.csv")}`)
    assert.strictEqual(status, 0)
    assert.match(stdout, /\nThe new posts do NOT fit the model well/)
  })

  it("takes no part in later runs: the last run's corpus stays what the others look at", async () => {
    const { stdout } = await praxis("show", "topics", "--rows", "1")
    assert.match(stdout, /^topics: 90 rows, .* \(old\.csv\) \(as in the last run: /)
    const plan = await praxis("plan", "topics")
    assert.notInclude(plan.stdout, "new-")
  })

  it("reads other columns of the new files alone, by --map", async () => {
    writeFileSync(file("mapped.csv"), exportOf(61, 60).replace("Title", "Question"))
    const unmapped = await praxis("assign", `ai=${file("mapped.csv")}`)
    assert.notStrictEqual(unmapped.status, 0)
    const { stdout, stderr, status } = await praxis("assign", `ai=${file("mapped.csv")}`, "--map", "Title=Question")
    assert.strictEqual(status, 0, stderr)
    assert.match(stdout, /60 posts read, 60 placed/)
    assert.strictEqual((await praxis("show", "assignments", "--rows", "0")).status, 0)
    assert.strictEqual((await praxis("show", "topics", "--rows", "0")).status, 0)
  })

  it("exits 2 with a remedy where there is no file, no model, or nothing was placed", async () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [["assign"], /assign takes the files with the new posts/],
      [["assign", "nowhere.csv"], /nowhere\.csv: there is no such file/],
      [
        ["assign", `ai=${file("later.csv")}`, "--set", "topics.k=2"],
        /topic-terms has no current result .* Compute it with: pnpm pipeline run topic-terms .*--set topics\.k=2/
      ],
      [
        ["show", "assignments", "--input", `ai=${file("old.csv")}`],
        /assignments is of new posts in a model, .* Place them with: pnpm pipeline assign FILE/
      ]
    ]
    for (const [words, message] of cases) {
      const { stderr, status } = await praxis(...words)
      assert.match(stderr, message)
      assert.strictEqual(status, 2)
    }
  })
})

describe("pipeline accept", () => {
  const accepted = () => {
    const [line] = accepting.stdout.match(/Accepted: (.*\.json)\./) ?? []
    return join(folder, line!.slice("Accepted: ".length, -1))
  }
  let accepting = { stdout: "", stderr: "", status: 0 }

  it("writes the topics with their numbers and names, without a word of the posts", async () => {
    accepting = await praxis("accept", "--name", "2=second subject")
    assert.strictEqual(accepting.status, 0, accepting.stderr)
    assert.match(accepting.stdout, /\n1 {2}first {2}30 posts {2}\w+/)
    assert.match(accepting.stdout, /\n2 {2}first {2}30 posts {2}"second subject": \w+/)
    assert.match(
      accepting.stdout,
      /\nAccepted: artifacts\/ml-practices\.accepted\/input-[0-9a-f]{8}\.json\. Commit it; the next run/
    )
    const text = readFileSync(accepted(), "utf8")
    const { topics } = JSON.parse(text)
    assert.deepStrictEqual(
      topics.map((topic: { number: number; name?: string }) => [topic.number, topic.name]),
      [
        [1, undefined],
        [2, "second subject"],
        [3, undefined]
      ]
    )
    assert.strictEqual(topics[0].posts.ai.length, 30)
    for (const word of ["plot", "conda", "loss", "kernel"]) assert.notInclude(text, word)
  })

  it("lets the next run find the topics again under other numbers, by their posts", async () => {
    // Subject 2 has most posts now, so that it is topic 0.
    const more = exportOf(1, 90).trimEnd().split("\n")
    const third = exportOf(92, 60, subjects).trimEnd().split("\n").slice(1)
    writeFileSync(file("old.csv"), [...more, ...third.filter((_, i) => (92 + i) % 3 === 2), ""].join("\n"))
    const { status, stderr } = await topicsOf("--input", `ai=${file("old.csv")}`, ...settings)
    assert.strictEqual(status, 0, stderr)
    const rows = jsonLines((await praxis("show", "topic-identity", "--format", "json")).stdout)
    assert.deepStrictEqual(
      rows.map(({ status }) => status),
      ["kept", "kept", "kept"]
    )
    assert.deepStrictEqual(rows.map(({ number }) => number).sort(), [1, 2, 3])
    assert.strictEqual(rows.find(({ number }) => number === 2).name, "second subject")
    for (const { overlap } of rows) assert.strictEqual(overlap, 1)
  })

  it("says so where the file says it all already", async () => {
    const [first] = jsonLines((await praxis("accept", "--json")).stdout)
    assert.deepInclude(first, { study: "ml-practices", changed: true })
    assert.deepStrictEqual(Object.keys(first), ["study", "corpus", "file", "changed", "topics", "retired"])
    await topicsOf("--input", `ai=${file("old.csv")}`, ...settings)
    assert.match((await praxis("accept")).stdout, /\nNothing changed: .*\.json says so already\n$/)
  })

  it("exits 2 with a remedy where a name or the state does not fit", async () => {
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
      [["accept", "--name", "widgets"], /--name widgets: expected a number and a name/],
      [["accept", "--name", "9=widgets"], /there is no topic number 9; there are 1, 2, 3/],
      [["accept", "--name", "1=a", "--name", "1=b"], /topic 1 is named twice/],
      [["accept", "--name", "1=a\nb"], /a name is one line/],
      [["accept", "--set", "topics.k=2"], /has no current result .* Compute it with: pnpm pipeline run/]
    ]
    for (const [words, message] of cases) {
      const { stderr, status } = await praxis(...words)
      assert.match(stderr, message)
      assert.strictEqual(status, 2)
    }
  })

  it("fails the run with what to do where the file is damaged", async () => {
    const path = accepted()
    assert.isTrue(existsSync(path))
    const text = readFileSync(path, "utf8")
    writeFileSync(path, `<<<<<<< HEAD\n${text}`)
    const { stderr, status } = await topicsOf("--input", `ai=${file("old.csv")}`, ...settings)
    assert.match(
      stderr,
      /the accepted topics in input-[0-9a-f]{8}\.json cannot be read: it is no JSON\. Take the committed/
    )
    assert.notStrictEqual(status, 0)
    writeFileSync(path, text)
  })
})

describe("pipeline compare of topics", () => {
  it("says what became of the topics, after the values", async () => {
    const { status, stderr } = await topicsOf("--input", `ai=${file("old.csv")}`, ...settings, "--set", "topics.k=2")
    assert.strictEqual(status, 0, stderr)
    await topicsOf("--input", `ai=${file("old.csv")}`, ...settings)
    const { stdout } = await praxis("compare")
    assert.match(stdout, /\nWhat it means: topics\n {2}matched by 110 posts that both runs hold\n {2}1 same, 1 split, /)
    assert.match(stdout, /\n {2}split \d \(\w+, \w+, \w+\) → \d \(/)
    const [json] = jsonLines((await praxis("compare", "--json")).stdout)
    assert.deepInclude(json.meanings[0], { name: "topics" })
    assert.deepInclude(json.meanings[0].json, { common: 110, onlyBefore: 0, onlyAfter: 0, moved: [] })
    assert.notInclude((await praxis("compare", "tokens")).stdout, "What it means")
  })
})
