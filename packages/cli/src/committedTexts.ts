/**
 * Committed versions of files, where the project is a git repository and git is installed.
 */
import { execFile } from "node:child_process"
import { Effect } from "effect"

/** Commits that are looked at, beside the last one. */
const maxCommits = 5

const maxBytes = 8 * 1024 * 1024
const timeoutMillis = 10_000

/**
 * The versions of a file (path relative to `root`) at the last commits that changed a lock file, newest first, and at the
 * last commit. None where git, the repository or the file is not there: that is no error.
 */
export const committedTexts = (root: string): ((file: string) => Effect.Effect<ReadonlyArray<Uint8Array>>) => {
  let commits: Promise<ReadonlyArray<string>> | undefined
  const find = async () => {
    const log = await git(root, ["log", `-${maxCommits}`, "--format=%H", "--", "artifacts/*.lock.json"])
    const found = log?.toString("utf8").match(/^[0-9a-f]{40,64}$/gm) ?? []
    return [...found, "HEAD"]
  }
  return (file) =>
    Effect.promise(async () => {
      commits ??= find()
      const versions = await Promise.all(
        (await commits).map((commit) => git(root, ["cat-file", "blob", `${commit}:./${file}`]))
      )
      return versions.filter((version) => version !== undefined)
    })
}

const git = (root: string, words: ReadonlyArray<string>): Promise<Buffer | undefined> =>
  new Promise((resolve) =>
    execFile(
      "git",
      ["--no-optional-locks", "--no-pager", ...words],
      { cwd: root, encoding: "buffer", maxBuffer: maxBytes, timeout: timeoutMillis },
      (error, stdout) => resolve(error === null ? stdout : undefined)
    )
  )
