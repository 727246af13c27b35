import { assert, describe, it } from "@effect/vitest"
import { describeDifference, firstDifference } from "@praxis/dataflow/firstDifference"
import * as Table from "@praxis/dataflow/Table"
import { tableHandle } from "@praxis/dataflow/testing"
import { Effect } from "effect"

const Shares = Table.contract("shares", { topic: Table.int32, share: Table.float64, name: Table.nullable(Table.utf8) })
const shares = (...rows: ReadonlyArray<readonly [number, number, string | null]>) =>
  Table.fromRows(
    Shares,
    rows.map(([topic, share, name]) => ({ topic, share, name }))
  )

const between = <K extends Table.AnyContract>(a: Table.Table<K>, b: Table.Table<K>, batchA = 3, batchB = 2) =>
  firstDifference(tableHandle(a, batchA), tableHandle(b, batchB))

describe("firstDifference", () => {
  it.effect("finds nothing where all values are equal, however the batches are cut", () =>
    Effect.gen(function* () {
      const rows = shares([0, 0.5, "a"], [1, 0.25, null], [2, 0.25, "c"], [3, 0, "d"], [4, 0, "e"])
      assert.isUndefined(yield* between(rows, rows, 2, 5))
      assert.isUndefined(yield* between(shares(), shares()))
    })
  )

  it.effect("names the first row, and in it the first column", () =>
    Effect.gen(function* () {
      const a = shares([0, 0.5, "a"], [1, 0.25, "b"], [2, 0.25, "c"], [3, 0, "d"])
      const b = shares([0, 0.5, "a"], [1, 0.25, "b"], [2, 0.125, "x"], [9, 0, "d"])
      const expected = { kind: "cell", row: 2, column: "share", a: "0.25", b: "0.125" } as const
      assert.deepStrictEqual(yield* between(a, b), expected)
      assert.strictEqual(
        describeDifference(expected, "the first run", "the second"),
        "row 2, column share: 0.25 in the first run, 0.125 in the second"
      )
    })
  )

  it.effect("takes NaN for equal to NaN, −0 to 0, and the slot of a null for nothing", () =>
    Effect.gen(function* () {
      const slot = (value: string) => {
        const { columns } = shares([0, Number.NaN, value], [1, value === "a" ? 0 : -0, "z"])
        const name = Object.assign(Object.create(Object.getPrototypeOf(columns.name)), columns.name, {
          valid: Uint8Array.of(0, 1)
        })
        return Table.make(Shares, { ...columns, name })
      }
      assert.isUndefined(yield* between(slot("a"), slot("b")))
    })
  )

  it.effect("tells a null from an empty text and from the number 0", () =>
    Effect.gen(function* () {
      const found = yield* between(shares([0, 0, null]), shares([0, 0, ""]))
      assert.deepStrictEqual(found, { kind: "cell", row: 0, column: "name", a: "null", b: '""' })
    })
  )

  it.effect("gives the numbers of rows where one table only goes on", () =>
    Effect.gen(function* () {
      const a = shares([0, 1, "a"], [1, 1, "b"], [2, 1, "c"], [3, 1, "d"])
      assert.deepStrictEqual(yield* between(a, shares([0, 1, "a"])), { kind: "rows", a: 4, b: 1 })
      assert.deepStrictEqual(yield* between(shares(), a), { kind: "rows", a: 0, b: 4 })
      const changed = yield* between(a, shares([7, 1, "a"]))
      assert.deepStrictEqual(changed, { kind: "cell", row: 0, column: "topic", a: "0", b: "7" })
    })
  )

  it.effect("compares no values where the columns differ", () =>
    Effect.gen(function* () {
      const Other = Table.contract("shares", { topic: Table.int32, share: Table.float32 })
      const other = Table.fromRows(Other, [{ topic: 0, share: 0 }]) as unknown as Table.Table<typeof Shares>
      assert.deepStrictEqual(yield* between(shares([0, 0, ""]), other), {
        kind: "columns",
        a: "topic: int32, share: float64, name: utf8?",
        b: "topic: int32, share: float32"
      })
    })
  )

  it.effect("compares lists, fixed lists, 64-bit integers, instants and flags by value", () =>
    Effect.gen(function* () {
      const All = Table.contract("all", {
        words: Table.list(Table.utf8),
        vector: Table.fixedList(Table.float64, "dims"),
        big: Table.int64,
        at: Table.timestamp,
        flag: Table.bool
      })
      const row = { words: ["a", "bc"], vector: [1, 2], big: 2n ** 60n, at: 0, flag: true }
      const found = (change: Partial<Table.RowOf<typeof All>>) =>
        between(
          Table.fromRows(All, [row, row], { dims: 2 }),
          Table.fromRows(All, [row, { ...row, ...change }], { dims: 2 })
        )
      assert.isUndefined(yield* found({}))
      const cell = (column: string, a: string, b: string) => ({ kind: "cell" as const, row: 1, column, a, b })
      assert.deepStrictEqual(yield* found({ words: ["ab", "c"] }), cell("words", '["a", "bc"]', '["ab", "c"]'))
      assert.deepStrictEqual(yield* found({ words: ["a"] }), cell("words", '["a", "bc"]', '["a"]'))
      assert.deepStrictEqual(yield* found({ vector: [1, 3] }), cell("vector", "[1, 2]", "[1, 3]"))
      assert.deepStrictEqual(
        yield* found({ big: 2n ** 60n + 1n }),
        cell("big", "1152921504606846976", "1152921504606846977")
      )
      assert.deepStrictEqual(
        yield* found({ at: 1 }),
        cell("at", "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.001Z")
      )
      assert.deepStrictEqual(yield* found({ flag: false }), cell("flag", "true", "false"))
      const wider = Table.fromRows(All, [{ ...row, vector: [1, 2, 0] }], { dims: 3 })
      const other = yield* between(Table.fromRows(All, [row], { dims: 2 }), wider)
      assert.deepStrictEqual(other, { ...cell("vector", "[1, 2]", "[1, 2, 0]"), row: 0 })
    })
  )

  it.effect("shows of long texts the part where they differ", () =>
    Effect.gen(function* () {
      const text = (middle: string) => shares([0, 0, `${"x".repeat(500)}${middle}${"y".repeat(500)}`])
      const found = yield* between(text("1"), text("2"))
      assert.deepStrictEqual(found, {
        kind: "cell",
        row: 0,
        column: "name",
        a: `…${"x".repeat(24)}1${"y".repeat(95)}…`,
        b: `…${"x".repeat(24)}2${"y".repeat(95)}…`
      })
    })
  )
})
