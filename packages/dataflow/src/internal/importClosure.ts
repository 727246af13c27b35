/**
 * All files and packages that a module's code is made of.
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { isBuiltin } from "node:module"
import { dirname, extname, join, sep } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { Effect } from "effect"
import { sha256 } from "../Digest.ts"
import { CodeDigestError } from "./CodeDigestError.ts"
import { type CodeCache, moduleKey } from "./codeCache.ts"
import type { FileSightings } from "./fileSightings.ts"
import type { KeptTexts } from "./keptTexts.ts"
import type { LockedPackages } from "./lockedPackages.ts"
import type { ModuleSyntax } from "./moduleSyntax.ts"
import { isInside, type WorkspacePackage, workspacePackages } from "./workspacePackages.ts"

/** Digests of files by path relative to the root, and npm packages as `version closureDigest16`. */
export interface ImportClosure {
  readonly files: ReadonlyMap<string, string>
  readonly packages: ReadonlyMap<string, string>
}

/** The package where closures stop: its own format version stands for its code. */
const engine = "@praxis/dataflow"

/** How a file enters: by its syntax, by its JSON value, or by its bytes. */
type Reading = "module" | "json" | "bytes"

interface File {
  readonly path: string
  readonly reading: Reading
}

/** A file that was read, and where it leads. */
interface ReadFile {
  readonly name: string
  readonly digest: string
  readonly files: ReadonlyArray<File>
  readonly packages: ReadonlyArray<readonly [name: string, locked: string]>
}

/** What goes along with reading. */
interface Reader {
  readonly cache: CodeCache
  /** Sees every file and link that is looked at, before it is. */
  readonly sightings: FileSightings
  /** Takes the text of every file that is read. */
  readonly texts?: Pick<KeptTexts, "take">
}

