import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { sha256 } from "@praxis/dataflow/Digest"
import { jsonLines, pipelineIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-gc-"))
const artifacts = join(folder, "artifacts")
const settings = (nPosts: number) => ["--set", `simulated.nPosts=${nPosts}`]

const pipeline = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)

const statusOf = async (node: string, nPosts: number) => {
  const { stdout } = await pipeline("plan", node, "--json", "--corpus", "simulated", ...settings(nPosts))
  return jsonLines(stdout)[0].stages.map((stage: { readonly status: string }) => stage.status)
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  for (const nPosts of [60, 61]) assert.strictEqual((await pipeline("run", "posts", ...settings(nPosts))).status, 0)
})

describe("gc", () => {
  it("drops nothing of the last ten runs", async () => {
    const { stdout, status } = await pipeline("gc", "--yes")
    assert.strictEqual(status, 0)
    assert.match(
      stdout,
      /^artifacts: nothing to drop\.\nKept: \d+ results with \d+ objects \([\d.]+ [kM]B\), named by the last 2 runs and the last\s/
    )
    assert.deepStrictEqual(await statusOf("posts", 60), ["hit", "hit"])
  })

  it("says first what would go, stage by stage, and how; and drops nothing", async () => {
    const { stdout, status } = await pipeline("gc", "--keep", "1")
    assert.strictEqual(status, 0)
    assert.match(stdout, /^artifacts: this would go\n/)
    assert.match(stdout, /\n {2}simulated +1 result +[\d.]+ kB\n/)
    assert.match(stdout, /This is safe: nothing that is kept needs what goes/)
    assert.match(stdout, /\nNothing was dropped\. To drop it: pnpm pipeline gc --keep 1 --yes\n$/)
    assert.deepStrictEqual(await statusOf("posts", 60), ["hit", "hit"])
  })

  it("ends with 75 and drops nothing while another process writes the store", async () => {
    const writer = new DatabaseSync(join(artifacts, "store", "lock.sqlite"))
    writer.exec("BEGIN EXCLUSIVE")
    const { stdout, status } = await pipeline("gc", "--keep", "1", "--yes", "--no-wait")
    writer.close()
    assert.strictEqual(status, 75)
    assert.strictEqual(stdout, "")
    assert.deepStrictEqual(await statusOf("posts", 60), ["hit", "hit"])
  })

  it("drops with --yes what the last run does not name; a second one finds nothing, and a run computes it again", async () => {
    const { stdout, status } = await pipeline("gc", "--keep", "1", "--yes")
    assert.strictEqual(status, 0)
    assert.match(stdout, /^artifacts: dropping\n.*\nDropped\.\n$/s)
    assert.deepStrictEqual(await statusOf("posts", 60), ["run", "depends"])
    assert.deepStrictEqual(await statusOf("posts", 61), ["hit", "hit"])
    const again = jsonLines((await pipeline("gc", "--keep", "1", "--yes", "--json")).stdout)[0]
    assert.deepInclude(again, { dropped: true, bytes: 0, records: [], objects: [], setAside: [] })
    const verified = await pipeline("verify")
    assert.strictEqual(verified.status, 0)
    assert.match(verified.stdout, /2 results that 1 earlier run had are gone: collected, or removed\./)
    assert.strictEqual((await pipeline("run", "posts", ...settings(60))).status, 0)
  })

  it("keeps the last results of a corpus although no run counts", async () => {
    const { stdout, status } = await pipeline("gc", "--keep", "0", "--yes")
    assert.strictEqual(status, 0)
    assert.match(stdout, /\nKept: .*, named by the last results of each\scorpus\.\n/)
    assert.deepStrictEqual(await statusOf("posts", 60), ["hit", "hit"])
  })

  it("keeps what a lock file names", async () => {
    const { stdout } = await pipeline("run", "simulated", "--json", ...settings(62))
    const { outputs } = jsonLines(stdout).at(-1).stages[0]
    await pipeline("run", "posts", ...settings(63))
    writeFileSync(join(artifacts, "tiny.lock.json"), JSON.stringify(outputs))
    const kept = await pipeline("gc", "--keep", "0", "--yes")
    assert.include(kept.stdout, join("artifacts", "tiny.lock.json"))
    assert.deepStrictEqual(await statusOf("simulated", 62), ["hit"])
    rmSync(join(artifacts, "tiny.lock.json"))
    await pipeline("gc", "--keep", "0", "--yes")
    assert.deepStrictEqual(await statusOf("simulated", 62), ["run"])
  })

  it("drops texts of code that no kept result was made with, and no others", async () => {
    const texts = join(artifacts, "cache", "sources")
    const before = readdirSync(texts)
    writeFileSync(join(texts, sha256("code of long ago")), "const a = 1\n")
    assert.match((await pipeline("gc")).stdout, /\n {2}texts of code +1 file +12 B\n/)
    await pipeline("gc", "--yes")
    assert.deepStrictEqual(readdirSync(texts), before)
  })

  it("waits for a run that goes on, and then keeps its results", async () => {
    const program = fileURLToPath(new URL("../src/main.ts", import.meta.url))
    const start = (...words: ReadonlyArray<string>) =>
      spawn(process.execPath, [program, ...words, "--artifacts", artifacts], { stdio: ["ignore", "pipe", "pipe"] })
    const run = start("run", "posts", "--json", ...settings(2000))
    for await (const chunk of run.stdout.iterator({ destroyOnReturn: false }))
      if (String(chunk).includes('"NodeStarted"')) break
    run.stdout.resume()
    run.kill("SIGSTOP")
    const gc = start("gc", "--keep", "0", "--yes")
    gc.stdout.resume()
    let said = ""
    gc.stderr.on("data", (chunk) => {
      said += String(chunk)
      if (said.includes("\n")) run.kill("SIGCONT")
    })
    const [[ran], [collected]] = await Promise.all([once(run, "exit"), once(gc, "exit")])
    assert.deepStrictEqual([ran, collected], [0, 0])
    assert.match(said, new RegExp(`^waiting for process ${run.pid} `))
    assert.deepStrictEqual(await statusOf("posts", 2000), ["hit", "hit"])
  })
})
