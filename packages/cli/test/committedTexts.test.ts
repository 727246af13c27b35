import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { committedTexts } from "../src/committedTexts.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-git-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const repository = join(folder, "repository")
const write = (path: string, text: string) => writeFileSync(join(repository, path), text)
const commit = (message: string) => {
  const git = (...words: ReadonlyArray<string>) => execFileSync("git", words, { cwd: repository, stdio: "ignore" })
  git("add", "-A")
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--no-gpg-sign", "-m", message)
}

const texts = async (root: string, file: string) =>
  (await Effect.runPromise(committedTexts(root)(file))).map((bytes) => new TextDecoder().decode(bytes))

describe("committed texts", () => {
  it("are those at the commits that changed a lock file, newest first, and at the last commit", async () => {
    mkdirSync(join(repository, "artifacts"), { recursive: true })
    execFileSync("git", ["init", "-q"], { cwd: repository })
    for (const [code, lock] of ["1", "2", "3", "4"].map((code, i) => [code, i < 3 ? "ab"[i % 2]! : "a"] as const)) {
      write("a file.ts", code)
      write("artifacts/tiny.lock.json", lock)
      commit(code)
    }
    assert.deepStrictEqual(await texts(repository, "a file.ts"), ["3", "2", "1", "4"])
  })

  it("of a file that was never committed are none", async () => {
    assert.deepStrictEqual(await texts(repository, "other.ts"), [])
    assert.deepStrictEqual(await texts(repository, "../../etc/passwd"), [])
  })

  it("outside a repository are none", async () => {
    assert.deepStrictEqual(await texts(folder, "a.ts"), [])
  })
})
