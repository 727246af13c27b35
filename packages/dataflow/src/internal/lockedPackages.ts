/**
 * The npm packages of a workspace as pnpm-lock.yaml fixes them.
 */
import { sha256 } from "../Digest.ts"

/** For each folder with a package.json (relative to the root, `.` for the root): npm package → `version closureDigest16`. */
export type LockedPackages = Readonly<Record<string, Readonly<Record<string, string>>>>

interface Importer {
  readonly [group: string]: { readonly [name: string]: { readonly version: string } } | undefined
}

interface Snapshot {
  readonly dependencies?: { readonly [name: string]: string }
  readonly optionalDependencies?: { readonly [name: string]: string }
}

/** The parts of a lock file of version 9 that count. */
export interface Lock {
  readonly importers?: { readonly [folder: string]: Importer | null }
  readonly packages?: { readonly [id: string]: { readonly resolution?: object } }
  readonly snapshots?: { readonly [id: string]: Snapshot | null }
}

/**
 * Each direct dependency with a digest of its transitive closure: names, versions, peers, patches and integrity.
 * Optional packages of every platform count, so that all machines agree. Workspace packages are left out.
 */
export const lockedPackages = (lock: Lock): LockedPackages => {
  const closures = new Map<string, string>()
  const closureOf = (id: string): string => {
    const known = closures.get(id)
    if (known !== undefined) return known
    const digest = closureDigest(lock, id)
    closures.set(id, digest)
    return digest
  }
  return Object.fromEntries(
    Object.entries(lock.importers ?? {}).map(([folder, importer]) => [
      folder,
      Object.fromEntries(
        ["dependencies", "devDependencies", "optionalDependencies"]
          .flatMap((group) => Object.entries(importer?.[group] ?? {}))
          .filter(([, { version }]) => !version.startsWith("link:"))
          .map(([name, { version }]) => [name, `${withoutPeers(version)} ${closureOf(idOf(lock, name, version))}`])
      )
    ])
  )
}

const closureDigest = (lock: Lock, root: string): string => {
  const reached = new Set([root])
  for (const id of reached) {
    const snapshot = lock.snapshots?.[id]
    for (const [name, version] of [
      ...Object.entries(snapshot?.dependencies ?? {}),
      ...Object.entries(snapshot?.optionalDependencies ?? {})
    ]) {
      reached.add(idOf(lock, name, version))
    }
  }
  const lines = Array.from(reached, (id) => {
    const resolution = Object.entries(lock.packages?.[withoutPeers(id)]?.resolution ?? {}).toSorted(([a], [b]) =>
      a < b ? -1 : 1
    )
    return `${id} ${JSON.stringify(resolution)}\n`
  })
  return sha256(lines.toSorted().join("")).slice(0, 16)
}

/** A version is `7.0.3`, `4.1.0(peer@1.0.0)`, or for an alias or another origin the whole `name@version`. */
const idOf = (lock: Lock, name: string, version: string): string =>
  lock.snapshots !== undefined && Object.hasOwn(lock.snapshots, version) ? version : `${name}@${version}`

const withoutPeers = (id: string): string => id.split("(", 1)[0]!
