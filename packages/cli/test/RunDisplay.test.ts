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

const recorder = () => {
  const written: Array<string> = []
  let time = 0
  const output: Output = { write: (text) => void written.push(text), columns: 80, now: () => time }
  const at = (milliseconds: number) => {
    time = milliseconds
  }
  return { output, text: () => written.join(""), written, at }
}

describe("the plain display", () => {
  it("prints one line a node, its reason, and each warning once, without escapes from data", () => {
    const { output, text } = recorder()
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

describe("the live display", () => {
  it("shows rate, share and time left, at most ten times a second, and leaves only finished lines", () => {
    const { output, text, written, at } = recorder()
    const display = liveDisplay(output)
    display.onEvent(started)
    display.onEvent(posts)
    at(50)
    const before = written.length
    display.onEvent(progress(100))
    assert.strictEqual(written.length, before)
    at(1000)
    display.onEvent(progress(250))
    assert.include(written.at(-1)!, "25 % of 1,000 bytes  250 bytes/s  3.0 s left")
    display.onEvent(finished)
    display.close()
    assert.include(text(), "  ran  posts       1,617 rows")
    assert.notInclude(text().split("\u001b[0J").at(-1)!, "%")
  })
})

describe("the JSON display", () => {
  it("prints each event as one line of JSON", () => {
    const { output, text } = recorder()
    const display = jsonDisplay(output)
    for (const event of [started, finished]) display.onEvent(event)
    assert.deepStrictEqual(
      text()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
      [started, finished]
    )
  })
})
