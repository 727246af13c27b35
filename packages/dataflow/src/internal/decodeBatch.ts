/**
 * Arrow record batches as columns: views where memory has the same form in both, else copies.
 */
import type { Data, DataType, FixedSizeList, List, RecordBatch, Schema } from "apache-arrow"
import { type AnyColumn, arrayClassOf, FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "../Column.ts"
import type { ColumnType } from "../ColumnType.ts"
import type { AnyContract, Batch, Columns, ColumnsOf } from "../Table.ts"
import { unpackBits } from "./bits.ts"

/**
 * The columns of a record batch whose schema is the contract's. Numbers, texts and offsets are views of the
 * batch's memory; bools, instants and validity are copies. Throws a `RangeError` where the batch contradicts
 * itself: a buffer that is too short, offsets that run backwards, a null where there can be none.
 */
export const decodeBatch = <K extends AnyContract>(contract: K, batch: RecordBatch): Batch<K> =>
  // Arrow JS gives its batch of no rows without the columns within lists.
  batch.numRows === 0
    ? decodeEmpty(contract, batch.schema)
    : fromColumns(contract, batch.numRows, (name, type, i) => {
        const data = batch.data.children[i]!
        try {
          if (data.length !== batch.numRows)
            throw new RangeError(`expected ${batch.numRows} rows, found ${data.length}`)
          return decodeColumn(type, data)
        } catch (cause) {
          throw new RangeError(`column ${name}: ${(cause as Error).message}`, { cause })
        }
      })

/** A batch of no rows, with the widths of the schema's fixed lists. */
export const decodeEmpty = <K extends AnyContract>(contract: K, schema: Schema): Batch<K> =>
  fromColumns(contract, 0, (_, type, i) => emptyColumn(type, schema.fields[i]!.type))

const fromColumns = <K extends AnyContract>(
  contract: K,
  numRows: number,
  column: (name: string, type: ColumnType, i: number) => AnyColumn
): Batch<K> => ({
  contract,
  numRows,
  columns: Object.fromEntries(
    Object.entries(contract.columns as Columns).map(([name, type], i) => [name, column(name, type, i)])
  ) as ColumnsOf<K>
})

const emptyColumn = (type: ColumnType, arrowType: DataType): AnyColumn => {
  switch (type.kind) {
    case "nullable":
      return new NullableColumn(emptyColumn(type.of, arrowType), new Uint8Array(0))
    case "utf8":
      return new Utf8Column(new Int32Array(1), new Uint8Array(0))
    case "list":
      return new ListColumn(new Int32Array(1), emptyColumn(type.of, (arrowType as List).valueType))
    case "fixedList": {
      const { listSize, valueType } = arrowType as FixedSizeList
      return new FixedListColumn(0, listSize, emptyColumn(type.of, valueType))
    }
    default:
      return new (arrayClassOf(type.kind))(0)
  }
}

const decodeColumn = (type: ColumnType, data: Data): AnyColumn => {
  if (type.kind === "nullable") return new NullableColumn(decodePresent(type.of, data), decodeValid(data))
  if (data.nullCount > 0) throw new RangeError(`${data.nullCount} nulls where none can be`)
  return decodePresent(type, data)
}

const decodePresent = (type: Exclude<ColumnType, { kind: "nullable" }>, data: Data): AnyColumn => {
  switch (type.kind) {
    case "bool":
      return unpackBits(atLeast(data.values as Uint8Array, (data.length + 7) >> 3), data.length)
    case "timestamp":
      return decodeInstants(atLeast(data.values as BigInt64Array, data.length), data.length)
    case "utf8": {
      const offsets = decodeOffsets(data)
      return new Utf8Column(offsets, atLeast(data.values as Uint8Array, offsets[data.length]!))
    }
    case "list": {
      const offsets = decodeOffsets(data)
      return new ListColumn(offsets, decodeItems(type.of, data.children[0]!, offsets[data.length]!))
    }
    case "fixedList": {
      const width = (data.type as FixedSizeList).listSize
      return new FixedListColumn(data.length, width, decodeItems(type.of, data.children[0]!, data.length * width))
    }
    default:
      if (!(data.values instanceof arrayClassOf(type.kind))) throw new RangeError("values of another type")
      return atLeast(data.values as Float64Array, data.length)
  }
}

const decodeItems = (type: ColumnType, data: Data, count: number): AnyColumn => {
  if (data.length < count) throw new RangeError(`expected ${count} items, found ${data.length}`)
  return decodeColumn(type, data)
}

const decodeValid = (data: Data): Uint8Array =>
  data.nullCount > 0
    ? unpackBits(atLeast(data.nullBitmap as Uint8Array, (data.length + 7) >> 3), data.length)
    : new Uint8Array(data.length).fill(1)

const decodeOffsets = (data: Data): Int32Array => {
  // Other writers may leave the offsets of no rows out.
  if (data.length === 0) return new Int32Array(1)
  const offsets = atLeast(data.valueOffsets as Int32Array, data.length + 1)
  if (offsets[0]! < 0) throw new RangeError("offsets below 0")
  for (let i = 0; i < data.length; i++) {
    if (offsets[i + 1]! < offsets[i]!) throw new RangeError(`row ${i}: its offsets run backwards`)
  }
  return offsets
}

const decodeInstants = (instants: BigInt64Array, rows: number): Float64Array => {
  const words = new Int32Array(instants.buffer, instants.byteOffset, rows * 2)
  const decoded = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    decoded[i] = words[2 * i + 1]! * 0x1_0000_0000 + (words[2 * i]! >>> 0)
    if (!Number.isSafeInteger(decoded[i])) throw new RangeError(`row ${i}: an instant beyond 2^53 milliseconds`)
  }
  return decoded
}

/** The first `count` elements, a view; throws where there are fewer. */
const atLeast = <A extends { readonly length: number; subarray(start: number, end: number): A }>(
  values: A,
  count: number
): A => {
  if (values.length < count) throw new RangeError(`expected ${count} elements, found ${values.length}`)
  return values.subarray(0, count)
}
