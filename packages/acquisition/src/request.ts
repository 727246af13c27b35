/**
 * One request, its redirects followed, and what its failure means.
 */
import { Clock, Duration, Effect, Schema } from "effect"
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { FetchRefusedError } from "./FetchError.ts"
import type { Patience } from "./Patience.ts"

/** A failure that may pass. `wait` is what the host asks for, in seconds; internal to a fetch, which tries again. */
export class TransientError extends Schema.TaggedError<TransientError>()("TransientError", {
  url: Schema.String,
  problem: Schema.String,
  wait: Schema.NullOr(Schema.Finite)
}) {}

const maxRedirects = 10
const transient: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Opens a GET: the answer, whose body must be read within the scope. Redirects lead to https only, but on this machine. */
export const openGet = Effect.fnUntraced(function* (
  url: string,
  headers: Readonly<Record<string, string>>,
  patience: Patience
) {
  const client = HttpClient.withScope(yield* HttpClient.HttpClient)
  const said = shownUrl(url)
  let at = url
  for (let n = 0; n <= maxRedirects; n++) {
    const response = yield* client.execute(HttpClientRequest.get(at, { headers })).pipe(
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      Effect.mapError((error) => new TransientError({ url: said, problem: networkProblem(error), wait: null })),
      Effect.timeoutOrElse({
        duration: patience.answer,
        orElse: () =>
          Effect.fail(
            new TransientError({ url: said, problem: `no answer within ${seconds(patience.answer)} s`, wait: null })
          )
      })
    )
    if (!redirects.has(response.status)) return response
    const next = URL.parse(response.headers["location"] ?? "", at)
    if (next === null || !mayLead(new URL(at), next)) {
      return yield* new FetchRefusedError({
        url: said,
        problem: `it leads on to ${next === null ? "no address" : shownUrl(next.href)}, which is not https`,
        remedy: "Nothing was fetched from there; look at the address with a browser"
      })
    }
    at = next.href
  }
  return yield* new FetchRefusedError({
    url: said,
    problem: `it leads on more than ${maxRedirects} times`,
    remedy: "Look at the address with a browser, and try again later"
  })
})

/** From https to https; on this machine (tests, mirrors) also without. */
const mayLead = (from: URL, to: URL): boolean =>
  to.protocol === "https:" || (to.protocol === "http:" && isLoopback(from) && isLoopback(to))

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)

/** Fails where the status is not one of success: for good, or for now. */
export const requireOk = Effect.fnUntraced(function* (response: HttpClientResponse.HttpClientResponse, url: string) {
  const { status, headers } = response
  if (status >= 200 && status < 300) return
  const said = shownUrl(url)
  if (transient.has(status)) {
    const wait = retryAfter(headers["retry-after"], yield* Clock.currentTimeMillis)
    return yield* new TransientError({ url: said, problem: `the host answers ${status}`, wait })
  }
  return yield* new FetchRefusedError({ url: said, problem: `the host answers ${status}`, remedy: remedyOf(status) })
})

const remedyOf = (status: number): string => {
  if (status === 404 || status === 410)
    return "It is not there, or not there any more: check the name, and look at the host's pages for where it went"
  if (status === 401 || status === 403 || status === 451)
    return "The host does not give it to this machine: try another network, fetch it with a browser, and name the file with --input"
  if (status === 407) return "The proxy wants a name and password: set them in HTTPS_PROXY"
  return "Look at the address with a browser; a file fetched there can be named with --input"
}

/** Seconds of a Retry-After, in seconds or as a date. */
export const retryAfter = (header: string | undefined, now: number): number | null => {
  if (header === undefined) return null
  if (/^\d+$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, (date - now) / 1000)
}

/** An address without what may be secret or endless: no query, no user. */
export const shownUrl = (url: string): string => {
  const parsed = URL.parse(url)
  return parsed === null ? url : `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}

/** The words of the system, such as `ECONNREFUSED`; never the request itself, which may hold a key. */
export const networkProblem = (error: unknown): string => {
  let cause: unknown = error
  for (let depth = 0; depth < 6; depth++) {
    const code = (cause as { readonly code?: unknown } | undefined)?.code
    if (typeof code === "string") return `the connection failed (${code})`
    const next = (cause as { readonly reason?: unknown; readonly cause?: unknown } | undefined) ?? {}
    cause = next.reason ?? next.cause
    if (cause === undefined || cause === null) break
  }
  return "the connection failed"
}

/** A duration in seconds, for messages. */
export const seconds = (duration: Duration.Input): number => Duration.toSeconds(Duration.fromInputUnsafe(duration))
