/**
 * Questions of a site by the Stack Exchange API 2.3, into a file of JSON Lines that later fetches add to.
 */

import { writeAtomically } from "@praxis/dataflow/writeAtomically"
import { Duration, Effect, FileSystem, Option, Path, type PlatformError } from "effect"
import { readAnswer } from "./apiAnswer.ts"
import { diskError } from "./diskErrors.ts"
import { FetchContentError, FetchRefusedError } from "./FetchError.ts"
import type { OnFetchEvent } from "./FetchEvent.ts"
import { holdFolder } from "./holdFolder.ts"
import { type Patience, usualPatience } from "./Patience.ts"
import { patiently } from "./patiently.ts"
import { isQuestion, readQuestions } from "./questionsFile.ts"
import { openGet, requireOk, shownUrl, TransientError } from "./request.ts"
import { withoutPeople } from "./withoutPeople.ts"

/** Where the API is. */
export const apiBase = "https://api.stackexchange.com/2.3"

/** Which questions, and where to. */
export interface QuestionsOptions {
  /** As the API names it: `ai`, `stackoverflow`, `ai.stackexchange.com`. */
  readonly site: string
  /** Questions that bear all these tags. */
  readonly tagged: ReadonlyArray<string>
  /** Seconds since 1970; the first and the last moment of creation that count. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  /** The key of an application, for a larger quota. Sent, and never written or told. */
  readonly key?: string | undefined
  readonly folder: string
  readonly name: string
  readonly base?: string | undefined
  readonly patience?: Patience | undefined
  readonly onEvent?: OnFetchEvent | undefined
  /** Requests of one fetch at most. */
  readonly maxRequests?: number | undefined
}

/** What came of it. `stopped` says why it is not complete; null where it is. */
export interface FetchedQuestions {
  readonly path: string
  readonly added: number
  readonly questions: number
  /** Seconds since 1970. */
  readonly newest: number | null
  readonly stopped: string | null
}

const pageSize = 100
/** Pages in a row without a new question, while the API says that there are more. */
const maxStale = 5
const usualMaxRequests = 10_000

/**
 * Adds to `folder/name` what is newer than its newest question, by creation date; questions that are there stay as they
 * are, and none is there twice. Each request asks from the last date on, so that no page number grows (without a key the
 * API ends at page 25) and no question is missed when others are deleted meanwhile. Obeys `backoff`; stops, with all it
 * has, where the quota is used up. What came is in `.name.part` until the end, and is gone on with after a kill.
 */
