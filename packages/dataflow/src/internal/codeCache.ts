/**
 * What is known of files and lock files by the SHA-256 of their bytes, so that a warm run parses nothing.
 */
import { randomUUID } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { findPackageJSON } from "node:module"
import { basename, dirname, join } from "node:path"
import { sha256 } from "../Digest.ts"
import { nodeVersion } from "../nodeVersion.ts"
import type { LockedPackages } from "./lockedPackages.ts"
import type { ModuleSyntax } from "./moduleSyntax.ts"

/** Rises when digests or references are taken in another way. */
const format = 1

/** Entries of files that no longer exist are kept up to this number, so that a change of branch stays warm. */
const maxModules = 4000

/** A memory of parsed files; `save` writes it where something new was learnt. */
export interface CodeCache {
  /** Keyed by {@link moduleKey}. */
  readonly modules: Map<string, ModuleSyntax>
  /** Keyed by the SHA-256 of pnpm-lock.yaml. */
  readonly locks: Map<string, LockedPackages>
  readonly learn: <A>(map: Map<string, A>, key: string, value: A) => A
  /** Writes a temporary file and renames it. Throws what `node:fs` throws. */
  readonly save: () => void
}

/** The content's digest, and whether it was read as TypeScript. */
export const moduleKey = (sha256: string, typescript: boolean): string => `${typescript ? "ts" : "js"}-${sha256}`

/** Reads the cache; a file that is absent, damaged, or written by other parsers is as good as none. */
export const openCodeCache = (path: string | undefined): CodeCache => {
  const known = path === undefined ? undefined : read(path)
  const modules = new Map(known?.modules)
  const locks = new Map(known?.locks)
  let learnt = false
  return {
    modules,
    locks,
    learn: (map, key, value) => {
      learnt = true
      map.set(key, value)
      return value
    },
    save: () => {
      if (path === undefined || !learnt) return
      const body = JSON.stringify({
        parsers: parsers(),
        modules: Array.from(modules).slice(-maxModules),
        locks: Array.from(locks).slice(-2)
      })
      writeAtomically(path, `${sha256(body)}\n${body}`)
      learnt = false
    }
  }
}

const read = (path: string) => {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch {
    return undefined
  }
  const [checksum = "", body = ""] = text.split("\n", 2)
  if (checksum !== sha256(body)) return undefined
  const cache = JSON.parse(body) as {
    readonly parsers: string
    readonly modules: ReadonlyArray<[string, ModuleSyntax]>
    readonly locks: ReadonlyArray<[string, LockedPackages]>
  }
  return cache.parsers === parsers() ? cache : undefined
}

/** Another Node (which strips the types) or another acorn may give another tree. */
const parsers = (): string => {
  const acorn = JSON.parse(readFileSync(findPackageJSON("acorn", import.meta.url)!, "utf8")) as {
    readonly version: string
  }
  return `format ${format}, node ${nodeVersion}, acorn ${acorn.version}`
}

const writeAtomically = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  removeTemporaries(path)
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } catch (cause) {
    rmSync(temporary, { force: true })
    throw cause
  }
}

/** What a killed process left. A process that writes just now loses its turn, which costs it nothing but the cache. */
const removeTemporaries = (path: string): void => {
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(`${basename(path)}.`) && name.endsWith(".tmp"))
      rmSync(join(dirname(path), name), { force: true })
  }
}
