import { assert, describe, it } from "@effect/vitest"
import { Arbitrary } from "effect"
import {
  type AnyColumn,
  FixedListColumn,
  ListColumn,
  NullableColumn,
  Utf8Builder,
  Utf8Column,
  valueAt
} from "../src/Column.ts"
import * as ColumnBuilder from "../src/ColumnBuilder.ts"
import { type ColumnType, describeType } from "../src/ColumnType.ts"
import { concatColumns } from "../src/concatColumns.ts"
import { sliceColumn } from "../src/sliceColumn.ts"
import * as Table from "../src/Table.ts"
import { columnTypes, valuesOf } from "./support/arbitraryColumns.ts"
import { messyColumn } from "./support/messyColumn.ts"

const valuesIn = (type: ColumnType, column: AnyColumn) =>
  Array.from({ length: column.length }, (_, i) => valueAt(type, column as never, i))

describe("Utf8Column", () => {
  it("gives each row's text and bytes", () => {
    const column = Utf8Column.from(["a", "", "ü", "👩‍🔬"])
    assert.strictEqual(column.length, 4)
    assert.deepStrictEqual([...column], ["a", "", "ü", "👩‍🔬"])
    assert.deepStrictEqual([...column.bytesAt(2)], [0xc3, 0xbc])
    assert.deepStrictEqual([...column.offsets], [0, 1, 1, 3, 14])
  })

  it("keeps a byte order mark at the front of a row", () => {
    assert.strictEqual(Utf8Column.from(["\uFEFFtext"]).at(0), "\uFEFFtext")
  })

  it("reads text in shared memory", () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(2))
    bytes.set([104, 105])
    assert.strictEqual(new Utf8Column(Int32Array.of(0, 2), bytes).at(0), "hi")
  })

  it("stores a lone surrogate as U+FFFD", () => {
    assert.strictEqual(Utf8Column.from(["a\ud800b"]).at(0), "a\ufffdb")
  })
})

describe("Utf8Builder", () => {
  it("cuts its memory to size and goes on after finish", () => {
    const builder = new Utf8Builder()
    builder.append("one")
    builder.appendBytes(Uint8Array.of(50))
    const column = builder.finish()
    builder.append("three")
    assert.deepStrictEqual([...column], ["one", "2"])
    assert.strictEqual(column.bytes.buffer.byteLength, 4)
    assert.deepStrictEqual([...builder.finish()], ["one", "2", "three"])
    assert.strictEqual(builder.length, 3)
    assert.strictEqual(builder.byteLength, 9)
  })

  it("grows over many rows and long ones", () => {
    const rows = Array.from({ length: 300 }, (_, i) => "語".repeat(i))
    assert.deepStrictEqual([...Utf8Column.from(rows)], rows)
  })
})

describe("slice", () => {
  it("is a view on the same memory", () => {
    const column = Float64Array.of(1, 2, 3)
    const part = sliceColumn(column, 1, 3)
    part[0] = 9
    assert.deepStrictEqual([...column], [1, 9, 3])
  })

  it("cuts rows, not items, of lists of equal width", () => {
    const column = new FixedListColumn(3, 2, Int32Array.of(1, 2, 3, 4, 5, 6))
    assert.deepStrictEqual(valuesIn(Table.fixedList(Table.int32, 2), sliceColumn(column, 1, 3)), [
      [3, 4],
      [5, 6]
    ])
  })
})

describe("concat", () => {
  it("leaves out what lies before, behind and between the rows of its parts", () => {
    const text = new Utf8Column(Int32Array.of(2, 3, 4), new TextEncoder().encode("..ab..."))
    const joined = concatColumns(Table.utf8, [text, text])
    assert.deepStrictEqual([...joined.offsets], [0, 1, 2, 3, 4])
    assert.strictEqual(new TextDecoder().decode(joined.bytes), "abab")

    const lists = new ListColumn(Int32Array.of(1, 3), Int32Array.of(0, 5, 6, 0))
    const joinedLists = concatColumns(Table.list(Table.int32), [lists, lists])
    assert.deepStrictEqual([...joinedLists.offsets], [0, 2, 4])
    assert.deepStrictEqual([...joinedLists.values], [5, 6, 5, 6])

    const spare = new FixedListColumn(1, 2, Int32Array.of(1, 2, 99, 99))
    assert.deepStrictEqual([...concatColumns(Table.fixedList(Table.int32, "n"), [spare, spare]).values], [1, 2, 1, 2])

    const nullable = new NullableColumn(Int32Array.of(1, 99), Uint8Array.of(1))
    assert.deepStrictEqual([...concatColumns(Table.nullable(Table.int32), [nullable, nullable]).values], [1, 1])
  })

  it("takes the width of fixed lists from a part with rows, and refuses two widths", () => {
    const type = Table.fixedList(Table.int32, "n")
    const part = (rows: number, width: number) => new FixedListColumn(rows, width, new Int32Array(rows * width))
    assert.strictEqual(concatColumns(type, [part(0, 0), part(1, 3)]).width, 3)
    assert.strictEqual(concatColumns(type, [part(0, 4)]).width, 4)
    assert.throws(() => concatColumns(type, [part(1, 2), part(1, 3)]), /different widths/)
  })

  it("makes a column of no rows out of no part", () => {
    assert.strictEqual(concatColumns(Table.utf8, []).length, 0)
    assert.strictEqual(concatColumns(Table.fixedList(Table.int8, 3), []).width, 3)
  })
})

for (const type of columnTypes) {
  describe(`columns of ${describeType(type)}`, () => {
    const cases = Arbitrary.array(valuesOf(type), { maxLength: 9 })

    it.prop("hold what was appended, also in pieces and joined again", [cases], ([rows]) => {
      const builder = ColumnBuilder.make(type)
      for (const row of rows) builder.append(row)
      const column = builder.finish() as AnyColumn
      const middle = Math.floor(rows.length / 2)
      const pieces = [sliceColumn(column, 0, middle), sliceColumn(column, middle, rows.length)]
      assert.deepStrictEqual(
        valuesIn(type, column),
        rows.map((row) => stored(type, row))
      )
      assert.deepStrictEqual(valuesIn(type, concatColumns(type, pieces as never)), valuesIn(type, column))
    })

    it.prop("read the same whatever stands around their values", [cases], ([rows]) => {
      const column = messyColumn(type, rows)
      const expected = rows.map((row) => plusZero(stored(type, row)))
      assert.deepStrictEqual(valuesIn(type, column).map(plusZero), expected)
    })
  })
}

/** What a column keeps of a value: float32 rounds, and lone surrogates become U+FFFD. */
const stored = (type: ColumnType, value: any): unknown => {
  if (value === null) return null
  switch (type.kind) {
    case "nullable":
      return stored(type.of, value)
    case "list":
    case "fixedList":
      return value.map((item: unknown) => stored(type.of, item))
    case "float32":
      return Math.fround(value)
    case "utf8":
      return value.toWellFormed()
    default:
      return value
  }
}

const plusZero = (value: unknown): unknown => (value === 0 ? 0 : Array.isArray(value) ? value.map(plusZero) : value)
