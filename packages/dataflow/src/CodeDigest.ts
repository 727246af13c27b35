/**
 * The code of a stage as a digest: its module's static import closure in the workspace, stopping at this package.
 *
 * A module enters as its syntax tree without types, comments and positions; a file named by
 * `new URL("…", import.meta.url)` as its bytes; imported JSON as its value; a package of npm as its locked
 * transitive closure. So a reformat changes nothing, and a changed function changes the stages that reach it.
 */
import { realpathSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Clock, Context, Effect, Layer, type Result } from "effect"
import { sha256 } from "./Digest.ts"
import { CodeDigestError } from "./internal/CodeDigestError.ts"
import { openCodeCache } from "./internal/codeCache.ts"
import { type FileSightings, fileSightings } from "./internal/fileSightings.ts"
import { importClosures } from "./internal/importClosure.ts"
import { keepTexts } from "./internal/keptTexts.ts"
import { isInside } from "./internal/workspacePackages.ts"

export { CodeDigestError }

/** What a stage's code is made of. */
export interface CodeDigest {
  /** SHA-256, in hexadecimal, of files and packages. */
  readonly digest: string
  /** Path relative to the root, with `/` → SHA-256, in hexadecimal, of the syntax tree, the JSON value or the bytes. Sorted. */
  readonly files: Readonly<Record<string, string>>
  /** Package of npm → its version and 16 hexadecimal digits of its locked closure's digest. Sorted. */
  readonly packages: Readonly<Record<string, string>>
}

/** Digests of stages' modules, each taken once a run. */
export class CodeDigests extends Context.Service<
  CodeDigests,
  {
    /** `moduleUrl` is a stage's `module`. The first answer stands. Fails where some part of the code cannot be known from its text. */
    readonly of: (moduleUrl: string) => Effect.Effect<CodeDigest, CodeDigestError>
    /** The same of the files as they are now: read again, unless nothing of what they were read from has been touched since. */
    readonly afresh: (moduleUrl: string) => Effect.Effect<CodeDigest, CodeDigestError>
  }
>()("@praxis/dataflow/CodeDigests") {}

/** Where code is, and what is remembered of it. */
export interface Options {
  /** The folder with pnpm-workspace.yaml. */
  readonly root: string
  /** Remembers what was parsed, by content; may be deleted at any time. */
  readonly cacheFile?: string
  /** Keeps the text of every file by its digest, for `SourceTexts`; may be deleted at any time. */
  readonly textsFolder?: string
}

/** Digests of the code under a root. */
export const layer = (options: Options): Layer.Layer<CodeDigests> =>
  Layer.sync(CodeDigests, () => {
    const root = realpathSync.native(options.root)
    const cache = openCodeCache(options.cacheFile)
    const texts = keepTexts(options.textsFolder)
    const closureOf = importClosures(root, { cache, sightings: fileSightings(0), texts })
    const known = new Map<string, Result.Result<CodeDigest, CodeDigestError>>()
    const taken = new Map<string, { readonly code: CodeDigest; readonly sightings: FileSightings }>()

    const digestWith = Effect.fnUntraced(function* (closure: typeof closureOf, moduleUrl: string) {
      const { files, packages } = yield* closure(yield* pathOf(root, moduleUrl))
      return digestOf(files, packages)
    })
    const of = Effect.fnUntraced(function* (moduleUrl: string) {
      const before = known.get(moduleUrl)
      if (before !== undefined) return yield* Effect.fromResult(before)
      const code = yield* Effect.result(digestWith(closureOf, moduleUrl))
      // A failure too: once a file is mended, its text is not what is loaded.
      known.set(moduleUrl, code)
      // What cannot be written costs the next run some parsing, or `why` a quotation, and changes no digest.
      yield* Effect.ignore(Effect.try(cache.save))
      yield* Effect.ignore(Effect.try(texts.save))
      return yield* Effect.fromResult(code)
    })
    const afresh = Effect.fnUntraced(function* (moduleUrl: string) {
      const last = taken.get(moduleUrl)
      if (last?.sightings.areSame()) return last.code
      taken.delete(moduleUrl)
      const sightings = fileSightings(yield* Clock.currentTimeMillis)
      if (URL.canParse(moduleUrl) && moduleUrl.startsWith("file:")) sightings.seeLink(fileURLToPath(moduleUrl))
      const code = yield* digestWith(importClosures(root, { cache, sightings }), moduleUrl)
      taken.set(moduleUrl, { code, sightings })
      return code
    })
    return { of, afresh }
  })

const pathOf = (root: string, moduleUrl: string) =>
  Effect.try({
    try: () => {
      const path = realpathSync.native(fileURLToPath(moduleUrl))
      if (!isInside(root, path)) throw new Error(`it lies outside ${root}`)
      return path
    },
    catch: (cause) =>
      new CodeDigestError({
        condition: "outside-workspace",
        file: moduleUrl,
        found: `this is no module of the workspace (${(cause as Error).message})`,
        remedy: "define the stage in a file of the workspace, with module: import.meta.url"
      })
  })

const digestOf = (files: ReadonlyMap<string, string>, packages: ReadonlyMap<string, string>): CodeDigest => {
  const sorted = { files: sortedByName(files), packages: sortedByName(packages) }
  return { digest: sha256(JSON.stringify(sorted)), ...sorted }
}

const sortedByName = (values: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from(values).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/** How many changes are named one by one. */
const maxNamed = 4

/** What changed between two, for a person to read: `packages/text-features/src/tokenise.ts`, `csv-parse 7.0.2 → 7.0.3`; the last entry counts the rest. */
export const changes = (
  before: Pick<CodeDigest, "files" | "packages">,
  after: Pick<CodeDigest, "files" | "packages">
): ReadonlyArray<string> => {
  const all = [
    ...differing(before.files, after.files).map(([path, old, now]) =>
      old === undefined ? `${path} (new)` : now === undefined ? `${path} (gone)` : path
    ),
    ...differing(before.packages, after.packages).map(([name, old, now]) => {
      const [was, is] = [versionOf(old), versionOf(now)]
      return was === is ? `${name} ${is} (what it depends on)` : `${name} ${was} → ${is}`
    })
  ]
  return all.length <= maxNamed ? all : [...all.slice(0, maxNamed - 1), `${all.length - maxNamed + 1} more`]
}

type Difference = readonly [name: string, before: string | undefined, after: string | undefined]

const differing = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): ReadonlyArray<Difference> =>
  Array.from(new Set([...Object.keys(before), ...Object.keys(after)]))
    .toSorted()
    .map((name): Difference => [name, before[name], after[name]])
    .filter(([, old, now]) => old !== now)

/** `7.0.3` of `7.0.3 0123456789abcdef`. */
const versionOf = (locked: string | undefined): string => locked?.split(" ", 1)[0] ?? "(none)"
