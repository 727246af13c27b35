/** Questions by an API that has limits and misbehaves. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { FetchEvent } from "../src/FetchEvent.ts"
import { fetchQuestions, type QuestionsOptions } from "../src/stackExchangeApi.ts"
import { type Answer, impatient, serve, services } from "./support/misbehavingServer.ts"

const key = "s3cr3t-key(("
const question = (id: number, created: number) => ({
  tags: ["jupyter"],
  owner: {
    user_id: 7,
    display_name: "Ada L.",
    profile_image: "https://i.example/7.png",
    link: "https://x/users/7/ada"
  },
  view_count: 3,
  creation_date: created,
  question_id: id,
  content_license: "CC BY-SA 4.0",
  link: `https://ai.stackexchange.com/questions/${id}/t`,
  title: "T &amp; U",
  body: "<p>b</p>"
})
const all = Array.from({ length: 250 }, (_, i) => question(i + 1, 1000 + Math.floor(i / 2) * 10))

/** What the API answers of `questions`: ascending from `fromdate` on, by pages, packed. */
const answerOf =
  (questions: typeof all, more: object = {}): Answer =>
  (request, response) => {
    const asked = new URL(request.url!, "http://x").searchParams
    const found = questions.filter(
      ({ creation_date }) =>
        creation_date >= Number(asked.get("fromdate") ?? 0) && creation_date <= Number(asked.get("todate") ?? 1e12)
    )
    const start = (Number(asked.get("page")) - 1) * 100
    const wrapper = {
      items: found.slice(start, start + 100),
      has_more: found.length > start + 100,
      quota_max: 300,
      quota_remaining: 200,
      ...more
    }
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON.stringify(wrapper)))
  }

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "praxis-api-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

const fetchWith = (folder: string, answer: Answer, options: Partial<QuestionsOptions> = {}) =>
  Effect.gen(function* () {
    const server = yield* serve(answer)
    const events: Array<FetchEvent> = []
    const result = yield* Effect.result(
      fetchQuestions({
        site: "ai",
        tagged: [],
        folder,
        name: "ai.jsonl",
        base: server.url,
        patience: impatient,
        onEvent: (event) => events.push(event),
        ...options
      })
    )
    const asked = server.requests.map(({ url }) => new URL(url!, "http://x").searchParams)
    return { result, events, asked }
  })

