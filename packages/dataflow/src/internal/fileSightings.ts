/**
 * What was seen of files, so that one can tell later, without reading them, that they are still the same.
 */
import { realpathSync, statSync } from "node:fs"

/** The files and links that something was made from; each is seen before it is read. */
export interface FileSightings {
  /** A file that is about to be read, or that may be absent. */
  readonly see: (path: string) => void
  /** A name that may be a link: where it leads to. */
  readonly seeLink: (path: string) => void
  /** False where anything differs, or was changed so shortly before it was seen that a later change might not show. */
  readonly areSame: () => boolean
}

/** A file that changed this recently may change again within the clock's resolution, unseen (as git knows). */
const settledAfterMillis = 2000

/** Sightings that begin at `now`, in milliseconds since 1970: no file is seen earlier. */
export const fileSightings = (now: number): FileSightings => {
  const files = new Map<string, string>()
  const links = new Map<string, string>()
  let settled = true
  return {
    see: (path) => {
      if (files.has(path)) return
      const { state, changedAt } = stateOf(path)
      files.set(path, state)
      if (now - changedAt <= settledAfterMillis) settled = false
    },
    seeLink: (path) => {
      if (!links.has(path)) links.set(path, targetOf(path))
    },
    areSame: () => {
      if (!settled) return false
      for (const [path, state] of files) if (stateOf(path).state !== state) return false
      for (const [path, target] of links) if (targetOf(path) !== target) return false
      return true
    }
  }
}

const absent = { state: "absent", changedAt: Number.NEGATIVE_INFINITY }

/** Length, times, inode, device and mode; a file that cannot be looked at never counts as settled. */
const stateOf = (path: string): { readonly state: string; readonly changedAt: number } => {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (found === undefined) return absent
    const { size, mtimeNs, ctimeNs, ino, dev, mode } = found
    return {
      state: `${size} ${mtimeNs} ${ctimeNs} ${ino} ${dev} ${mode}`,
      changedAt: Number(ctimeNs) / 1e6
    }
  } catch (cause) {
    return { state: (cause as NodeJS.ErrnoException).code ?? "unknown", changedAt: Number.POSITIVE_INFINITY }
  }
}

const targetOf = (path: string): string => {
  try {
    return realpathSync.native(path)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? "unknown"
  }
}
