/**
 * The texts of code that results were made with: a file a digest, in one folder. What is lost or damaged there costs
 * `why` a quotation and no result.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Keeps texts by the digest that they have in a code digest. */
export interface KeptTexts {
  /** Takes a text to be kept, unless it is kept already. */
  readonly take: (digest: string, bytes: Uint8Array) => void
  /** Writes what was taken. Throws what `node:fs` throws. */
  readonly save: () => void
}

/** Longer files, such as a compiled kernel, are not kept: no person reads their lines. */
const maxBytes = 1024 * 1024

/** The texts kept in `folder`; the folder is listed once. Without a folder, nothing is kept. */
export const keepTexts = (folder: string | undefined): KeptTexts => {
  let known: Set<string> | undefined
  const taken = new Map<string, Uint8Array>()
  if (folder === undefined) return { take: () => {}, save: () => {} }
  return {
    take: (digest, bytes) => {
      known ??= namesIn(folder)
      if (!known.has(digest) && bytes.length <= maxBytes) taken.set(digest, bytes)
    },
    save: () => {
      if (taken.size === 0) return
      mkdirSync(folder, { recursive: true })
      for (const [digest, bytes] of taken) {
        const temporary = join(folder, `${digest}.tmp`)
        writeFileSync(temporary, bytes)
        renameSync(temporary, join(folder, digest))
        taken.delete(digest)
        known?.add(digest)
      }
    }
  }
}

const namesIn = (folder: string): Set<string> => {
  try {
    return new Set(readdirSync(folder))
  } catch {
    return new Set()
  }
}

/** The bytes kept under a digest, unchecked; undefined where none can be read. */
export const readKeptText = (folder: string, digest: string): Uint8Array | undefined => {
  try {
    return readFileSync(join(folder, digest))
  } catch {
    return undefined
  }
}

/** Forgets a text that turned out damaged, so that the next run keeps it anew. */
export const dropKeptText = (folder: string, digest: string): void => {
  rmSync(join(folder, digest), { force: true })
}
