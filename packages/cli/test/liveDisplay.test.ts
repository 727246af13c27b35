import { assert, describe, it } from "@effect/vitest"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import { displayWidth } from "../src/output/displayWidth.ts"
import { liveDisplay } from "../src/output/liveDisplay.ts"
import { makeLiveLines } from "../src/output/liveLines.ts"

const started = (...nodes: ReadonlyArray<string>): RunEvent => ({ _tag: "RunStarted", study: "s", corpus: "c", nodes })
const begins = (node: string): RunEvent => ({ _tag: "NodeStarted", node, reasons: [{ kind: "missing", detail: "" }] })
const progress = (done: number, total: number | null = 1000): RunEvent => ({
  _tag: "NodeProgress",
  node: "posts",
  done,
  total,
  unit: "bytes"
})
const task = (name: string): RunEvent => ({ _tag: "TaskFinished", node: "posts", task: name, reasons: [], seconds: 1 })
const ends = (node: string): RunEvent => ({
  _tag: "NodeFinished",
  node,
  status: "ran",
  reasons: [{ kind: "missing", detail: "" }],
  seconds: 1.26,
  outputs: { [node]: { digest: "d", bytes: 9, rows: 1617 } },
  warnings: []
})

/** The live lines `seconds` after the last of the events, each of which stands with the second in which it comes. */
const linesAt = (seconds: number, events: ReadonlyArray<readonly [second: number, event: RunEvent]>, rows = 24) => {
  const live = makeLiveLines()
  for (const [second, event] of events) live.onEvent(event, second * 1000)
  return live.lines({ now: seconds * 1000, columns: 80, rows, nameWidth: 6, memory: 312_345_678 })
}

describe("live lines", () => {
  it("show elapsed time, share, rate and time left of a stage, and below it the whole run", () => {
    const events = [
      [0, started("posts", "topics", "report")],
      [1, begins("posts")],
      [5, progress(250)]
    ] as const
    assert.deepStrictEqual(linesAt(5, events), [
      "   …   posts    0:04   25 % of 1.0 kB  63 B/s  0:12 left",
      "       1 running · 0 of 3 done · 310 MB · 0:05"
    ])
  })

  it("let time move on while a stage is silent, and leave out a time left that has run out", () => {
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [4, progress(500)]
    ] as const
    assert.strictEqual(linesAt(6, events)[0], "   …   posts    0:06   50 % of 1.0 kB  125 B/s  0:02 left")
    assert.strictEqual(linesAt(9, events)[0], "   …   posts    0:09   50 % of 1.0 kB  125 B/s")
    assert.strictEqual(linesAt(75, events)[1], "       1 running · 0 of 1 done · 310 MB · 1:15")
  })

  it("say what is done without a share where nobody knows how much there is", () => {
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [4, progress(500, null)]
    ] as const
    assert.strictEqual(linesAt(4, events)[0], "   …   posts    0:04  500 B  125 B/s")
  })

  it("count the tasks of a mapped stage with its hits; the time left is told by those that ran", () => {
    const planned: RunEvent = { _tag: "TasksPlanned", node: "posts", hits: 26, toRun: 4 }
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [0, planned],
      [10, task("a.csv")]
    ] as const
    assert.strictEqual(linesAt(10, events)[0], "   …   posts    0:10  27 of 30 tasks (26 hits)  0:30 left")
    const all = [...events, [20, task("b")], [20, task("c")], [20, task("d")]] as const
    assert.strictEqual(linesAt(21, all)[0], "   …   posts    0:21  30 of 30 tasks (26 hits)  combining")
  })

  it("tell the share and time left of several tasks by their amounts where these are known", () => {
    const planned: RunEvent = { _tag: "TasksPlanned", node: "posts", hits: 1, toRun: 2 }
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [0, planned],
      [1, task("small.csv")],
      [4, progress(200)]
    ] as const
    assert.strictEqual(
      linesAt(4, events)[0],
      "   …   posts    0:04  2 of 3 tasks (1 hit)   20 % of 1.0 kB  50 B/s  0:16 left"
    )
  })

  it("say that the one task has ended and its result is put together", () => {
    const planned: RunEvent = { _tag: "TasksPlanned", node: "posts", hits: 0, toRun: 1 }
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [0, planned],
      [3, progress(1000)],
      [4, task("a.csv")]
    ] as const
    assert.strictEqual(linesAt(5, events)[0], "   …   posts    0:05  combining")
  })

  it("say amounts and no tasks where there is one task only, and rates below ten with a decimal", () => {
    const planned: RunEvent = { _tag: "TasksPlanned", node: "posts", hits: 0, toRun: 1 }
    const slow: RunEvent = { _tag: "NodeProgress", node: "posts", done: 5, total: null, unit: "posts" }
    const events = [
      [0, started("posts")],
      [0, begins("posts")],
      [0, planned],
      [4, slow]
    ] as const
    assert.strictEqual(linesAt(4, events)[0], "   …   posts    0:04  5 posts  1.3 posts/s")
  })

  it("are gone with the stage, and before and after the run", () => {
    assert.deepStrictEqual(linesAt(1, []), [])
    const done = [
      [0, started("posts")],
      [0, begins("posts")],
      [1, ends("posts")]
    ] as const
    assert.deepStrictEqual(linesAt(1, done), ["       1 of 1 done · 310 MB · 0:01"])
    const end: RunEvent = { _tag: "RunFinished", ok: true, seconds: 1, peakBytes: 0 }
    assert.deepStrictEqual(linesAt(2, [...done, [2, end]]), [])
  })

  it("fit the rows of the terminal, with a count of those that do not", () => {
    const names = ["a", "b", "c", "d", "e"]
    const lines = linesAt(0, [[0, started(...names)], ...names.map((name) => [0, begins(name)] as const)], 5)
    assert.deepStrictEqual(lines, [
      "   …   a        0:00",
      "   …   b        0:00",
      "   …   and 3 more",
      "       5 running · 0 of 5 done · 310 MB · 0:00"
    ])
  })

  it("are cut to fewer columns than the terminal has, and clean of escapes from data", () => {
    const live = makeLiveLines()
    for (const event of [started("日本語\u001b[2J"), begins("日本語\u001b[2J")]) live.onEvent(event, 0)
    const lines = live.lines({ now: 0, columns: 14, rows: 24, nameWidth: 6, memory: 0 })
    assert.strictEqual(lines[0], "   …   日本…")
    assert.isTrue(lines.every((line) => displayWidth(line) < 14 && !line.includes("\u001b")))
  })
})