/** A function from the path of a module to its closure; every file is read once. `root` is absolute and free of symbolic links. */
export const importClosures = (root: string, { cache, sightings, texts }: Reader) => {
  const workspace = workspacePackages(root, sightings)
  const read = new Map<string, ReadFile>()
  const named = (path: string) =>
    isInside(root, path)
      ? path
          .slice(root.length + 1)
          .split(sep)
          .join("/")
      : path
  const present = new Set<string>()
  let locks: { readonly wanted: LockedPackages; readonly installed: LockedPackages | undefined } | undefined

  const closure = Effect.fnUntraced(function* (module: string) {
    const files = new Map<string, string>()
    const versions = new Map<string, Set<string>>()
    const reached = new Map<string, File>()
    const reach = (file: File) => reached.set(`${file.reading} ${file.path}`, file)
    reach({ path: module, reading: "module" })
    for (const [key, file] of reached) {
      const known = read.get(key) ?? (yield* readFile(file))
      read.set(key, known)
      if (file.reading === "bytes" || !files.has(known.name)) files.set(known.name, known.digest)
      for (const next of known.files) reach(next)
      for (const [name, locked] of known.packages) versions.set(name, (versions.get(name) ?? new Set()).add(locked))
    }
    return { files, packages: packagesByName(versions) } satisfies ImportClosure
  })

  const readFile = Effect.fnUntraced(function* (file: File) {
    sightings.see(file.path)
    const bytes = yield* bytesOf(file.path)
    const found = yield* understand(file, bytes)
    texts?.take(found.digest, bytes)
    return found
  })

  const bytesOf = (path: string) =>
    Effect.try({
      try: () => readFileSync(path),
      catch: (cause) =>
        new CodeDigestError({
          condition: "missing-file",
          file: named(path),
          found: `the file cannot be read (${(cause as Error).message})`,
          remedy: "restore it"
        })
    })

  const understand = Effect.fnUntraced(function* ({ path, reading }: File, bytes: Buffer) {
    const name = named(path)
    const leaf = (digest: string): ReadFile => ({ name, digest, files: [], packages: [] })
    if (reading === "bytes") return leaf(sha256(bytes))
    if (reading === "json") return leaf(yield* jsonDigestOf(path, bytes))
    const { digest, references } = yield* syntaxOf(path, bytes)
    const files: Array<File> = []
    const packages: Array<readonly [string, string]> = []
    const from = workspace.packageOf(path)
    for (const reference of references) {
      const target = yield* follow(reference, path, from)
      if (target === undefined) continue
      if ("reading" in target) files.push(target)
      else packages.push([target.name, target.locked])
    }
    return { name, digest, files, packages } satisfies ReadFile
  })

  const jsonDigestOf = (path: string, bytes: Buffer) =>
    Effect.try({
      try: () => jsonDigest(decode(bytes)),
      catch: (cause) =>
        new CodeDigestError({
          condition: "syntax",
          file: named(path),
          found: (cause as SyntaxError).message,
          remedy: "write valid JSON"
        })
    })

  const syntaxOf = Effect.fnUntraced(function* (path: string, bytes: Uint8Array) {
    const typescript = /\.m?ts$/.test(path)
    const key = moduleKey(sha256(bytes), typescript)
    const known = cache.modules.get(key)
    if (known !== undefined) return known
    const { moduleSyntax } = yield* Effect.promise(() => import("./moduleSyntax.ts"))
    const syntax = moduleSyntax(decode(bytes), typescript)
    if ("condition" in syntax) return yield* new CodeDigestError({ ...syntax, file: named(path) })
    return cache.learn(cache.modules, key, syntax)
  })

  const follow = Effect.fnUntraced(function* (
    { kind, specifier, line }: ModuleSyntax["references"][number],
    path: string,
    from: WorkspacePackage
  ) {
    const fail = (condition: CodeDigestError["condition"], found: string, remedy: string) =>
      new CodeDigestError({ condition, file: named(path), line, found, remedy })
    if (isBuiltin(specifier) && kind === "import") return undefined
    const isRelative = kind === "url" || /^\.{0,2}\//.test(specifier) || specifier.startsWith("file:")
    if (isRelative) {
      const target = pathOf(specifier, path)
      if (target === undefined) return undefined
      if (!isInside(root, target) || target.includes(`${sep}node_modules${sep}`)) {
        return yield* fail(
          "outside-workspace",
          `"${specifier}" leads out of the workspace's own files`,
          "move the file into the workspace, or import the package by its name"
        )
      }
      return yield* fileAt(target, kind, `"${specifier}"`, fail)
    }
    if (specifier.startsWith("data:")) return undefined
    if (specifier.startsWith("#") || /^[a-z+]+:/.test(specifier)) {
      return yield* fail(
        "unsupported-module",
        `"${specifier}" is no name of a file or package`,
        "import a relative path, a workspace package or an npm package"
      )
    }
    const resolved = workspace.resolve(specifier, from)
    switch (resolved.kind) {
      case "file":
        return yield* fileAt(resolved.path, kind, `"${specifier}"`, fail)
      case "not-exported":
        return yield* fail(
          "not-exported",
          `${resolved.package.name} exports no "${resolved.subpath}"`,
          `see "exports" in ${named(join(resolved.package.folder, "package.json"))}`
        )
      case "npm": {
        const folder = named(from.folder) || "."
        const { wanted, installed } = yield* lockFiles
        const locked = wanted[folder]?.[resolved.name]
        if (locked === undefined) {
          return yield* fail(
            "undeclared-package",
            `the package ${resolved.name} is not in pnpm-lock.yaml for ${folder}`,
            `declare it in ${join(folder, "package.json")} and run pnpm install`
          )
        }
        if (installed !== undefined && installed[folder]?.[resolved.name] !== locked) {
          return yield* fail(
            "not-installed",
            `the package ${resolved.name} is installed in another version than pnpm-lock.yaml says`,
            "run pnpm install"
          )
        }
        return { name: resolved.name, locked }
      }
    }
  })

  const fileAt = Effect.fnUntraced(function* (
    path: string,
    kind: "import" | "url",
    specifier: string,
    fail: (condition: CodeDigestError["condition"], found: string, remedy: string) => CodeDigestError
  ) {
    if (workspace.packageOf(path).name === engine) return undefined
    sightings.see(path)
    if (!present.has(path) && !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      return yield* fail(
        "missing-file",
        `${specifier} leads to ${named(path)}, which is no file`,
        "correct the name, or add the file"
      )
    }
    present.add(path)
    const extension = extname(path)
    if ([".tsx", ".jsx", ".cts", ".cjs"].includes(extension)) {
      return yield* fail(
        "unsupported-module",
        `${named(path)} is not an ES module that Node runs as it is`,
        "write it as .ts or .js"
      )
    }
    const reading: Reading = /^\.m?[jt]s$/.test(extension)
      ? "module"
      : extension === ".json" && kind === "import"
        ? "json"
        : "bytes"
    return { path, reading } satisfies File
  })

  /** What the lock file asks for, and what is installed; `installed` is undefined where that is the same, or nothing is. */
  const lockFiles = Effect.suspend(() => (locks === undefined ? readLocks : Effect.succeed(locks)))
  const readLocks = Effect.gen(function* () {
    const wantedFile = join(root, "pnpm-lock.yaml")
    sightings.see(wantedFile)
    const wanted = yield* Effect.try({
      try: () => readFileSync(wantedFile),
      catch: (cause) => unreadableLock(`the file cannot be read (${(cause as Error).message})`)
    })
    const installedFile = join(root, "node_modules", ".pnpm", "lock.yaml")
    sightings.see(installedFile)
    const installed = existsSync(installedFile) ? readFileSync(installedFile) : wanted
    locks = {
      wanted: yield* parseLock(wanted),
      installed: wanted.equals(installed) ? undefined : yield* parseLock(installed)
    }
    return locks
  })

  const parseLock = Effect.fnUntraced(function* (bytes: Buffer) {
    const key = sha256(bytes)
    const known = cache.locks.get(key)
    if (known !== undefined) return known
    const [{ parse }, { lockedPackages }] = yield* Effect.promise(() =>
      Promise.all([import("yaml"), import("./lockedPackages.ts")])
    )
    const parsed = yield* Effect.try({
      try: () => lockedPackages(parse(bytes.toString("utf8"))),
      catch: (cause) => unreadableLock(String(cause))
    })
    return cache.learn(cache.locks, key, parsed)
  })

  return closure
}

/** Where one closure reaches several versions of a package, each bears its version beside its name. */
const packagesByName = (versions: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, string> =>
  new Map(
    Array.from(versions).flatMap(([name, locked]) =>
      Array.from(locked, (each) => [locked.size === 1 ? name : `${name}@${each}`, each] as const)
    )
  )

/** The path that a specifier names from a module; `undefined` where it names no file at all. */
const pathOf = (specifier: string, module: string): string | undefined => {
  if (/^[\w./-]+$/.test(specifier) && !specifier.startsWith("/")) return join(dirname(module), specifier)
  const url = new URL(specifier, pathToFileURL(module))
  return url.protocol === "file:" ? fileURLToPath(new URL(url.pathname, "file:")) : undefined
}

const unreadableLock = (found: string): CodeDigestError =>
  new CodeDigestError({
    condition: "unlocked-package",
    file: "pnpm-lock.yaml",
    found,
    remedy: "run pnpm install, which writes it anew"
  })

/** Digest of a JSON file's value. Throws a `SyntaxError`. */
export const jsonDigest = (text: string): string => sha256(JSON.stringify(JSON.parse(text)))

/** UTF-8 without a byte order mark, as Node reads a module. */
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
