import { assert, describe, it } from "@effect/vitest"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { jsonDisplay, plainDisplay } from "../src/output/RunDisplay.ts"
import { makeTranscript } from "../src/output/transcript.ts"

const started: RunEvent = { _tag: "RunStarted", study: "s", corpus: "c", nodes: ["posts", "topics"] }
const posts: RunEvent = { _tag: "NodeStarted", node: "posts", reasons: [{ kind: "missing", detail: "" }] }
const progress: RunEvent = { _tag: "NodeProgress", node: "posts", done: 500, total: 1000, unit: "bytes" }
const finished = {
  _tag: "NodeFinished",
  node: "posts",
  status: "ran",
  reasons: [{ kind: "params", detail: "k 15 → 20" }],
  seconds: 1.26,
  outputs: { posts: { digest: "d", bytes: 9, rows: 1617 } },
  warnings: ["no site\u001b[2J: no links"]
} as const satisfies RunEvent

describe("the plain display", () => {
  it("prints one line a node, its reason, and each warning once, without escapes from data", () => {
    const written: Array<string> = []
    const display = plainDisplay((text) => void written.push(text))
    for (const event of [started, posts, progress, finished, { ...finished, node: "topics" }]) display.onEvent(event)
    assert.deepStrictEqual(written.join("").split("\n"), [
      "  ran  posts       1,617 rows      1.3 s  params: k 15 → 20",
      "       note: no site�[2J: no links",
      "  ran  topics      1,617 rows      1.3 s  params: k 15 → 20",
      ""
    ])
  })
})

describe("what a run leaves for good", () => {
  const linesFor = (columns: number, ...events: ReadonlyArray<RunEvent>) => {
    const transcript = makeTranscript()
    return [started, ...events].flatMap((event) => transcript.lines(event, columns))
  }

  it("wraps notes at blanks to the width, with a hanging indent", () => {
    const long = { ...finished, warnings: [`${"word ".repeat(30)}end`] }
    const [, ...notes] = linesFor(60, long)
    assert.strictEqual(notes[0], `       note: ${"word ".repeat(9).trimEnd()}`)
    assert.isTrue(notes.slice(1).every((line) => /^ {13}\w/.test(line) && line.length <= 60))
  })

  it("wraps long reasons under the first one", () => {
    const reasons = [{ kind: "params" as const, detail: "one 1 → 2, two 1 → 2, three 1 → 2, four 1 → 2" }]
    const lines = linesFor(80, { ...finished, warnings: [], reasons })
    assert.lengthOf(lines, 2)
    assert.isTrue(lines.every((line) => line.length <= 80))
    assert.strictEqual(lines[1]!.search(/\S/), lines[0]!.indexOf("params"))
  })

  it("goes on under the name where little room is left for reasons", () => {
    const reasons = [{ kind: "params" as const, detail: "one 1 → 2, two 1 → 2" }]
    assert.deepStrictEqual(linesFor(60, { ...finished, warnings: [], reasons }), [
      "  ran  posts       1,617 rows      1.3 s  params: one 1 → 2,",
      "       two 1 → 2"
    ])
  })

  it("counts the tasks of a mapped stage that ran", () => {
    const why = (tasks: { readonly hits: number; readonly ran: number }) =>
      linesFor(100, { ...finished, warnings: [], reasons: [{ kind: "inputs", detail: "b.csv is new" }], tasks })[0]!
        .split("  ")
        .at(-1)
    assert.strictEqual(why({ hits: 37, ran: 1 }), "1 of 38 tasks; inputs: b.csv is new")
    assert.strictEqual(why({ hits: 0, ran: 38 }), "38 tasks; inputs: b.csv is new")
    assert.strictEqual(why({ hits: 0, ran: 1 }), "inputs: b.csv is new")
  })

  it("counts skipped nodes in one line for each node that they need, and ends with what the run came to", () => {
    const skip = (node: string, because: string): RunEvent => ({ _tag: "NodeSkipped", node, because })
    const failed: RunEvent = { _tag: "NodeFailed", node: "posts", error: "E", message: "m" }
    const end: RunEvent = { _tag: "RunFinished", ok: false, seconds: 83, peakBytes: 312_345_678 }
    assert.deepStrictEqual(linesFor(80, failed, skip("a", "posts"), skip("b", "posts"), skip("c", "lsa"), end), [
      "  FAIL posts",
      "  skip 2 nodes that need posts",
      "  skip 1 node that needs lsa",
      "",
      "1 failed, 3 skipped · 1 min 23 s · at most 310 MB of memory"
    ])
    const hit = { ...finished, status: "hit" as const, warnings: [], reasons: [] }
    const lines = linesFor(80, hit, { ...end, ok: true, peakBytes: 0 })
    assert.strictEqual(lines.at(-1), "1 hit · 1 min 23 s")
  })
})

describe("the JSON display", () => {
  it("prints each event, in order", () => {
    const printed: Array<unknown> = []
    const display = jsonDisplay((value) => void printed.push(value))
    for (const event of [started, finished]) display.onEvent(event)
    assert.deepStrictEqual(printed, [started, finished])
  })
})
