/**
 * An answer of the Stack Exchange API 2.3, read within limits.
 */
import { gunzipSync, inflateSync } from "node:zlib"
import { Effect, Option, Schema, Stream } from "effect"
import type { HttpClientResponse } from "effect/http"
import { FetchContentError } from "./FetchError.ts"
import { networkProblem, shownUrl, TransientError } from "./request.ts"

/** The wrapper of every answer. Source: api.stackexchange.com/docs/wrapper. */
const Answer = Schema.Struct({
  items: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  has_more: Schema.optionalKey(Schema.Boolean),
  backoff: Schema.optionalKey(Schema.Finite),
  quota_remaining: Schema.optionalKey(Schema.Finite),
  error_id: Schema.optionalKey(Schema.Finite),
  error_name: Schema.optionalKey(Schema.String),
  error_message: Schema.optionalKey(Schema.String)
})
export type Answer = typeof Answer.Type

/** 100 questions are at most some MB: bodies have 30,000 characters. */
const maxPacked = 32 * 1024 * 1024
const maxUnpacked = 128 * 1024 * 1024

/** Reads an answer, packed or not; a body that is no JSON object is none (a proxy's page). */
export const readAnswer = Effect.fnUntraced(function* (response: HttpClientResponse.HttpClientResponse, url: string) {
  const said = shownUrl(url)
  const tooLong = new FetchContentError({
    url: said,
    problem: "the answer is longer than any that the API gives",
    remedy: "A proxy on the way may be at fault: try from another network"
  })
  const chunks: Array<Uint8Array> = []
  let length = 0
  yield* Stream.runForEach(
    Stream.mapError(
      response.stream,
      (error) => new TransientError({ url: said, problem: networkProblem(error), wait: null })
    ),
    (chunk) => {
      length += chunk.length
      chunks.push(chunk)
      return length > maxPacked ? Effect.fail(tooLong) : Effect.void
    }
  )
  const packed = Buffer.concat(chunks)
  const encoding = response.headers["content-encoding"] ?? "identity"
  const bytes = yield* Effect.try({
    try: () =>
      encoding === "gzip"
        ? gunzipSync(packed, { maxOutputLength: maxUnpacked })
        : encoding === "deflate"
          ? inflateSync(packed, { maxOutputLength: maxUnpacked })
          : packed,
    catch: (cause) =>
      (cause as { readonly code?: string }).code === "ERR_BUFFER_TOO_LARGE"
        ? tooLong
        : new TransientError({ url: said, problem: "the answer cannot be unpacked", wait: null })
  })
  const json = yield* Effect.try({
    try: () => Option.some<unknown>(JSON.parse(bytes.toString("utf8"))),
    catch: () => undefined
  }).pipe(Effect.orElseSucceed(() => Option.none<unknown>()))
  return Option.flatMap(json, Schema.decodeUnknownOption(Answer))
})
