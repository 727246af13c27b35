/**
 * Where a name of another package leads: to a file of the workspace, or to a package of npm.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs"
import { dirname, join, sep } from "node:path"
import type { FileSightings } from "./fileSightings.ts"
import { type Exports, packageExports } from "./packageExports.ts"

/** A folder with a package.json. */
export interface WorkspacePackage {
  readonly name: string | undefined
  /** Absolute. */
  readonly folder: string
  readonly exports: Exports | undefined
}

/** What a bare specifier means for the file that imports it. */
export type Resolved =
  | { readonly kind: "file"; readonly path: string; readonly package: WorkspacePackage }
  | { readonly kind: "npm"; readonly name: string }
  | { readonly kind: "not-exported"; readonly package: WorkspacePackage; readonly subpath: string }

/** The packages of one workspace; each folder is looked at once. */
export interface WorkspacePackages {
  /** The package that a file of the workspace belongs to. */
  readonly packageOf: (path: string) => WorkspacePackage
  /** Follows `node_modules` as Node does; what leads into the workspace's own files is a file, all else is npm's. */
  readonly resolve: (specifier: string, from: WorkspacePackage) => Resolved
}

/** `root` is absolute and free of symbolic links; `sightings` sees every file and link that is looked at. */
export const workspacePackages = (root: string, sightings: FileSightings): WorkspacePackages => {
  const byFolder = new Map<string, WorkspacePackage>()
  const packageOfFolder = (folder: string): WorkspacePackage => {
    const known = byFolder.get(folder)
    if (known !== undefined) return known
    const found =
      readPackage(folder, sightings) ??
      (folder === root ? { name: undefined, folder, exports: undefined } : packageOfFolder(dirname(folder)))
    byFolder.set(folder, found)
    return found
  }

  const linked = new Map<string, WorkspacePackage | undefined>()
  const linkedFrom = (folder: string, name: string): WorkspacePackage | undefined => {
    const key = `${folder}\n${name}`
    if (!linked.has(key)) {
      const link = join(folder, "node_modules", name)
      sightings.seeLink(link)
      const target = existsSync(link) ? realpathSync.native(link) : undefined
      const inWorkspace = target !== undefined && isInside(root, target) && !target.split(sep).includes("node_modules")
      linked.set(
        key,
        inWorkspace
          ? packageOfFolder(target)
          : target === undefined && folder !== root
            ? linkedFrom(dirname(folder), name)
            : undefined
      )
    }
    return linked.get(key)
  }

  return {
    packageOf: (path) => packageOfFolder(dirname(path)),
    resolve: (specifier, from) => {
      const parts = specifier.split("/")
      const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/")
      const subpath = [".", ...specifier.slice(name.length).split("/").slice(1)].join("/")
      const target = from.name === name && from.exports !== undefined ? from : linkedFrom(from.folder, name)
      if (target === undefined) return { kind: "npm", name }
      const file = packageExports(target.exports ?? null, subpath)
      return file === undefined
        ? { kind: "not-exported", package: target, subpath }
        : { kind: "file", path: join(target.folder, file), package: target }
    }
  }
}

const readPackage = (folder: string, sightings: FileSightings): WorkspacePackage | undefined => {
  const path = join(folder, "package.json")
  sightings.see(path)
  if (!existsSync(path)) return undefined
  const { name, exports } = JSON.parse(readFileSync(path, "utf8")) as {
    readonly name?: string
    readonly exports?: Exports
  }
  return { name, folder, exports }
}

/** True where `path` lies under `folder`, or is it; both absolute and without `..`. */
export const isInside = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}${sep}`)
