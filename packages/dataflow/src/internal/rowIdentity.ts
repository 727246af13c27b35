/**
 * Which columns tell the rows of two tables apart, so that a row of one can be found in the other.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError, TableHandle } from "../Artifact.ts"
import type { AnyColumn } from "../Column.ts"
import { type AnyContract, type Columns, type ColumnType, describeType } from "../Table.ts"
import { KeyHasher, KeyIndex } from "./KeyIndex.ts"

/** A column of a key. */
export interface KeyColumn {
  readonly name: string
  readonly type: ColumnType
}

/** The key of two tables, and where it leads in the first. */
export interface RowIdentity {
  readonly columns: ReadonlyArray<KeyColumn>
  /** True where the key is one column that counts the rows from 0, in both tables. */
  readonly isRowNumber: boolean
  readonly index: KeyIndex
  /** The first row of each batch of the first table. */
  readonly starts: ReadonlyArray<number>
}

/**
 * The fewest leading columns whose values no two rows share, in either table. Integers, instants and text can be part of
 * a key; flags and columns with nulls are passed over; the first column of fractions or lists ends the search, since what
 * follows is measured. Where the key is a row number alone, and texts that follow it are a key too, these are taken: a
 * row number says where a row stands, not what it is. Nothing where there is no such key.
 */
export const rowIdentity = Effect.fnUntraced(function* (
  a: TableHandle<AnyContract>,
  b: TableHandle<AnyContract>
): Effect.fn.Return<RowIdentity | undefined, ArtifactReadError> {
  const candidates = candidatesOf(a.contract, b.contract)
  for (let n = 1; n <= candidates.length; n++) {
    const found = yield* identityBy(a, b, candidates.slice(0, n))
    if (found === undefined) continue
    if (found.isRowNumber) {
      const texts = leadingTexts(candidates.slice(1))
      for (let m = 1; m <= texts.length; m++) {
        const better = yield* identityBy(a, b, texts.slice(0, m))
        if (better !== undefined) return better
      }
    }
    return found
  }
  return undefined
})

const keyKinds: ReadonlySet<string> = new Set([
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "timestamp",
  "utf8"
])

const candidatesOf = (a: AnyContract, b: AnyContract): ReadonlyArray<KeyColumn> => {
  const other = b.columns as Columns
  const candidates: Array<KeyColumn> = []
  for (const [name, type] of Object.entries(a.columns as Columns)) {
    if (type.kind === "bool" || type.kind === "nullable") continue
    if (!keyKinds.has(type.kind)) break
    if (other[name] !== undefined && describeType(other[name]) === describeType(type)) candidates.push({ name, type })
  }
  return candidates
}

const leadingTexts = (columns: ReadonlyArray<KeyColumn>): ReadonlyArray<KeyColumn> => {
  const end = columns.findIndex(({ type }) => type.kind !== "utf8")
  return end === -1 ? columns : columns.slice(0, end)
}

const identityBy = Effect.fnUntraced(function* (
  a: TableHandle<AnyContract>,
  b: TableHandle<AnyContract>,
  columns: ReadonlyArray<KeyColumn>
) {
  const inA = yield* indexBy(a, columns)
  if (inA === undefined) return undefined
  const inB = yield* indexBy(b, columns)
  if (inB === undefined) return undefined
  return {
    columns,
    index: inA.index,
    starts: inA.starts,
    isRowNumber: columns.length === 1 && inA.isRowNumber && inB.isRowNumber
  }
})

/** Nothing where two rows share a key; then it stops there. */
const indexBy = Effect.fnUntraced(function* (handle: TableHandle<AnyContract>, columns: ReadonlyArray<KeyColumn>) {
  const index = new KeyIndex(handle.numRows)
  const hasher = new KeyHasher()
  const starts: Array<number> = []
  let row = 0
  let isRowNumber = columns[0]!.type.kind !== "utf8"
  const unique = yield* handle.batches.pipe(
    Stream.takeUntil((batch) => {
      starts.push(row)
      const parts = columns.map(({ name, type }) => ({ type, column: (batch.columns as Named)[name]! }))
      const first = parts[0]!.column as Float64Array
      for (let i = 0; i < batch.numRows; i++, row++) {
        if (isRowNumber && Number(first[i]) !== row) isRowNumber = false
        hasher.begin()
        for (const { type, column } of parts) hasher.column(type, column, i)
        if (!index.add(hasher.end())) return true
      }
      return false
    }),
    Stream.runDrain,
    Effect.map(() => row === handle.numRows)
  )
  return unique ? { index, starts, isRowNumber } : undefined
})

type Named = Readonly<Record<string, AnyColumn>>
