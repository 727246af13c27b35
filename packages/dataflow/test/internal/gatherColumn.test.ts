import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect } from "effect"
import type { AnyColumn } from "../../src/Column.ts"
import * as ColumnBuilder from "../../src/ColumnBuilder.ts"
import { describeType } from "../../src/ColumnType.ts"
import { concatColumns } from "../../src/concatColumns.ts"
import { gatherColumn } from "../../src/internal/gatherColumn.ts"
import { sliceColumn } from "../../src/sliceColumn.ts"
import { columnTypes, valuesOf } from "../support/arbitraryColumns.ts"

/** Rows of two columns of 40 rows: many of one row, one long, one empty, some twice. */
const picked = [
  [0, 3, 4],
  [1, 39, 40],
  [0, 0, 38],
  [1, 5, 5],
  [1, 0, 3],
  [0, 3, 4]
] as const

describe("gatherColumn", () => {
  for (const type of columnTypes) {
    it.effect.prop(
      `gives the joined slices of ${describeType(type)}`,
      { values: Arbitrary.array(valuesOf(type), { minLength: 80, maxLength: 80 }) },
      ({ values }) =>
        Effect.sync(() => {
          const builder = ColumnBuilder.make(type)
          for (const value of values) builder.append(value as never)
          const all = builder.finish() as AnyColumn
          const columns = [sliceColumn(all, 0, 40), sliceColumn(all, 40, 80)]
          const gathered = gatherColumn(
            type,
            picked.map(([column]) => columns[column]!),
            { starts: picked.map(([, start]) => start), ends: picked.map(([, , end]) => end) }
          )
          const slices = picked.map(([column, start, end]) => sliceColumn(columns[column]!, start, end))
          assert.deepStrictEqual(gathered, concatColumns(type, slices as never) as AnyColumn)
        }),
      { arbitrary: { runs: 3 } }
    )
  }
})
