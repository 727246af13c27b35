/**
 * A value of a Parquet column to the text of a field.
 */
import { Buffer, isUtf8 } from "node:buffer"
import type { SchemaTree } from "hyparquet/src/types.js"
import type { PostField } from "./postFields.ts"

/** Why a column cannot hold a field, in a few words; `undefined` where it can. `path` goes from the root to the column. */
export const oddColumn = (path: ReadonlyArray<SchemaTree>, field: PostField): string | undefined => {
  const { element } = path.at(-1)!
  const { type } = element
  if (path.slice(1).some((node) => node.element.repetition_type === "REPEATED")) {
    return field === "tags" && type === "BYTE_ARRAY" ? undefined : "a list"
  }
  const isText = type === "BYTE_ARRAY"
  if (field === "title" || field === "body" || field === "tags") return isText ? undefined : `of the type ${type}`
  const isFixed = type === "FIXED_LEN_BYTE_ARRAY" && (element.type_length ?? 0) > 64
  return isText || numbers.has(type ?? "") || (isFixedNumber(element) && !isFixed) ? undefined : `of the type ${type}`
}

const numbers = new Set(["INT32", "INT64", "INT96", "FLOAT", "DOUBLE"])

const isFixedNumber = ({ type, converted_type, logical_type }: SchemaTree["element"]): boolean =>
  type === "FIXED_LEN_BYTE_ARRAY" && (converted_type === "DECIMAL" || logical_type?.type === "UUID")

/** What is no text in UTF-8. */
export const notText = Symbol("notText")

/**
 * The text of a value: of texts as they are, of dates in UTC, of numbers in decimals; of a list a JSON array. `undefined` for
 * none, {@link notText} where the bytes are no UTF-8.
 */
export const textOfValue = (value: unknown, isList: boolean): string | undefined | typeof notText => {
  if (isList) {
    const tags = leaves(value).map(textOfLeaf)
    if (tags.includes(notText)) return notText
    return JSON.stringify(tags.filter((tag) => tag !== undefined))
  }
  return textOfLeaf(Array.isArray(value) ? leaves(value)[0] : value)
}

/** A member of an object comes as nested arrays, and so does a list. */
const leaves = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value.flatMap(leaves) : [value])

const textOfLeaf = (value: unknown): string | undefined | typeof notText => {
  if (value === null || value === undefined) return undefined
  if (value instanceof Uint8Array) {
    return isUtf8(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8") : notText
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an impossible date" : value.toISOString()
  return String(value)
}
