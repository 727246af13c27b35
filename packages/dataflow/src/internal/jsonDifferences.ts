import type { Schema } from "effect"
import { canonicalJson } from "../Digest.ts"

/** A leaf in which two JSON values differ; a side that lacks it is undefined. */
export interface JsonDifference {
  /** Names joined by dots; empty where the values themselves are leaves. */
  readonly path: string
  readonly before: Schema.Json | undefined
  readonly after: Schema.Json | undefined
}

/** The leaves that differ, in the order of the older value; arrays are leaves. */
export const jsonDifferences = (
  before: Schema.Json | undefined,
  after: Schema.Json | undefined,
  path = ""
): ReadonlyArray<JsonDifference> => {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => jsonDifferences(before[key], after[key], path === "" ? key : `${path}.${key}`))
  }
  return isSame(before, after) ? [] : [{ path, before, after }]
}

/** The order of names in an object does not count, as it does not in a key. */
const isSame = (before: Schema.Json | undefined, after: Schema.Json | undefined): boolean =>
  before === undefined || after === undefined ? before === after : canonicalJson(before) === canonicalJson(after)

const isObject = (json: Schema.Json | undefined): json is { readonly [key: string]: Schema.Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json)
