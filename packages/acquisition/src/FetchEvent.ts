/**
 * What a fetch tells while it goes: a closed set of events, each plain JSON.
 */
import { Schema } from "effect"

/** Bytes begin to come, after `from` bytes that are there already; `total` is null where nobody announces it. */
export const FetchStarted = Schema.TaggedStruct("FetchStarted", {
  file: Schema.String,
  url: Schema.String,
  from: Schema.Int,
  total: Schema.NullOr(Schema.Int)
})

/** So much is there now, in `unit`: `bytes` or `questions`. */
export const FetchProgress = Schema.TaggedStruct("FetchProgress", {
  file: Schema.String,
  done: Schema.Int,
  total: Schema.NullOr(Schema.Int),
  unit: Schema.Literals(["bytes", "questions"])
})

/** Something went wrong that may pass; the next try follows after so many seconds. */
export const FetchRetry = Schema.TaggedStruct("FetchRetry", {
  file: Schema.String,
  because: Schema.String,
  seconds: Schema.Finite
})

/** Something that a person should know. */
export const FetchNote = Schema.TaggedStruct("FetchNote", { file: Schema.String, message: Schema.String })

/** A file is there, whole, with this digest; `fetched` is false where it was there before. */
export const FetchFinished = Schema.TaggedStruct("FetchFinished", {
  file: Schema.String,
  bytes: Schema.Int,
  sha256: Schema.String,
  fetched: Schema.Boolean
})

/** Any event. */
export const FetchEvent = Schema.Union([FetchStarted, FetchProgress, FetchRetry, FetchNote, FetchFinished])
export type FetchEvent = typeof FetchEvent.Type

/** Is told events. */
export type OnFetchEvent = (event: FetchEvent) => void
