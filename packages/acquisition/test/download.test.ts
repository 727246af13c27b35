/** Downloads from hosts that misbehave: the file is there whole and right, or not at all. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { withFaults } from "@praxis/dataflow/Faults"
import { Effect, FileSystem } from "effect"
import { type DownloadOptions, download } from "../src/download.ts"
import type { FetchEvent } from "../src/FetchEvent.ts"
import { holdFolder } from "../src/holdFolder.ts"
import { type Answer, cut, impatient, sendRange, serve, services } from "./support/misbehavingServer.ts"

const content = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31 + (i >> 8)) % 251)
const digest = sha256(content)
const pinned = { bytes: content.length, sha256: digest }

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "praxis-fetch-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

/** Downloads `file` from a server; what came of it, the events, the requests and the folder. */
const fetchFrom = (answer: Answer, options: Partial<DownloadOptions> = {}, prepare = (_folder: string) => {}) =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    prepare(folder)
    const server = yield* serve(answer)
    const events: Array<FetchEvent> = []
    const result = yield* Effect.result(
      download({
        url: `${server.url}/file`,
        folder,
        name: "file",
        patience: impatient,
        onEvent: (event) => events.push(event),
        ...options
      })
    )
    return { folder, result, events, requests: server.requests, url: server.url }
  })

const test = (name: string, body: () => Effect.Effect<void, unknown, any>) =>
  it.live(name, () => Effect.scoped(body()).pipe(Effect.provide(services)) as Effect.Effect<void>)

type Got = Effect.Success<ReturnType<typeof fetchFrom>>
const assertWhole = ({ folder, result }: Got) => {
  assert.strictEqual(result._tag, "Success", result._tag === "Failure" ? String(result.failure.message) : "")
  assert.strictEqual(sha256(readFileSync(join(folder, "file"))), digest)
  assert.isFalse(existsSync(join(folder, ".file.part")))
}
const failureOf = ({ result, folder }: Got) => {
  assert.isFalse(existsSync(join(folder, "file")), "nothing bears the name of the file")
  if (result._tag === "Success") throw new Error("expected a failure")
  return result.failure
}

