/** What must and must not compile. The type checker is the test: an unused `@ts-expect-error` is an error. */
import { assert, describe, it } from "@effect/vitest"
import type { FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "../src/Column.ts"
import * as Table from "../src/Table.ts"

const Docs = Table.contract("docs", {
  doc: Table.uint32,
  id: Table.utf8,
  asked: Table.timestamp,
  open: Table.bool,
  views: Table.int64,
  score: Table.nullable(Table.float64),
  tags: Table.list(Table.utf8),
  vector: Table.fixedList(Table.float32, "dims")
})

/** Compiles where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>) => {}

type Columns = Table.ColumnsOf<typeof Docs>
type Row = Table.RowOf<typeof Docs>

const row: Row = {
  doc: 1,
  id: "a",
  asked: 0,
  open: true,
  views: 3n,
  score: null,
  tags: ["svm"],
  vector: [1, 2]
}

describe("types of Table", () => {
  it("has a typed array or a structure of such for each column", () => {
    same<Columns["doc"], Uint32Array>(true)
    same<Columns["id"], Utf8Column>(true)
    same<Columns["asked"], Float64Array>(true)
    same<Columns["open"], Uint8Array>(true)
    same<Columns["views"], BigInt64Array>(true)
    same<Columns["score"], NullableColumn<Float64Array>>(true)
    same<Columns["tags"], ListColumn<Utf8Column>>(true)
    same<Columns["vector"], FixedListColumn<Float32Array>>(true)
    // @ts-expect-error: a uint32 column is no Float64Array
    same<Columns["doc"], Float64Array>(true)
  })

  it("has a plain value for each column of a row", () => {
    same<Row["doc"], number>(true)
    same<Row["views"], bigint>(true)
    same<Row["score"], number | null>(true)
    same<Row["tags"], ReadonlyArray<string>>(true)
    // @ts-expect-error: doc is never null
    same<Row["doc"], number | null>(true)
  })

  it("refuses columns that the contract does not have", () => {
    const table = Table.fromRows(Docs, [row], { dims: 2 })
    assert.strictEqual(table.columns.doc[0], 1)
    // @ts-expect-error: there is no column `title`
    assert.strictEqual(table.columns.title, undefined)
    // @ts-expect-error: columns cannot be replaced
    assert.doesNotThrow(() => (Object.assign({}, table).columns.doc = table.columns.doc))
  })

  it("refuses rows and columns of other types", () => {
    // @ts-expect-error: an id is text
    assert.throws(() => Table.fromRows(Docs, [{ ...row, id: 1 }], { dims: 2 }))
    // @ts-expect-error: views are bigint
    assert.throws(() => Table.fromRows(Docs, [{ ...row, views: 1 }], { dims: 2 }))
    const { doc: _, ...withoutDoc } = row
    // @ts-expect-error: doc is missing
    assert.throws(() => Table.fromRows(Docs, [withoutDoc], { dims: 2 }))
    const Numbers = Table.contract("numbers", { n: Table.int32 })
    // @ts-expect-error: an int32 column is no Float32Array
    assert.strictEqual(Table.make(Numbers, { n: Float32Array.of(1) }).numRows, 1)
    // @ts-expect-error: the column n is missing
    assert.throws(() => Table.make(Numbers, {}))
  })

  it("refuses types that no column has", () => {
    // @ts-expect-error: a null within a list has no form in memory
    assert.isObject(Table.list(Table.nullable(Table.int8)))
    // @ts-expect-error: a value is nullable once
    assert.isObject(Table.nullable(Table.nullable(Table.int8)))
  })

  it("keeps batches of one contract out of functions for another", () => {
    const count = (batch: Table.Batch<typeof Docs>) => batch.numRows
    const Numbers = Table.contract("numbers", { n: Table.int32 })
    // @ts-expect-error: another contract
    assert.strictEqual(count(Table.make(Numbers, { n: Int32Array.of(1) })), 1)
  })
})
