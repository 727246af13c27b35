import type { AnyColumn, FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"

/** True where row i of one column and row j of another hold the same value. */
export type CellEquality = (a: AnyColumn, i: number, b: AnyColumn, j: number) => boolean

/**
 * Equality of the values of a type, as their bytes in the store would say: NaN equals NaN, −0 equals 0, text is compared
 * by its UTF-8, and what stands in the slot of a null counts for nothing.
 */
export const cellEquality = (type: ColumnType): CellEquality => {
  switch (type.kind) {
    case "utf8":
      return (a, i, b, j) => equalTexts(a as Utf8Column, i, b as Utf8Column, j)
    case "nullable": {
      const equal = cellEquality(type.of)
      return (a, i, b, j) => {
        const [x, y] = [a as NullableColumn<AnyColumn>, b as NullableColumn<AnyColumn>]
        if (x.valid[i] !== y.valid[j]) return false
        return x.valid[i] === 0 || equal(x.values, i, y.values, j)
      }
    }
    case "list": {
      const equal = equalRanges(cellEquality(type.of))
      return (a, i, b, j) => {
        const [x, y] = [a as ListColumn<AnyColumn>, b as ListColumn<AnyColumn>]
        const [from, other] = [x.offsets[i]!, y.offsets[j]!]
        const length = x.offsets[i + 1]! - from
        return length === y.offsets[j + 1]! - other && equal(x.values, from, y.values, other, length)
      }
    }
    case "fixedList": {
      const equal = equalRanges(cellEquality(type.of))
      return (a, i, b, j) => {
        const [x, y] = [a as FixedListColumn<AnyColumn>, b as FixedListColumn<AnyColumn>]
        const { width } = x
        return width === y.width && equal(x.values, i * width, y.values, j * width, width)
      }
    }
    case "float32":
    case "float64":
      return (a, i, b, j) => {
        const x = (a as Float64Array)[i]!
        const y = (b as Float64Array)[j]!
        return x === y || (Number.isNaN(x) && Number.isNaN(y))
      }
    default:
      return (a, i, b, j) => (a as Float64Array)[i] === (b as Float64Array)[j]
  }
}

const equalTexts = (a: Utf8Column, i: number, b: Utf8Column, j: number): boolean => {
  const start = a.offsets[i]!
  const other = b.offsets[j]!
  const length = a.offsets[i + 1]! - start
  if (b.offsets[j + 1]! - other !== length) return false
  for (let n = 0; n < length; n++) if (a.bytes[start + n] !== b.bytes[other + n]) return false
  return true
}

const equalRanges =
  (equal: CellEquality) =>
  (a: AnyColumn, i: number, b: AnyColumn, j: number, length: number): boolean => {
    for (let n = 0; n < length; n++) if (!equal(a, i + n, b, j + n)) return false
    return true
  }