describe("download", () => {
  test("writes the file, tells its digest, and keeps that beside it where none is pinned", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((request, response) => sendRange(request, response, content))
      assertWhole(got)
      assert.strictEqual(readFileSync(join(got.folder, "file.sha256"), "utf8"), `${digest}  file\n`)
      assert.deepInclude(got.events.at(-1), { _tag: "FetchFinished", sha256: digest, fetched: true })
    }))

  test("goes on where the connection was cut, several times", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom(
        (request, response, nth) => sendRange(request, response, content, nth < 5 ? { cutAfter: 40_000 } : {}),
        pinned
      )
      assertWhole(got)
      const ranges = got.requests.map(({ headers }) => Number(/\d+/.exec(headers.range ?? "0")![0]))
      assert.strictEqual(ranges[0], 0)
      assert.isTrue(
        ranges.every((from, i) => i === 0 || from > ranges[i - 1]!),
        String(ranges)
      )
      assert.strictEqual(got.requests[1]!.headers["if-range"], '"one"')
    }))

  test("begins anew where the host does not honour ranges", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((_, response, nth) => {
        response.writeHead(200, { "content-length": content.length, etag: '"one"' })
        if (nth === 1) cut(response, content.subarray(0, 50_000))
        else response.end(content)
      }, pinned)
      assertWhole(got)
      assert.lengthOf(got.requests, 2)
    }))

  test("begins anew where the host has another content meanwhile, by its ETag", () =>
    Effect.gen(function* () {
      const older = new Uint8Array(200_000).fill(7)
      const got = yield* fetchFrom((request, response, nth) =>
        nth === 1
          ? sendRange(request, response, older, { etag: '"zero"', cutAfter: 50_000 })
          : sendRange(request, response, content, { etag: '"one"' })
      )
      assertWhole(got)
      assert.strictEqual(got.requests[1]!.headers["if-range"], '"zero"')
    }))

  test("begins anew where the host sends another range than was asked for", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((request, response, nth) => {
        if (nth !== 2) return sendRange(request, response, content, nth === 1 ? { cutAfter: 50_000 } : {})
        response.writeHead(206, { "content-range": `bytes 0-9/${content.length}`, "content-length": 10 })
        response.end(content.subarray(0, 10))
      }, pinned)
      assertWhole(got)
    }))

  test("goes on with the part that a killed process left, and asks for nothing where it is whole", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom(
        (request, response) => sendRange(request, response, content),
        pinned,
        (folder) => writeFileSync(join(folder, ".file.part"), content.subarray(0, 150_000))
      )
      assertWhole(got)
      assert.strictEqual(got.requests[0]!.headers.range, "bytes=150000-")
      const whole = yield* fetchFrom(
        (_, response) => response.writeHead(416, { "content-range": `bytes */${content.length}` }).end(),
        pinned,
        (folder) => writeFileSync(join(folder, ".file.part"), content)
      )
      assertWhole(whole)
    }))

  test("does not trust a part without a digest or an ETag", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom(
        (request, response) => sendRange(request, response, content),
        {},
        (folder) => writeFileSync(join(folder, ".file.part"), new Uint8Array(150_000))
      )
      assertWhole(got)
      assert.isUndefined(got.requests[0]!.headers.range)
    }))

  test("waits as long as a 429 asks, and tries again after 502, 503 and 504", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((request, response, nth) => {
        if (nth === 1) response.writeHead(429, { "retry-after": "0" }).end()
        else if (nth === 2) response.writeHead(502).end("<html>")
        else if (nth === 3) response.writeHead(504).end()
        else sendRange(request, response, content)
      }, pinned)
      assertWhole(got)
      assert.deepStrictEqual(
        got.events.flatMap((event) => (event._tag === "FetchRetry" ? [event.because] : [])),
        ["the host answers 429", "the host answers 502", "the host answers 504"]
      )
    }))

  test("ends where a host asks to wait longer than anyone does, or fails again and again", () =>
    Effect.gen(function* () {
      const later = yield* fetchFrom((_, response) => response.writeHead(429, { "retry-after": "7200" }).end())
      assert.match(failureOf(later).message, /asks to wait for 7200 s.*Run the same command again later/)
      assert.lengthOf(later.requests, 1)
      const never = yield* fetchFrom((_, response) => response.writeHead(503).end())
      assert.strictEqual(failureOf(never)._tag, "FetchUnreachableError")
      assert.lengthOf(never.requests, 1 + impatient.retries)
    }))

  test("says of 404 and 403 at once what to do, with the address and without its query", () =>
    Effect.gen(function* () {
      for (const status of [403, 404]) {
        const got = yield* fetchFrom((_, response) => response.writeHead(status).end())
        const failure = failureOf(got)
        assert.strictEqual(failure._tag, "FetchRefusedError")
        assert.include(failure.message, `${got.url}/file: the host answers ${status}`)
        assert.lengthOf(got.requests, 1)
      }
    }))

  test("sets wrong bytes aside and names both digests", () =>
    Effect.gen(function* () {
      const wrong = Uint8Array.from(content, (byte, i) => (i === 1000 ? byte ^ 1 : byte))
      const got = yield* fetchFrom((request, response) => sendRange(request, response, wrong), pinned)
      const { message } = failureOf(got)
      assert.include(message, sha256(wrong))
      assert.include(message, digest)
      assert.deepStrictEqual(
        readdirSync(got.folder).filter((name) => !name.startsWith(".fetch")),
        [`file.wrong-${sha256(wrong).slice(0, 12)}`]
      )
    }))

  test("refuses a length that is not the pinned one, before it takes a byte", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom(
        (_, response) => response.writeHead(200, { "content-length": 199_999 }).end(content.subarray(0, 199_999)),
        pinned
      )
      assert.match(failureOf(got).message, /announces 199999 bytes, expected were 200000/)
      assert.isFalse(existsSync(join(got.folder, ".file.part")))
    }))

  test("recognises a pointer of Git LFS in place of the file", () =>
    Effect.gen(function* () {
      const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${content.length}\n`
      const got = yield* fetchFrom(
        (_, response) => response.writeHead(200, { "content-length": pointer.length }).end(pointer),
        pinned
      )
      assert.match(failureOf(got).message, /a Git LFS pointer came in place of the file/)
    }))

  test("stops a body that is longer than announced, with no length given, at the pinned one", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((_, response) => {
        response.writeHead(200)
        const more = () => {
          response.write(content)
          if (!response.destroyed) setTimeout(more, 5)
        }
        more()
      }, pinned)
      assert.match(failureOf(got).message, /more came than the 200000 bytes/)
    }))

  test("takes an announced length that is too long for a connection that was cut", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((_, response) => {
        response.writeHead(200, { "content-length": content.length + 100 })
        cut(response, content)
      })
      assert.strictEqual(failureOf(got)._tag, "FetchUnreachableError")
    }))

  test("gives a silent host up, and keeps what it sent", () =>
    Effect.gen(function* () {
      const patience = { ...impatient, answer: "1 second", silence: "50 millis", retries: 1 } as const
      const got = yield* fetchFrom(
        (_, response) => {
          response.writeHead(200, { "content-length": content.length, etag: '"one"' })
          response.write(content.subarray(0, 1000))
        },
        { patience }
      )
      assert.match(failureOf(got).message, /no byte came for 0\.05 s/)
      assert.isTrue(existsSync(join(got.folder, ".file.part")))
    }))

  test("refuses an answer that is packed though it was asked not to be", () =>
    Effect.gen(function* () {
      const packed = gzipSync(content)
      const got = yield* fetchFrom((_, response) =>
        response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed)
      )
      assert.match(failureOf(got).message, /sent it packed \(gzip\)/)
    }))

  test("follows redirects to another host of this machine, and none in a circle", () =>
    Effect.gen(function* () {
      const other = yield* serve((request, response) => sendRange(request, response, content))
      const got = yield* fetchFrom(
        (_, response) => response.writeHead(302, { location: `${other.url}/there` }).end(),
        pinned
      )
      assertWhole(got)
      const circle = yield* fetchFrom((_, response) => response.writeHead(302, { location: "/file" }).end())
      assert.match(failureOf(circle).message, /leads on more than 10 times/)
    }))

  test("does not follow a redirect that leaves https for an open connection elsewhere", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((_, response) =>
        response.writeHead(302, { location: "http://example.org/file" }).end()
      )
      assert.match(failureOf(got).message, /leads on to http:\/\/example\.org\/file, which is not https/)
    }))

  test("fetches nothing where the right file is there, and leaves another one as it is", () =>
    Effect.gen(function* () {
      const there = yield* fetchFrom(
        (_, response) => response.writeHead(500).end(),
        pinned,
        (folder) => writeFileSync(join(folder, "file"), content)
      )
      assertWhole(there)
      assert.lengthOf(there.requests, 0)
      const other = yield* fetchFrom(
        (_, response) => response.writeHead(500).end(),
        pinned,
        (folder) => writeFileSync(join(folder, "file"), "mine")
      )
      assert.strictEqual(other.result._tag, "Failure")
      assert.strictEqual(readFileSync(join(other.folder, "file"), "utf8"), "mine")
    }))

  test("asks for room first, and fails before it fetches where there is none", () =>
    Effect.gen(function* () {
      const got = yield* fetchFrom((request, response) => sendRange(request, response, content), {
        ...pinned,
        free: () => Effect.succeed(199_999)
      })
      assert.match(failureOf(got).message, /200000 more bytes are needed, and 199999 are free/)
      assert.lengthOf(got.requests, 0)
    }))

  test("says that the disk is full, and goes on once there is room", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const folder = yield* temporaryFolder
      const server = yield* serve((request, response) => sendRange(request, response, content))
      const options = { url: `${server.url}/file`, folder, name: "file", patience: impatient, ...pinned }
      const full = withFaults(fs, ({ method, path }) =>
        method === "writeAll" && path.endsWith(".file.part") ? { kind: "short" } : undefined
      )
      const failure = yield* Effect.flip(Effect.provideService(download(options), FileSystem.FileSystem, full))
      assert.match(failure.message, /the disk is full \(ENOSPC\)/)
      const { sha256: found } = yield* download(options)
      assert.strictEqual(found, digest)
    }))

  test("fails where another process fetches into the folder", () =>
    Effect.gen(function* () {
      const folder = yield* temporaryFolder
      yield* holdFolder(folder)
      const failure = yield* Effect.flip(download({ url: "http://127.0.0.1:9/file", folder, name: "file" }))
      assert.strictEqual(failure._tag, "FetchBusyError")
    }))
})
