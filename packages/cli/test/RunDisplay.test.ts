import { assert, describe, it } from "@effect/vitest"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { jsonDisplay, liveDisplay, type Output, plainDisplay } from "../src/output/RunDisplay.ts"

const started: RunEvent = { _tag: "RunStarted", study: "s", corpus: "c", nodes: ["posts", "topics"] }
const posts: RunEvent = { _tag: "NodeStarted", node: "posts", reasons: [{ kind: "missing", detail: "" }] }
const progress = (done: number): RunEvent => ({ _tag: "NodeProgress", node: "posts", done, total: 1000, unit: "bytes" })
const finished: RunEvent = {
  _tag: "NodeFinished",
  node: "posts",
  status: "ran",
  reasons: [{ kind: "params", detail: "k 15 → 20" }],
  seconds: 1.26,
  outputs: { posts: { digest: "d", bytes: 9, rows: 1617 } },
  warnings: ["no site\u001b[2J: no links"]
}

const recorder = (columns: number | undefined) => {
  const written: Array<string> = []
  let time = 0
  const output: Output = { write: (text) => void written.push(text), columns, now: () => time }
  const at = (milliseconds: number) => {
    time = milliseconds
  }
  return { output, text: () => written.join(""), written, at }
}

describe("the plain display", () => {
  it("prints one line a node, its reason, and each warning once, without escapes from data", () => {
    const { output, text } = recorder(80)
    const display = plainDisplay(output)
    for (const event of [started, posts, progress(500), finished, { ...finished, node: "topics" } as RunEvent])
      display.onEvent(event)
    assert.deepStrictEqual(text().split("\n"), [
      "  ran  posts       1,617 rows      1.3 s  params: k 15 → 20",
      "       note: no site�[2J: no links",
      "  ran  topics      1,617 rows      1.3 s  params: k 15 → 20",
      ""
    ])
  })
})

describe("what a display leaves for good", () => {
  const linesFor = (columns: number | undefined, ...events: ReadonlyArray<RunEvent>) => {
    const { output, text } = recorder(columns)
    const display = plainDisplay(output)
    for (const event of [started, ...events]) display.onEvent(event)
    return text().trimEnd().split("\n")
  }
  const long = { ...finished, warnings: [`${"word ".repeat(30)}end`] } as RunEvent

  it("wraps notes at blanks to the width, with a hanging indent; to 100 columns where there is no terminal", () => {
    const [, ...notes] = linesFor(60, long)
    assert.strictEqual(notes[0], `       note: ${"word ".repeat(9).trimEnd()}`)
    assert.isTrue(notes.slice(1).every((line) => /^ {13}\w/.test(line) && line.length <= 60))
    assert.isTrue(linesFor(undefined, long).every((line) => line.length <= 100))
    assert.isTrue(linesFor(undefined, long).some((line) => line.length > 90))
  })

  it("wraps long reasons under the first one", () => {
    const reasons = [{ kind: "params" as const, detail: "one 1 → 2, two 1 → 2, three 1 → 2, four 1 → 2" }]
    const lines = linesFor(80, { ...finished, warnings: [], reasons } as RunEvent)
    assert.lengthOf(lines, 2)
    assert.isTrue(lines.every((line) => line.length <= 80))
    assert.strictEqual(lines[1]!.search(/\S/), lines[0]!.indexOf("params"))
  })

  it("counts skipped nodes in one line for each node that they need", () => {
    const skip = (node: string, because: string): RunEvent => ({ _tag: "NodeSkipped", node, because })
    const failed: RunEvent = { _tag: "NodeFailed", node: "posts", error: "E", message: "m" }
    const end: RunEvent = { _tag: "RunFinished", ok: false, seconds: 1 }
    assert.deepStrictEqual(linesFor(80, failed, skip("a", "posts"), skip("b", "posts"), skip("c", "lsa"), end), [
      "  FAIL posts",
      "  skip 2 nodes that need posts",
      "  skip 1 node that needs lsa"
    ])
  })
})

describe("the live display", () => {
  it("shows rate, share and time left, at most ten times a second, and leaves only finished lines", () => {
    const { output, text, written, at } = recorder(80)
    const display = liveDisplay(output)
    display.onEvent(started)
    display.onEvent(posts)
    at(50)
    const before = written.length
    display.onEvent(progress(100))
    assert.strictEqual(written.length, before)
    at(1000)
    display.onEvent(progress(250))
    assert.include(written.at(-1)!, "25 % of 1.0 kB  250 B/s  3.0 s left")
    display.onEvent(finished)
    display.close()
    assert.include(text(), "  ran  posts       1,617 rows")
    assert.notInclude(text().split("\u001b[0J").at(-1)!, "%")
  })
})

describe("a line that is redrawn", () => {
  it("is never wider than the terminal", () => {
    const { output, written, at } = recorder(30)
    const display = liveDisplay(output)
    for (const event of [started, posts]) display.onEvent(event)
    at(1000)
    display.onEvent(progress(250))
    assert.lengthOf(written.at(-1)!.split("\u001b[0J")[1]!.trimEnd(), 29)
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
