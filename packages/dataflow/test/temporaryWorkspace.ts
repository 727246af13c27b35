/**
 * Small workspaces on disk for the tests of the code digest.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { Effect } from "effect"

/** A folder of its own, gone when the scope closes. */
export interface TemporaryWorkspace {
  readonly root: string
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void
  readonly read: (path: string) => string
  readonly remove: (path: string) => void
  /** Makes `packages/from/node_modules/@praxis/to` a link, as pnpm does. */
  readonly link: (from: string, to: string) => void
  /** The digest of a module, by a service that knows nothing from before but `cacheFile`. */
  readonly digestOf: (
    path: string,
    cacheFile?: string
  ) => Effect.Effect<CodeDigest.CodeDigest, CodeDigest.CodeDigestError>
}

/** Writes `files` (path → content); every folder of `packages` that has no package.json is given one that exports `./*`. */
export const temporaryWorkspace = (files: Readonly<Record<string, string | Uint8Array>>) =>
  Effect.acquireRelease(
    Effect.sync(() => make(files)),
    ({ root }) => Effect.sync(() => rmSync(root, { recursive: true }))
  )

const make = (files: Readonly<Record<string, string | Uint8Array>>): TemporaryWorkspace => {
  const root = mkdtempSync(join(tmpdir(), "praxis-code-"))
  const at = (path: string) => join(root, path)
  const write: TemporaryWorkspace["write"] = (contents) => {
    for (const [path, content] of Object.entries(contents)) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), content)
    }
  }
  const packages = new Set(Object.keys(files).flatMap((path) => path.match(/^packages\/([^/]+)/)?.[1] ?? []))
  write({ "pnpm-workspace.yaml": "packages:\n  - packages/*\n", "package.json": "{}" })
  for (const name of packages) write({ [`packages/${name}/package.json`]: packageJson(name) })
  write(files)
  return {
    root,
    write,
    read: (path) => readFileSync(at(path), "utf8"),
    remove: (path) => rmSync(at(path)),
    link: (from, to) => {
      const link = at(`packages/${from}/node_modules/@praxis/${to}`)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(at(`packages/${to}`), link)
    },
    digestOf: (path, cacheFile) =>
      CodeDigest.CodeDigests.use((digests) => digests.of(pathToFileURL(at(path)).href)).pipe(
        Effect.provide(CodeDigest.layer(cacheFile === undefined ? { root } : { root, cacheFile }), { local: true })
      )
  }
}

const packageJson = (name: string): string =>
  JSON.stringify({ name: `@praxis/${name}`, exports: { "./internal/*": null, "./*": "./src/*.ts" } })
