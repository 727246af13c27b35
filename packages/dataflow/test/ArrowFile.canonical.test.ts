import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import * as ArrowFile from "../src/ArrowFile.ts"
import type { ColumnType } from "../src/ColumnType.ts"
import { describeType } from "../src/ColumnType.ts"
import { makeWriter } from "../src/internal/encodeFile.ts"
import { joinBytes } from "../src/internal/joinBytes.ts"
import * as Table from "../src/Table.ts"
import { columnTypes, valuesOf } from "./support/arbitraryColumns.ts"
import { messyColumn } from "./support/messyColumn.ts"

/** Small enough that a few rows make several record batches, by rows and by bytes. */
const smallLimits = { rows: 5, bytes: 60 }

const written = (batches: ReadonlyArray<Table.Batch<Table.AnyContract>>): Uint8Array => {
  const { write, finish } = makeWriter(batches[0]!.contract, {}, smallLimits)
  const chunks = batches.flatMap((batch) => Array.from(write(batch), (chunk) => chunk.slice()))
  return joinBytes([...chunks, ...finish().chunks])
}

const inBatchesOf = (table: Table.Table<Table.AnyContract>, sizes: ReadonlyArray<number>) => {
  const batches: Array<Table.Batch<Table.AnyContract>> = []
  for (let start = 0, i = 0; start < table.numRows || i === 0; i++) {
    const end = Math.min(table.numRows, start + (sizes[i % sizes.length] ?? 1))
    batches.push(Table.slice(table, start, end))
    start = end
  }
  return batches
}

/** Two columns of a type, so that each is also tested off the start of a record batch's body. */
const rowsOf = (type: ColumnType) =>
  Arbitrary.array(Arbitrary.all({ a: valuesOf(type), b: valuesOf(type) }), { maxLength: 16 })

const sizes = Arbitrary.array(Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 }))), {
  minLength: 1
})

const contractOf = (type: ColumnType): Table.AnyContract => Table.contract("values", { a: type, b: type })

describe("ArrowFile: equal values give equal bytes", () => {
  for (const type of columnTypes) {
    it.prop(
      `${describeType(type)}: built, sliced, messy, decoded, re-batched`,
      [rowsOf(type), sizes],
      ([rows, sizes]) => {
        const contract = contractOf(type)
        const table = Table.fromRows(contract, rows)
        const bytes = written([table])

        const junk = rows.slice(0, 3)
        const larger = Table.fromRows(contract, [...junk, ...rows, ...junk])
        assert.deepStrictEqual(written([Table.slice(larger, junk.length, junk.length + rows.length)]), bytes, "sliced")

        const messy = Table.make(contract, {
          a: messyColumn(
            type,
            rows.map((row) => row.a)
          ) as never,
          b: messyColumn(
            type,
            rows.map((row) => row.b)
          ) as never
        })
        assert.deepStrictEqual(written([messy]), bytes, "messy")
        assert.deepStrictEqual(written(inBatchesOf(messy, sizes)), bytes, "messy, re-batched")

        const decoded = ArrowFile.decodeFile(contract, bytes)
        assert.deepStrictEqual(written(decoded), bytes, "decoded")
        assert.deepStrictEqual(written([Table.concat(contract, decoded)]), bytes, "decoded and joined")
        assert.deepStrictEqual(written(inBatchesOf(table, sizes)), bytes, "re-batched")
      }
    )

    it.prop(`${describeType(type)}: a block's bytes depend on its own rows alone`, [rowsOf(type)], ([rows]) => {
      const contract = contractOf(type)
      const blocksOf = (table: Table.Table<Table.AnyContract>) => {
        const { write, finish } = makeWriter(contract, {}, smallLimits)
        Array.from(write(table))
        return finish().blocks
      }
      const table = Table.fromRows(contract, rows)
      let start = 0
      for (const { rows: blockRows, digest } of blocksOf(table)) {
        const alone = blocksOf(Table.slice(table, start, start + blockRows))
        assert.deepStrictEqual(
          alone.map((block) => block.digest),
          [digest]
        )
        start += blockRows
      }
    })

    it.prop(`${describeType(type)}: decode gives back what was encoded`, [rowsOf(type)], ([rows]) => {
      const contract = contractOf(type)
      const table = Table.fromRows(contract, rows)
      const decoded = ArrowFile.decodeFile(contract, written([table])).flatMap((batch) => Table.toRows(batch))
      assert.deepStrictEqual(decoded, withoutMinusZero(Table.toRows(table)))
    })
  }
})

const withoutMinusZero = (value: unknown): any =>
  value === 0
    ? 0
    : Array.isArray(value)
      ? value.map(withoutMinusZero)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutMinusZero(field)]))
        : value
