import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Sink } from "../src/output/sinks.ts"
import * as Screen from "../src/Screen.ts"
import { keeper } from "./support/pipelineIn.ts"

const hostile = "a\u001b[31mb\u009b\u202e"
const clean = "a�[31mb��"

const screenOf = (columns?: number, env: Record<string, string> = {}) => {
  const out = keeper(columns === undefined ? undefined : { columns })
  const err = keeper(undefined)
  return { screen: Screen.make({ stdout: out.sink, stderr: err.sink, env }), out, err }
}

describe("the screen", () => {
  it("cleans lines for people everywhere, line by line", () => {
    const { screen, out, err } = screenOf()
    screen.line(`${hostile}\nsecond`)
    screen.error(hostile)
    assert.strictEqual(out.text(), `${clean}\nsecond\n`)
    assert.strictEqual(err.text(), `${clean}\n`)
  })

  it.effect("keeps data as they are in a pipe and cleans them on a terminal, also where a character is split", () =>
    Effect.gen(function* () {
      const bytes = new TextEncoder().encode(`é,${hostile}\n`)
      const write = (screen: Screen.Screen["Service"]) =>
        Effect.gen(function* () {
          yield* screen.data(`${hostile}\n`)
          yield* screen.data(bytes.subarray(0, 1))
          yield* screen.data(bytes.subarray(1))
          screen.json({ title: "\u202e" })
        })
      const pipe = screenOf()
      yield* write(pipe.screen)
      assert.strictEqual(pipe.out.text(), `${hostile}\né,${hostile}\n{"title":"\u202e"}\n`)
      const terminal = screenOf(80)
      yield* write(terminal.screen)
      assert.strictEqual(terminal.out.text(), `${clean}\né,${clean}\n{"title":"�"}\n`)
    })
  )

  it.effect("writes nothing more once the reader has gone, and fails nothing", () =>
    Effect.gen(function* () {
      let writes = 0
      let tell: (error: NodeJS.ErrnoException) => void = () => {}
      const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" })
      const stdout: Sink = {
        write: (_, done) => {
          writes++
          tell(gone)
          done?.(gone)
        },
        on: (_, listener) => {
          tell = listener
        }
      }
      const screen = Screen.make({ stdout, stderr: keeper(undefined).sink, env: {} })
      assert.isFalse(screen.isAbandoned())
      yield* screen.data("one")
      yield* screen.data("two")
      screen.line("three")
      assert.isTrue(screen.isAbandoned())
      assert.isFalse(screen.hasFailed())
      assert.strictEqual(writes, 1)
    })
  )

  it.effect("says once on standard error where standard output cannot be written, and remembers it", () =>
    Effect.gen(function* () {
      let tell: (error: NodeJS.ErrnoException) => void = () => {}
      const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28 })
      const stdout: Sink = {
        write: (_, done) => {
          tell(full)
          done?.(full)
        },
        on: (_, listener) => {
          tell = listener
        }
      }
      const err = keeper(undefined)
      const screen = Screen.make({ stdout, stderr: err.sink, env: {} })
      assert.isFalse(screen.hasFailed())
      yield* screen.data("one")
      screen.line("two")
      assert.isTrue(screen.hasFailed())
      assert.isTrue(screen.isAbandoned())
      assert.strictEqual(
        err.text(),
        "error: standard output cannot be written (no space left on device); what it holds is not complete\n"
      )
    })
  )

  it("gives tables the terminal's width, else that of COLUMNS, else 160", () => {
    assert.strictEqual(screenOf(72, { COLUMNS: "90" }).screen.tableColumns, 72)
    assert.strictEqual(screenOf(undefined, { COLUMNS: "90" }).screen.tableColumns, 90)
    assert.strictEqual(screenOf(undefined, { COLUMNS: "wide" }).screen.tableColumns, 160)
    assert.strictEqual(screenOf().screen.tableColumns, 160)
  })
})
