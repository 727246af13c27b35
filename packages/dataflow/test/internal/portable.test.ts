import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import { Utf8Column } from "../../src/Column.ts"
import type { ColumnType } from "../../src/ColumnType.ts"
import { describeType } from "../../src/ColumnType.ts"
import { copied, moved, type Place, pack, shared, unpack } from "../../src/internal/portable.ts"
import * as Table from "../../src/Table.ts"
import { columnTypes, valuesOf } from "../support/arbitraryColumns.ts"
import { messyColumn } from "../support/messyColumn.ts"

/** What another thread would get. */
const passed = <A>(value: A, place: (moves: Set<ArrayBuffer>) => Place): A => {
  const moves = new Set<ArrayBuffer>()
  const packed = pack(value, place(moves))
  return unpack(structuredClone(packed, { transfer: Array.from(moves) })) as A
}

const rowsOf = (type: ColumnType) => Arbitrary.array(valuesOf(type), { maxLength: 8 })

describe("values for another thread", () => {
  for (const type of columnTypes) {
    it.prop(
      `${describeType(type)}: arrive as they were, copied or moved, also as slices and off their start`,
      [rowsOf(type)],
      ([rows]) => {
        const contract = Table.contract("values", { a: type })
        const table = Table.fromRows(contract, rows.map((a) => ({ a })) as never)
        const half = rows.length >> 1
        const messy = Table.make(contract, { a: messyColumn(type, rows) } as never)
        for (const each of [
          table,
          Table.slice(table, half, rows.length),
          Table.slice(table, 0, half),
          Table.slice(messy, half, rows.length)
        ]) {
          const values = Table.toRows(each)
          assert.deepStrictEqual(Table.toRows(passed(each, copied)), values)
          assert.deepStrictEqual(Table.toRows(each), values)
        }
        const values = Table.toRows(table)
        assert.deepStrictEqual(Table.toRows(unpack(pack(table, shared)) as typeof table), values)
        assert.deepStrictEqual(Table.toRows(passed(table, moved)), values)
      }
    )
  }

  it("takes of a slice the rows that it has, not the memory that it lies in", () => {
    const column = Utf8Column.from(["long enough", "ab", "long enough"])
    const slice = passed(new Utf8Column(column.offsets.subarray(1, 3), column.bytes), copied)
    assert.deepStrictEqual(slice, new Utf8Column(Int32Array.of(0, 2), new TextEncoder().encode("ab")))
    assert.strictEqual(slice.bytes.buffer.byteLength, 2)
  })

  it("moves an array that has its memory for itself, and copies one that is part of a larger one", () => {
    const whole = Float64Array.of(1, 2)
    const larger = Float64Array.of(3, 4, 5)
    assert.deepStrictEqual(passed([whole, larger.subarray(1)], moved), [Float64Array.of(1, 2), Float64Array.of(4, 5)])
    assert.deepStrictEqual([whole.length, larger.length], [0, 3])
  })

  it("does not copy what is in shared memory", () => {
    const array = new Int32Array(new SharedArrayBuffer(8), 4)
    for (const place of [copied, moved, () => shared]) assert.strictEqual(pack(array, place(new Set())), array)
  })

  it("keeps numbers, texts, undefined, and arrays and objects of them, without taking one for another", () => {
    const value = { a: [], b: [0, [1, "2"]], c: {}, d: { e: undefined, f: null }, g: [Number.NaN, -0, 3n, true] }
    assert.deepStrictEqual(passed(value, copied), value)
  })
})
