/**
 * Columns in memory: typed arrays, and the structures made of them.
 *
 * A column of numbers is a plain typed array. Text is offsets and bytes, never
 * an array of strings: a million strings must not cost a million objects.
 */
import type { ColumnOf, ColumnType, NumberArrays, ValueOf } from "./ColumnType.ts"

// A byte order mark is text like any other: without ignoreBOM it would vanish from the front of a row.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
const encoder = new TextEncoder()
const shortLength = 24

/** Text of `length` rows: row i is `bytes[offsets[i] .. offsets[i + 1])` in UTF-8. `offsets` need not begin at 0. */
export class Utf8Column {
  readonly length: number
  readonly offsets: Int32Array
  readonly bytes: Uint8Array

  constructor(offsets: Int32Array, bytes: Uint8Array) {
    this.length = offsets.length - 1
    this.offsets = offsets
    this.bytes = bytes
  }

  /** The text of row i. */
  at(i: number): string {
    return decoder.decode(this.bytes.subarray(this.offsets[i]!, this.offsets[i + 1]!))
  }

  /** The UTF-8 bytes of row i, a view. */
  bytesAt(i: number): Uint8Array {
    return this.bytes.subarray(this.offsets[i]!, this.offsets[i + 1]!)
  }

  *[Symbol.iterator](): Generator<string> {
    for (let i = 0; i < this.length; i++) yield this.at(i)
  }

  /** A column of the given strings. Lone surrogates become U+FFFD. */
  static from(values: Iterable<string>): Utf8Column {
    const builder = new Utf8Builder()
    for (const value of values) builder.append(value)
    return builder.finish()
  }
}

/** Collects strings into a {@link Utf8Column}, growing its bytes by doubling. */
export class Utf8Builder {
  #offsets: Int32Array<ArrayBuffer> = new Int32Array(64)
  #bytes: Uint8Array<ArrayBuffer>
  #rows = 0

  /** `bytes` is how much text there will be, as far as it is known: up to there nothing grows. */
  constructor(bytes = 1024) {
    this.#bytes = new Uint8Array(bytes)
  }

  /** Rows so far. */
  get length(): number {
    return this.#rows
  }

  /** Bytes of text so far. */
  get byteLength(): number {
    return this.#offsets[this.#rows]!
  }

  /** Adds one row. */
  append(value: string): void {
    const start = this.#reserve(value.length * 3)
    if (value.length <= shortLength && this.#appendAscii(value, start)) return
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(start))
    this.#close(start + written)
  }

  /** Adds one row that is UTF-8 already. */
  appendBytes(value: Uint8Array): void {
    const start = this.#reserve(value.length)
    this.#bytes.set(value, start)
    this.#close(start + value.length)
  }

  /** Several times as fast as the encoder, which takes most of its time to begin; false where a character is not ASCII. */
  #appendAscii(value: string, start: number): boolean {
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      if (unit >= 0x80) return false
      this.#bytes[start + i] = unit
    }
    this.#close(start + value.length)
    return true
  }

  #reserve(bytes: number): number {
    const start = this.#offsets[this.#rows]!
    const needed = start + bytes
    if (needed > 0x7fff_ffff) throw new RangeError("a text column in memory holds at most 2 GiB; use a batch stream")
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(0x7fff_ffff, Math.max(needed, this.#bytes.length * 2, 1024)))
      grown.set(this.#bytes.subarray(0, start))
      this.#bytes = grown
    }
    return start
  }

  #close(end: number): void {
    this.#rows++
    if (this.#rows === this.#offsets.length) {
      const grown = new Int32Array(this.#offsets.length * 2)
      grown.set(this.#offsets)
      this.#offsets = grown
    }
    this.#offsets[this.#rows] = end
  }

  /** The column so far (a copy cut to size). */
  finish(): Utf8Column {
    return new Utf8Column(this.#offsets.slice(0, this.#rows + 1), this.#bytes.slice(0, this.#offsets[this.#rows]!))
  }
}

/** Lists of `length` rows: row i is `values[offsets[i] .. offsets[i + 1])`. `offsets` need not begin at 0. */
export class ListColumn<C = unknown> {
  readonly length: number
  readonly offsets: Int32Array
  readonly values: C

  constructor(offsets: Int32Array, values: C) {
    this.length = offsets.length - 1
    this.offsets = offsets
    this.values = values
  }
}

/** Lists of equal width: row i is `values[i * width .. (i + 1) * width)`, so numbers form a row-major matrix (length × width). */
export class FixedListColumn<C = unknown> {
  readonly length: number
  readonly width: number
  readonly values: C

  constructor(length: number, width: number, values: C) {
    this.length = length
    this.width = width
    this.values = values
  }
}

/** Values of which some are missing: row i is null where `valid[i]` is 0; its slot in `values` then means nothing. */
export class NullableColumn<C = unknown> {
  readonly length: number
  readonly values: C
  readonly valid: Uint8Array

  constructor(values: C, valid: Uint8Array) {
    this.length = valid.length
    this.values = values
    this.valid = valid
  }
}

/** Any column. */
export type AnyColumn =
  | NumberArrays[keyof NumberArrays]
  | Utf8Column
  | ListColumn<AnyColumn>
  | FixedListColumn<AnyColumn>
  | NullableColumn<AnyColumn>

const numberArrays = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
  bool: Uint8Array,
  timestamp: Float64Array
} as const

/** The typed arrays that hold one element a row. */
export type FlatArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array
/** The class of such an array. */
export type FlatArrayConstructor = new (lengthOrMemory: number | ArrayBuffer) => FlatArray

/** The typed-array class of a flat type. */
export const arrayClassOf = (kind: keyof typeof numberArrays): FlatArrayConstructor =>
  numberArrays[kind] as FlatArrayConstructor

/** The value of row i, as a plain JavaScript value. */
export const valueAt = <T extends ColumnType>(type: T, column: ColumnOf<T>, i: number): ValueOf<T> =>
  anyValueAt(type, column as AnyColumn, i) as ValueOf<T>

const anyValueAt = (type: ColumnType, column: AnyColumn, i: number): unknown => {
  switch (type.kind) {
    case "utf8":
      return (column as Utf8Column).at(i)
    case "bool":
      return (column as Uint8Array)[i] === 1
    case "nullable": {
      const nullable = column as NullableColumn<AnyColumn>
      return nullable.valid[i] === 1 ? anyValueAt(type.of, nullable.values, i) : null
    }
    case "list": {
      const { offsets, values } = column as ListColumn<AnyColumn>
      return valuesBetween(type.of, values, offsets[i]!, offsets[i + 1]!)
    }
    case "fixedList": {
      const { values, width } = column as FixedListColumn<AnyColumn>
      return valuesBetween(type.of, values, i * width, (i + 1) * width)
    }
    default:
      return (column as Float64Array)[i]
  }
}

const valuesBetween = (type: ColumnType, column: AnyColumn, start: number, end: number): ReadonlyArray<unknown> =>
  Array.from({ length: end - start }, (_, j) => anyValueAt(type, column, start + j))
