import { assert, describe, it } from "@effect/vitest"
import * as ColumnBuilder from "../src/ColumnBuilder.ts"
import type { ColumnType } from "../src/ColumnType.ts"
import * as Table from "../src/Table.ts"

const appending = (type: ColumnType, value: unknown) => () => ColumnBuilder.make(type).append(value as never)

describe("ColumnBuilder", () => {
  it("takes the limits of each whole-number type and refuses the next number", () => {
    const limits = [
      [Table.int8, -128, 127],
      [Table.int16, -32_768, 32_767],
      [Table.int32, -2_147_483_648, 2_147_483_647],
      [Table.uint8, 0, 255],
      [Table.uint16, 0, 65_535],
      [Table.uint32, 0, 4_294_967_295],
      [Table.timestamp, -8.64e15, 8.64e15]
    ] as const
    for (const [type, min, max] of limits) {
      const builder = ColumnBuilder.make(type)
      builder.append(min)
      builder.append(max)
      assert.deepStrictEqual(Array.from(builder.finish()), [min, max])
      assert.throws(appending(type, min - 1), RangeError)
      assert.throws(appending(type, max + 1), RangeError)
      assert.throws(appending(type, 0.5), /0.5 is no/)
      assert.throws(appending(type, Number.NaN), /NaN is no/)
    }
  })

  it("takes the limits of 64-bit whole numbers as bigint", () => {
    const int64 = ColumnBuilder.make(Table.int64)
    int64.append(-(2n ** 63n))
    int64.append(2n ** 63n - 1n)
    assert.deepStrictEqual(int64.finish(), BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n))
    assert.throws(appending(Table.int64, 2n ** 63n), RangeError)
    assert.throws(appending(Table.uint64, -1n), RangeError)
    assert.throws(appending(Table.uint64, 2n ** 64n), RangeError)
    assert.throws(appending(Table.uint64, 1), RangeError)
  })

  it("refuses values of another kind", () => {
    assert.throws(appending(Table.utf8, 1), /expected a string, found 1/)
    assert.throws(appending(Table.float64, "1"), /expected a number, found 1/)
    assert.throws(appending(Table.bool, undefined), /expected true or false, found undefined/)
    assert.throws(appending(Table.bool, 1), /expected true or false, found 1/)
    assert.throws(appending(Table.nullable(Table.bool), undefined), /found undefined/)
    assert.throws(appending(Table.fixedList(Table.int8, 2), [1]), /expected 2 values, found 1/)
  })

  it("asks for the width of a fixed list that a parameter gives", () => {
    const type = Table.fixedList(Table.float32, "dims")
    assert.throws(() => ColumnBuilder.make(type), /give dims/)
    const builder = ColumnBuilder.make(type, { dims: 2 })
    builder.append([1, 2])
    assert.deepStrictEqual(builder.finish().values, Float32Array.of(1, 2))
    assert.strictEqual(builder.finish().width, 2)
  })

  it("puts an empty value in the slot of a null", () => {
    const text = ColumnBuilder.make(Table.nullable(Table.utf8))
    text.append(null)
    text.append("a")
    assert.deepStrictEqual([...text.finish().values], ["", "a"])
    assert.deepStrictEqual(text.finish().valid, Uint8Array.of(0, 1))

    const vectors = ColumnBuilder.make(Table.nullable(Table.fixedList(Table.int64, 2)))
    vectors.append(null)
    assert.deepStrictEqual(vectors.finish().values.values, BigInt64Array.of(0n, 0n))
  })

  it("gives copies: a finished column does not change when more rows come", () => {
    const builder = ColumnBuilder.make(Table.list(Table.int32))
    builder.append([1, 2])
    const column = builder.finish()
    builder.append([3])
    assert.strictEqual(column.length, 1)
    assert.deepStrictEqual(column.values, Int32Array.of(1, 2))
    assert.deepStrictEqual(builder.finish().offsets, Int32Array.of(0, 2, 3))
  })

  it("grows past its first capacity", () => {
    const builder = ColumnBuilder.make(Table.uint32)
    for (let i = 0; i < 1000; i++) builder.append(i)
    assert.deepStrictEqual(
      builder.finish(),
      Uint32Array.from({ length: 1000 }, (_, i) => i)
    )
  })
})
