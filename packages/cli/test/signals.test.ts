/** What a signal leaves behind: an exit code, and nothing half written. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, describe, it } from "@effect/vitest"

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "praxis-signals-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const argumentsFor = (nPosts: number) => [
  "run",
  "posts",
  "--json",
  "--set",
  `simulated.nPosts=${nPosts}`,
  "--artifacts",
  folder
]

/** Starts a run, sends the signal while the first stage writes, and gives the exit code. */
const interrupted = async (signal: NodeJS.Signals, nPosts: number) => {
  const child = spawn(process.execPath, [program, ...argumentsFor(nPosts)], { stdio: ["ignore", "pipe", "inherit"] })
  for await (const chunk of child.stdout) {
    if (String(chunk).includes('"NodeProgress"')) break
  }
  child.kill(signal)
  const [code] = await once(child, "exit")
  return code
}

const temporaryFiles = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tmp-|\.new$/.test(file))

describe("a run that is ended by a signal", () => {
  it.each([
    ["SIGINT", 130, 60_001],
    ["SIGTERM", 143, 60_002]
  ] as const)(
    "%s: exits with %i, leaves no temporary file, and the next run goes through",
    async (signal, code, nPosts) => {
      assert.strictEqual(await interrupted(signal, nPosts), code)
      assert.deepStrictEqual(temporaryFiles(), [])
      const again = spawnSync(process.execPath, [program, ...argumentsFor(2000)], { encoding: "utf8" })
      assert.strictEqual(again.status, 0, again.stderr)
    }
  )
})