export const fetchQuestions = (options: QuestionsOptions) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { site, folder, name, onEvent = () => {}, patience = usualPatience } = options
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const target = path.join(folder, name)
      const part = path.join(folder, `.${name}.part`)
      const onDisk = <A, R>(effect: Effect.Effect<A, PlatformError.PlatformError, R>) =>
        Effect.mapError(effect, diskError(target))
      yield* onDisk(fs.makeDirectory(folder, { recursive: true }))
      yield* holdFolder(folder)

      const before = yield* onDisk(readQuestions(target))
      yield* requireWhole(target, before.bytes)
      const left = yield* onDisk(readQuestions(part))
      if (left.count > before.count) yield* onDisk(fs.truncate(part, left.bytes))
      else yield* onDisk(writeAtomically(part, before.count === 0 ? "" : fs.stream(target)))
      const { ids, newest: reached } = left.count > before.count ? left : before
      let newest = reached
      const file = yield* onDisk(fs.open(part, { flag: "a" }))
      const url = `${options.base ?? apiBase}/questions`
      onEvent({ _tag: "FetchStarted", file: name, url: shownUrl(url), from: ids.size, total: null })

      let page = 1
      let stale = 0
      let stopped: string | null = null
      for (let requests = 0; ; requests++) {
        if (requests === (options.maxRequests ?? usualMaxRequests)) {
          stopped = `${requests} requests are as many as one fetch makes`
          break
        }
        const from = newest ?? options.since
        const asked = `${url}?${query(options, site, from, page)}`
        const answer = yield* ask(asked, name, patience, onEvent)
        if (answer.error_id !== undefined) {
          const said = `${answer.error_name ?? answer.error_id}: ${answer.error_message ?? "no more is said"}`
          if (answer.error_name === "throttle_violation") {
            stopped = `the API wants no more requests now (${said})`
            break
          }
          return yield* new FetchRefusedError({
            url: shownUrl(url),
            problem: `the API answers ${said}`,
            remedy: "Check --api, --tagged, --since and --key"
          })
        }
        const items = answer.items ?? []
        if (!items.every(isQuestion)) {
          return yield* new FetchContentError({
            url: shownUrl(url),
            problem: "the API sent something that is no question",
            remedy: "It may have changed: look for a newer version of this program"
          })
        }
        const fresh = items.filter(({ question_id: id }) => !ids.has(id))
        let lines = ""
        const previous = newest
        for (const question of fresh) {
          ids.add(question.question_id)
          newest = Math.max(newest ?? question.creation_date, question.creation_date)
          lines += `${JSON.stringify(withoutPeople(question))}\n`
        }
        if (lines !== "") {
          yield* onDisk(file.writeAll(new TextEncoder().encode(lines)))
          yield* onDisk(file.sync)
          onEvent({ _tag: "FetchProgress", file: name, done: ids.size, total: null, unit: "questions" })
        }
        if (answer.has_more !== true) break
        stale = fresh.length === 0 ? stale + 1 : 0
        if (stale === maxStale) {
          stopped = `the API says that there are more questions, and sent none that is new in ${maxStale} answers`
          break
        }
        if ((answer.quota_remaining ?? 1) <= 0) {
          stopped = "the quota of requests for today is used up"
          break
        }
        page = newest === previous ? page + 1 : 1
        if (answer.backoff !== undefined && answer.backoff > 0) {
          onEvent({ _tag: "FetchRetry", file: name, because: "the API asks to pause", seconds: answer.backoff })
          yield* Effect.sleep(Duration.seconds(answer.backoff))
        }
      }

      yield* onDisk(fs.rename(part, target))
      yield* onDisk(Effect.flatMap(fs.open(folder, { flag: "r" }), (opened) => opened.sync))
      return {
        path: target,
        added: ids.size - before.count,
        questions: ids.size,
        newest: newest ?? null,
        stopped
      } satisfies FetchedQuestions
    })
  )

/** `filter=withbody` is the API's own: all default fields (content_license among them) and the body. */
const query = (
  { tagged, until, key }: QuestionsOptions,
  site: string,
  from: number | undefined,
  page: number
): string =>
  new URLSearchParams({
    site,
    order: "asc",
    sort: "creation",
    filter: "withbody",
    pagesize: String(pageSize),
    page: String(page),
    ...(from === undefined ? {} : { fromdate: String(from) }),
    ...(until === undefined ? {} : { todate: String(until) }),
    ...(tagged.length === 0 ? {} : { tagged: tagged.join(";") }),
    ...(key === undefined ? {} : { key })
  }).toString()

/** One answer of the API, after as many tries as patience allows; an error that the API itself names is an answer. */
const ask = (url: string, name: string, patience: Patience, onEvent: OnFetchEvent) =>
  patiently(
    Effect.scoped(
      Effect.gen(function* () {
        const response = yield* openGet(url, { "accept-encoding": "gzip" }, patience)
        const answer = yield* Effect.timeoutOrElse(readAnswer(response, url), {
          duration: patience.silence,
          orElse: () =>
            Effect.fail(new TransientError({ url: shownUrl(url), problem: "the answer stopped", wait: null }))
        })
        const isOwnError = Option.isSome(answer) && answer.value.error_id !== undefined && answer.value.error_id < 500
        const isThrottle = Option.isSome(answer) && answer.value.error_name === "throttle_violation"
        if (Option.isSome(answer) && (isOwnError || isThrottle)) return answer.value
        yield* requireOk(response, url)
        if (Option.isSome(answer)) return answer.value
        return yield* new TransientError({ url: shownUrl(url), problem: "the answer is not the API's", wait: null })
      })
    ),
    { name, patience, onEvent }
  )

/** Fails where a file that is there does not consist of questions: it is not this program's, or was cut. */
const requireWhole = Effect.fnUntraced(function* (target: string, bytes: number) {
  const fs = yield* FileSystem.FileSystem
  const size = yield* fs.stat(target).pipe(
    Effect.map((found) => Number(found.size)),
    Effect.orElseSucceed(() => 0)
  )
  if (size === bytes) return
  return yield* new FetchContentError({
    url: target,
    problem: `from byte ${bytes} on it holds something that is no line of a question`,
    remedy: "It is left as it is: move it away, and run the same command again"
  })
})