const idsIn = (folder: string): ReadonlyArray<number> =>
  readFileSync(join(folder, "ai.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).question_id)
const idsOf = (questions: typeof all) => questions.map(({ question_id }) => question_id)

const test = (name: string, body: (folder: string) => Effect.Effect<void, unknown, any>) =>
  it.live(
    name,
    () => Effect.scoped(Effect.flatMap(temporaryFolder, body)).pipe(Effect.provide(services)) as Effect.Effect<void>
  )

describe("fetchQuestions", () => {
  test("gets every question once, in order, though each request begins at the last date", (folder) =>
    Effect.gen(function* () {
      const { result, asked } = yield* fetchWith(folder, answerOf(all), { tagged: ["jupyter", "c++"], since: 900, key })
      assert.deepInclude(result, { _tag: "Success" })
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
      assert.deepInclude(Object.fromEntries(asked[0]!), {
        site: "ai",
        order: "asc",
        sort: "creation",
        filter: "withbody",
        pagesize: "100",
        page: "1",
        fromdate: "900",
        tagged: "jupyter;c++",
        key
      })
      assert.strictEqual(asked[1]!.get("fromdate"), "1490")
      assert.isTrue(asked.every((each) => each.get("page") === "1"))
    }))

  test("keeps of people only their number", (folder) =>
    Effect.gen(function* () {
      yield* fetchWith(folder, answerOf(all.slice(0, 1)))
      const { owner, ...rest } = question(1, 1000)
      assert.deepStrictEqual(JSON.parse(readFileSync(join(folder, "ai.jsonl"), "utf8")), {
        ...rest,
        owner: { user_id: owner.user_id }
      })
    }))

  test("adds only what is newer than what is there, also of the same second, and nothing twice", (folder) =>
    Effect.gen(function* () {
      yield* fetchWith(folder, answerOf(all.slice(0, 121)))
      const before = readFileSync(join(folder, "ai.jsonl"), "utf8")
      const { result, asked } = yield* fetchWith(folder, answerOf(all))
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
      assert.isTrue(readFileSync(join(folder, "ai.jsonl"), "utf8").startsWith(before))
      assert.strictEqual(asked[0]!.get("fromdate"), "1600")
      if (result._tag === "Success") assert.deepInclude(result.success, { added: 129, questions: 250, stopped: null })
      const again = yield* fetchWith(folder, answerOf(all))
      if (again.result._tag === "Success") assert.strictEqual(again.result.success.added, 0)
    }))

  test("turns pages where a hundred questions have one date", (folder) =>
    Effect.gen(function* () {
      const crowd = Array.from({ length: 230 }, (_, i) => question(i + 1, 1000))
      yield* fetchWith(folder, answerOf(crowd))
      assert.deepStrictEqual(idsIn(folder), idsOf(crowd))
    }))

  test("pauses as backoff asks", (folder) =>
    Effect.gen(function* () {
      const { events } = yield* fetchWith(folder, answerOf(all, { backoff: 0.01 }))
      const pauses = events.filter((event) => event._tag === "FetchRetry")
      assert.lengthOf(pauses, 2)
      assert.deepInclude(pauses[0], { because: "the API asks to pause", seconds: 0.01 })
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
    }))

  test("stops with what it has where the quota is used up, and the next fetch goes on", (folder) =>
    Effect.gen(function* () {
      const { result } = yield* fetchWith(folder, answerOf(all, { quota_remaining: 0 }))
      if (result._tag === "Failure") throw result.failure
      assert.deepInclude(result.success, { added: 100, stopped: "the quota of requests for today is used up" })
      yield* fetchWith(folder, answerOf(all))
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
    }))

  test("stops with what it has where the API throttles", (folder) =>
    Effect.gen(function* () {
      const throttle = { error_id: 502, error_name: "throttle_violation", error_message: "more requests in 80000 s" }
      const { result } = yield* fetchWith(folder, (request, response, nth) =>
        nth === 1 ? answerOf(all)(request, response, nth) : response.writeHead(400).end(JSON.stringify(throttle))
      )
      if (result._tag === "Failure") throw result.failure
      assert.match(result.success.stopped!, /throttle_violation: more requests in 80000 s/)
      assert.deepStrictEqual(idsIn(folder), idsOf(all.slice(0, 100)))
    }))

  test("names an error of the API, and never the key", (folder) =>
    Effect.gen(function* () {
      const wrong = { error_id: 400, error_name: "bad_parameter", error_message: "site" }
      const { result, events } = yield* fetchWith(
        folder,
        (_, response) => response.writeHead(400).end(JSON.stringify(wrong)),
        { key }
      )
      if (result._tag === "Success") throw new Error("expected a failure")
      assert.match(result.failure.message, /the API answers bad_parameter: site/)
      assert.notInclude(JSON.stringify([result.failure, events]), "s3cr3t")
      const gone = yield* fetchWith(folder, (_, response) => response.destroy(), { key })
      assert.notInclude(JSON.stringify(gone), "s3cr3t-key(( ")
      if (gone.result._tag === "Failure") assert.notInclude(gone.result.failure.message, "s3cr3t")
    }))

  test("tries again after 429, 503, a proxy's page and a broken pack", (folder) =>
    Effect.gen(function* () {
      const { result } = yield* fetchWith(folder, (request, response, nth) => {
        if (nth === 1) response.writeHead(429, { "retry-after": "0" }).end()
        else if (nth === 2) response.writeHead(200).end("<html>please log in</html>")
        else if (nth === 3) response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip")
        else answerOf(all)(request, response, nth)
      })
      assert.strictEqual(result._tag, "Success")
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
    }))

  test("ends where has_more never does", (folder) =>
    Effect.gen(function* () {
      const { result, asked } = yield* fetchWith(folder, answerOf(all.slice(0, 3), { has_more: true }))
      if (result._tag === "Failure") throw result.failure
      assert.match(result.success.stopped!, /sent none that is new in 5 answers/)
      assert.lengthOf(asked, 6)
      const few = yield* fetchWith(folder, answerOf(all), { maxRequests: 1 })
      if (few.result._tag === "Success") assert.match(few.result.success.stopped!, /1 requests are as many/)
    }))

  test("goes on with the part that a killed process left, without its torn last line", (folder) =>
    Effect.gen(function* () {
      const lines = all.slice(0, 61).map((each) => JSON.stringify(each))
      writeFileSync(join(folder, ".ai.jsonl.part"), `${lines.join("\n")}\n{"question_id":62,"creat`)
      const { asked } = yield* fetchWith(folder, answerOf(all))
      assert.strictEqual(asked[0]!.get("fromdate"), "1300")
      assert.deepStrictEqual(idsIn(folder), idsOf(all))
    }))

  test("leaves a file alone that is not of questions", (folder) =>
    Effect.gen(function* () {
      writeFileSync(join(folder, "ai.jsonl"), "my notes\n")
      const { result, asked } = yield* fetchWith(folder, answerOf(all))
      assert.strictEqual(result._tag, "Failure")
      assert.lengthOf(asked, 0)
      assert.strictEqual(readFileSync(join(folder, "ai.jsonl"), "utf8"), "my notes\n")
    }))
})