/** A terminal that keeps what is written to it; its timer goes by `tick`. */
const terminal = () => {
  const written: Array<string> = []
  const state = { now: 0, columns: 80, isTicking: false }
  let call = () => {}
  const display = liveDisplay({
    write: (text) => void written.push(text),
    get columns() {
      return state.columns
    },
    rows: 24,
    now: () => state.now,
    memory: () => 312_345_678,
    every: (_, again) => {
      state.isTicking = true
      call = again
      return () => {
        state.isTicking = false
      }
    }
  })
  return { display, written, state, tick: () => call() }
}

describe("the live display", () => {
  it("draws progress at most ten times a second, and all else at once", () => {
    const { display, written, state } = terminal()
    for (const event of [started("posts"), begins("posts")]) display.onEvent(event)
    const before = written.length
    state.now = 50
    display.onEvent(progress(100))
    assert.lengthOf(written, before)
    state.now = 1000
    display.onEvent(progress(250))
    assert.lengthOf(written, before + 1)
    assert.include(written.at(-1)!, "25 % of 1.0 kB  250 B/s  0:03 left")
  })

  it("moves on by its timer, which writes nothing where nothing has changed and stops when the run is over", () => {
    const { display, written, state, tick } = terminal()
    assert.isFalse(state.isTicking)
    for (const event of [started("posts"), begins("posts")]) display.onEvent(event)
    assert.isTrue(state.isTicking)
    const before = written.length
    tick()
    assert.lengthOf(written, before)
    state.now = 1000
    tick()
    assert.include(written.at(-1)!, "0:01")
    display.close()
    assert.isFalse(state.isTicking)
  })

  it("leaves only the lines that stay", () => {
    const { display, written } = terminal()
    for (const event of [started("posts"), begins("posts"), progress(1), ends("posts")]) display.onEvent(event)
    display.close()
    assert.include(written.join(""), "\u001b[2A\u001b[0J  ran  posts")
    assert.strictEqual(written.at(-1), "\u001b[1A\u001b[0J")
  })

  it("goes up as many rows as its lines take after the terminal has become narrower", () => {
    const { display, written, state } = terminal()
    for (const event of [started("posts"), begins("posts")]) display.onEvent(event)
    state.columns = 20
    display.onEvent(ends("posts"))
    // "   …   posts   0:00" is one row of 20 columns, "       1 running · 0 of 1 done · 310 MB · 0:00" three.
    assert.isTrue(written.at(-1)!.startsWith("\u001b[4A\u001b[0J"))
  })
})
