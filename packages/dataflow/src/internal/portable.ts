/**
 * Values as another thread can take them: structured cloning keeps typed arrays and forgets classes, so a column goes
 * as a tagged array of what it is made of, cut to its own rows.
 */
import { FixedListColumn, ListColumn, NullableColumn, Utf8Column } from "../Column.ts"
import { sliceColumn } from "../sliceColumn.ts"

/** A typed array on memory of any kind. */
export type AnyArray = Exclude<NodeJS.ArrayBufferView, DataView>

/** Says where a typed array's values lie for the other thread: the array itself, or a copy. */
export type Place = (array: AnyArray) => AnyArray

// In a packed value every array is tagged; all else stands for itself.
const tags = { array: 0, object: 1, utf8: 2, list: 3, fixedList: 4, nullable: 5 } as const

/** The value in a form that structured cloning keeps whole. What is no plain data and no column throws a `TypeError`. */
export const pack = (value: unknown, place: Place): unknown => {
  switch (kindOf(value)) {
    case "primitive":
      return value
    case "typedArray":
      return place(value as AnyArray)
    case "array":
      return [tags.array, ...(value as ReadonlyArray<unknown>).map((item) => pack(item, place))]
    case "object": {
      const entries = Object.entries(value as object)
      return [tags.object, entries.map(([name]) => name), ...entries.map(([, item]) => pack(item, place))]
    }
    case "utf8": {
      const { offsets, bytes } = value as Utf8Column
      const [first, last] = boundsOf(offsets)
      return [tags.utf8, place(fromZero(offsets)), place(bytes.subarray(first, last))]
    }
    case "list": {
      const { offsets, values } = value as ListColumn<Utf8Column>
      return [tags.list, place(fromZero(offsets)), pack(sliceColumn(values, ...boundsOf(offsets)), place)]
    }
    case "fixedList": {
      const { length, width, values } = value as FixedListColumn<Utf8Column>
      return [tags.fixedList, length, width, pack(sliceColumn(values, 0, length * width), place)]
    }
    case "nullable": {
      const { length, valid, values } = value as NullableColumn<Utf8Column>
      return [tags.nullable, pack(sliceColumn(values, 0, length), place), place(valid)]
    }
  }
}

/** The value that was packed. */
export const unpack = (packed: unknown): unknown => {
  if (!Array.isArray(packed)) return packed
  const [tag, ...rest] = packed
  switch (tag) {
    case tags.array:
      return rest.map(unpack)
    case tags.object: {
      const [names, ...values] = rest as [ReadonlyArray<string>, ...ReadonlyArray<unknown>]
      return Object.fromEntries(names.map((name, i) => [name, unpack(values[i])]))
    }
    case tags.utf8:
      return new Utf8Column(rest[0], rest[1])
    case tags.list:
      return new ListColumn(rest[0], unpack(rest[1]))
    case tags.fixedList:
      return new FixedListColumn(rest[0], rest[1], unpack(rest[2]))
    default:
      return new NullableColumn(unpack(rest[0]), rest[1])
  }
}

/** Throws what {@link pack} would throw, at less cost. */
export const requirePortable = (value: unknown): void => {
  const kind = kindOf(value)
  if (kind === "array") (value as ReadonlyArray<unknown>).forEach(requirePortable)
  if (kind === "object") Object.values(value as object).forEach(requirePortable)
}

/** Copies each array, and moves the copies: what the sender holds stays as it is. Shared memory is passed as it is. */
export const copied =
  (moves: Set<ArrayBuffer>): Place =>
  (array) =>
    isShared(array) ? array : move(copyOf(array), moves)

/** Moves each array that has its memory for itself, and a copy of any other. Shared memory is passed as it is. */
export const moved =
  (moves: Set<ArrayBuffer>): Place =>
  (array) =>
    isShared(array) ? array : move(array.byteLength === array.buffer.byteLength ? array : copyOf(array), moves)

/** Copies each array to shared memory, once for all threads. */
export const shared: Place = (array) => {
  if (isShared(array)) return array
  const memory = new SharedArrayBuffer(array.byteLength)
  new Uint8Array(memory).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  return new (classOf(array))(memory)
}

const kindOf = (value: unknown) => {
  if (value === null || ["undefined", "boolean", "number", "bigint", "string"].includes(typeof value))
    return "primitive"
  if (Array.isArray(value)) return "array"
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return "typedArray"
  if (value instanceof Utf8Column) return "utf8"
  if (value instanceof ListColumn) return "list"
  if (value instanceof FixedListColumn) return "fixedList"
  if (value instanceof NullableColumn) return "nullable"
  const prototype = typeof value === "object" ? Object.getPrototypeOf(value) : undefined
  if (prototype === Object.prototype || prototype === null) return "object"
  const found =
    typeof value === "object" ? (prototype.constructor?.name ?? "an object of a class") : `a ${typeof value}`
  throw new TypeError(
    `${found} cannot be passed to or from a kernel; pass plain objects, arrays, typed arrays, columns, strings and numbers`
  )
}

const boundsOf = (offsets: Int32Array): readonly [number, number] => [offsets[0]!, offsets[offsets.length - 1]!]

const fromZero = (offsets: Int32Array): Int32Array => {
  const first = offsets[0]!
  return first === 0 ? offsets : offsets.map((offset) => offset - first)
}

const isShared = (array: AnyArray): boolean => array.buffer instanceof SharedArrayBuffer

/** Of a `Buffer`, which is more than its values, the plain class. */
const classOf = (array: AnyArray) =>
  (array instanceof Uint8Array ? Uint8Array : array.constructor) as new (
    memory: ArrayBufferLike
  ) => AnyArray

const copyOf = (array: AnyArray): AnyArray =>
  new (classOf(array))(array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength))

const move = (array: AnyArray, moves: Set<ArrayBuffer>): AnyArray => {
  moves.add(array.buffer as ArrayBuffer)
  return array
}
