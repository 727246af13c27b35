/** Runs in folders of their own, under other time zones, languages and homes and with other numbers of threads, give the same bytes. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, describe, it } from "@effect/vitest"

const program = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url))
const folders: Array<string> = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Digests of all outputs of a run in a fresh folder. */
const digestsUnder = (workers: number, env: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), "praxis-same-"))
  folders.push(folder)
  const args = ["run", "--json", "--artifacts", folder, "--workers", `${workers}`, "--set", "simulated.nPosts=1500"]
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env }
  })
  assert.strictEqual(status, 0, stderr)
  const summary = JSON.parse(stdout.trimEnd().split("\n").at(-1)!)
  return Object.fromEntries(
    summary.stages.flatMap((stage: { readonly outputs: Record<string, { readonly digest: string }> }) =>
      Object.entries(stage.outputs).map(([name, { digest }]) => [name, digest])
    )
  )
}

describe("the study", () => {
  it("has the same digests with 1, 2 and 8 worker threads, under another time zone, language, home and folder", () => {
    const one = digestsUnder(1, { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: "/" })
    const two = digestsUnder(2, { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", HOME: tmpdir() })
    const eight = digestsUnder(8, { TZ: "UTC", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" })
    assert.isAbove(Object.keys(one).length, 25)
    assert.deepStrictEqual(two, one)
    assert.deepStrictEqual(eight, one)
  })
})
