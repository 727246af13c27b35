/** Two runs in two folders, under other time zones, languages and homes, give the same bytes. */
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
const digestsUnder = (env: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), "praxis-same-"))
  folders.push(folder)
  const args = ["run", "--json", "--artifacts", folder, "--set", "simulated.nPosts=500", "--set", "topics.starts=3"]
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
  it("has the same digests under another time zone, language, home and folder", () => {
    const first = digestsUnder({ TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: "/" })
    const second = digestsUnder({ TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", HOME: tmpdir() })
    assert.isAbove(Object.keys(first).length, 25)
    assert.deepStrictEqual(second, first)
  })
})
