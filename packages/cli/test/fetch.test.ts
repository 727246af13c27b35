/** `fetch`, `--corpus` of what was fetched, and `sede`, against a server on this machine. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach, describe, it } from "@effect/vitest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

let folder: string
let server: Server
let answer: RequestListener
let from: string
const praxis = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "praxis-cli-fetch-"))
  answer = (_, response) => response.writeHead(404).end()
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe("pipeline fetch SITE", () => {
  it("fetches a site's dump, keeps its digest beside it, and prints how to go on", async () => {
    const asked: Array<string> = []
    answer = (request, response) => {
      asked.push(request.url!)
      response.writeHead(200, { "content-length": 3 }).end("7z!")
    }
    const { stdout, stderr, status } = await praxis("fetch", "ai.stackexchange.com", "--from", from)
    assert.strictEqual(status, 0, stderr)
    assert.deepStrictEqual(asked, ["/ai.stackexchange.com.7z"])
    const file = join("corpora", "ai.stackexchange.com", "ai.stackexchange.com.7z")
    assert.strictEqual(readFileSync(join(folder, file), "utf8"), "7z!")
    assert.match(readFileSync(join(folder, `${file}.sha256`), "utf8"), /^[0-9a-f]{64} {2}ai\.stackexchange\.com\.7z\n$/)
    assert.include(stdout, `Go on with: pnpm pipeline run --input ${file}\n`)
    assert.match(stdout, /Licence: user content of ai\.stackexchange\.com, CC BY-SA/)
    assert.notInclude(stdout, "\u001b")
  })

  it("demands a digest with --sha256", async () => {
    answer = (_, response) => response.writeHead(200, { "content-length": 3 }).end("7z!")
    const { stderr, status } = await praxis("fetch", "cs.stackexchange.com", "--from", from, "--sha256", "0".repeat(64))
    assert.strictEqual(status, 1)
    assert.match(stderr, /expected was 0{64}/)
    assert.isFalse(existsSync(join(folder, "corpora", "cs.stackexchange.com", "cs.stackexchange.com.7z")))
  })

  it("draws one live line on a terminal", async () => {
    const content = new Uint8Array(600_000)
    answer = (_, response) => response.writeHead(200, { "content-length": content.length }).end(content)
    const { stdout } = await pipelineIn(folder, ["fetch", "ai.stackexchange.com", "--from", from], { columns: 80 })
    assert.include(stdout, "\r\u001b[K  ai.stackexchange.com.7z  ")
    assert.match(stdout, /\d+ % of 600\.0 kB/)
  })
})

describe("pipeline fetch CORPUS", () => {
  it("refuses what is not the pinned content, and says what the host announced", async () => {
    answer = (_, response) => response.writeHead(200, { "content-length": 5 }).end("wrong")
    const { stderr, status } = await praxis("fetch", "sample", "--from", from)
    assert.strictEqual(status, 1)
    assert.match(stderr, /announces 5 bytes, expected were 3080205/)
    assert.deepStrictEqual(
      readdirSync(join(folder, "corpora", "sample")).filter((name) => !name.startsWith(".")),
      []
    )
  })

  it("prints JSON alone with --json, last an error where it fails", async () => {
    const { stdout } = await praxis("fetch", "sample", "--from", from, "--json")
    assert.deepInclude(jsonLines(stdout).at(-1), { ok: false })
    assert.strictEqual(jsonLines(stdout).at(-1).error.tag, "FetchRefusedError")
  })

  it("names the published corpora where it is given another name, and exits 2", async () => {
    const { stderr, status } = await praxis("fetch", "sampel")
    assert.strictEqual(status, 2)
    assert.match(stderr, /there is no published corpus sampel; there are sample, berman-2023/)
  })
})

describe("pipeline run --corpus", () => {
  it("of a published corpus that is not here names the command that gets it, and exits 2", async () => {
    const { stderr, status } = await praxis("plan", "--corpus", "berman-2023")
    assert.strictEqual(status, 2)
    assert.match(stderr, /the corpus berman-2023 is not here .*pnpm pipeline fetch berman-2023/)
  })

  it("binds the files that were fetched, with their sites", async () => {
    const home = join(folder, "corpora", "sample")
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, "stack_posts_sample.csv"), "Id,Title,Body\n1,T,<p>b</p>\n")
    const { stdout, stderr, status } = await praxis("run", "posts", "--corpus", "sample", "--json")
    assert.strictEqual(status, 0, stderr)
    assert.strictEqual(jsonLines(stdout).at(-1).stages[0].rows, 1)
  })
})

describe("pipeline fetch --api", () => {
  const question = { question_id: 1, creation_date: 1500, title: "T", owner: { user_id: 3, display_name: "Ada" } }

  it("writes a file of questions, never the key, and prints how to go on", async () => {
    const asked: Array<URLSearchParams> = []
    answer = (request, response) => {
      asked.push(new URL(request.url!, from).searchParams)
      response.end(JSON.stringify({ items: [question], has_more: false, quota_remaining: 9 }))
    }
    const words = ["--tagged", "jupyter;c#", "--since", "1970-01-01", "--until", "1970-01-02", "--key", "s3cr3t"]
    const { stdout, stderr, status } = await praxis("fetch", "--api", "ai", "--from", from, ...words)
    assert.strictEqual(status, 0, stderr)
    assert.deepInclude(Object.fromEntries(asked[0]!), {
      tagged: "jupyter;c#",
      fromdate: "0",
      todate: "86399",
      site: "ai"
    })
    const file = join(folder, "corpora", "ai.stackexchange.com", "ai.stackexchange.com_jupyter_c%23.jsonl")
    assert.strictEqual(readFileSync(file, "utf8"), `${JSON.stringify({ ...question, owner: { user_id: 3 } })}\n`)
    assert.match(stdout, /1 question added, 1 question in all\n/)
    assert.match(stdout, /Go on with: pnpm pipeline run --input ai=/)
    assert.notInclude(stdout + stderr, "s3cr3t")
  })

  it("exits 2 on a day that is none", async () => {
    const { stderr, status } = await praxis("fetch", "--api", "ai", "--since", "2024-02-30")
    assert.strictEqual(status, 2)
    assert.match(stderr, /--since 2024-02-30: expected a day as YYYY-MM-DD/)
  })
})

describe("pipeline sede", () => {
  it("prints the queries of a site, and as JSON those of all five", async () => {
    const one = await praxis("sede", "ml-practices", "--site", "stats")
    assert.strictEqual(one.status, 0, one.stderr)
    assert.match(one.stdout, /^-- Site: stats\./)
    assert.include(one.stdout, "N'jupyter-notebook'")
    const all = jsonLines((await praxis("sede", "--json")).stdout)
    assert.deepStrictEqual(all.map(({ site, name }) => `${site} ${name}`).slice(0, 3), [
      "stackoverflow windows",
      "stackoverflow posts",
      "datascience windows"
    ])
    assert.lengthOf(all, 10)
    assert.strictEqual((await praxis("sede", "--site", "nowhere")).status, 2)
  })
})
