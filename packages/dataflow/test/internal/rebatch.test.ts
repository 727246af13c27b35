import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { Utf8Column } from "../../src/Column.ts"
import { makeCutter } from "../../src/internal/rebatch.ts"
import * as Table from "../../src/Table.ts"

const Text = Table.contract("texts", { text: Table.utf8 })

/** Rows whose bytes, by the rule, are 4 and the given lengths. */
const texts = (lengths: ReadonlyArray<number>) =>
  Table.make(Text, { text: Utf8Column.from(lengths.map((length) => "x".repeat(length))) })

/** Rows of each record batch, the open one last. */
const batchRows = (limits: { rows: number; bytes: number }, batches: ReadonlyArray<Table.Batch<typeof Text>>) => {
  const cut = makeCutter(limits)
  const rows = [0]
  for (const { start, end, closes } of batches.flatMap((batch) => cut(batch))) {
    rows[rows.length - 1]! += end - start
    if (closes) rows.push(0)
  }
  return rows
}

describe("rebatch.makeCutter", () => {
  it("closes a batch at the limit of rows", () => {
    assert.deepStrictEqual(batchRows({ rows: 3, bytes: 1000 }, [texts([1, 1, 1, 1, 1, 1, 1])]), [3, 3, 1])
  })

  it("closes a batch that reaches the limit of bytes exactly, and before a row that would pass it", () => {
    assert.deepStrictEqual(batchRows({ rows: 99, bytes: 20 }, [texts([6, 6, 6, 7, 6])]), [2, 1, 1, 1])
  })

  it("gives a row beyond the limit a batch of its own", () => {
    assert.deepStrictEqual(batchRows({ rows: 99, bytes: 20 }, [texts([1, 100, 1, 200])]), [1, 1, 1, 1, 0])
  })

  it("goes on with the open batch when the next rows come", () => {
    assert.deepStrictEqual(batchRows({ rows: 3, bytes: 20 }, [texts([6]), texts([6, 1]), texts([1, 1])]), [2, 3, 0])
  })

  it("counts a null as an empty value, whatever stands in its slot", () => {
    const Nullable = Table.contract("texts", { text: Table.nullable(Table.utf8) })
    const table = Table.fromRows(Nullable, [{ text: "xxxxx" }, { text: null }, { text: "" }])
    const { values } = table.columns.text
    const hidden = Table.make(Nullable, { text: { length: 3, values, valid: Uint8Array.of(0, 0, 1) } })
    const parts = (batch: Table.Batch<typeof Nullable>, bytes: number) => makeCutter({ rows: 99, bytes })(batch)
    assert.deepStrictEqual(parts(table, 16), [
      { start: 0, end: 2, closes: true },
      { start: 2, end: 3, closes: false }
    ])
    assert.deepStrictEqual(parts(hidden, 16), [{ start: 0, end: 3, closes: false }])
  })

  it("throws on a row of more than 1 GiB", () => {
    const Wide = Table.contract("wide", { row: Table.list(Table.float64) })
    const values = { length: 2 ** 28 } as Float64Array
    const table = {
      contract: Wide,
      numRows: 1,
      columns: { row: { length: 1, offsets: Int32Array.of(0, 2 ** 28), values } }
    }
    assert.throws(() => makeCutter({ rows: 9, bytes: 9 })(table), /row 0 has 2147483652 bytes/)
  })

  const lengths = Arbitrary.array(Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 }))), {
    maxLength: 60
  })
  const sizes = Arbitrary.array(Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 }))), {
    minLength: 1
  })

  it.prop("cuts where a row-by-row count cuts, however the rows arrive", [lengths, sizes], ([lengths, sizes]) => {
    const limits = { rows: 4, bytes: 50 }
    const batches = []
    for (let start = 0, i = 0; start < lengths.length; i++) {
      const end = start + sizes[i % sizes.length]!
      batches.push(texts(lengths.slice(start, end)))
      start = end
    }
    assert.deepStrictEqual(batchRows(limits, batches), rowByRow(limits, lengths))
  })
})

const rowByRow = (limits: { rows: number; bytes: number }, lengths: ReadonlyArray<number>) => {
  const batches: Array<number> = []
  let rows = 0
  let bytes = 0
  const close = () => {
    batches.push(rows)
    rows = bytes = 0
  }
  for (const length of lengths) {
    if (rows > 0 && bytes + 4 + length > limits.bytes) close()
    rows++
    bytes += 4 + length
    if (rows >= limits.rows || bytes >= limits.bytes) close()
  }
  return [...batches, rows]
}
