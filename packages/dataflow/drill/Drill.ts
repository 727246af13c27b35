/**
 * What every kind of fault is given, and what it gives back.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Clean } from "./oracle.ts"
import { prepare } from "./runStudy.ts"
import type { Tally } from "./Tally.ts"

/** Surroundings of a kind. */
export interface Drill {
  /** An empty folder of this process. */
  readonly folder: string
  readonly clean: Clean
  /** A folder with a complete store, never to be changed: {@link fullCopy}. */
  readonly full: string
  readonly tally: Tally
  /** This process takes the faults whose number has this remainder. */
  readonly shard: { readonly index: number; readonly of: number }
  /** `few` shows that a kind works; `long` repeats what is random. */
  readonly size: "few" | "usual" | "long"
}

/** A kind of fault. */
export interface Kind {
  readonly name: string
  /** The number of faults below which the drill has failed. */
  readonly minimum: number
  /** Into how many processes it may be split. */
  readonly shards: number
  /** True where it mounts file systems. */
  readonly needsMounts?: true
  readonly run: (drill: Drill) => Promise<void>
}

/** Numbers `from` to `to` that belong to this process; of a small drill, about `few` of them, evenly spread. */
export const share = ({ shard, size }: Drill, from: number, to: number, few: number): ReadonlyArray<number> => {
  // Odd, since calls often come in pairs.
  const step = size === "few" ? Math.max(1, Math.floor((to - from + 1) / few)) | 1 : 1
  const all = Array.from({ length: Math.ceil((to - from + 1) / step) }, (_, i) => from + i * step)
  return all.filter((_, i) => i % shard.of === shard.index)
}

/** Calls `body` with a folder that has the study's raw files and nothing else. */
export const inFreshFolder = async <A>({ folder }: Drill, body: (folder: string) => Promise<A>): Promise<A> => {
  const fresh = mkdtempSync(join(folder, "run-"))
  try {
    prepare(fresh)
    return await body(fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Calls `body` with a copy of the folder that holds a complete store. */
export const inFullCopy = async <A>({ folder, full }: Drill, body: (folder: string) => Promise<A>): Promise<A> => {
  const copy = mkdtempSync(join(folder, "run-"))
  try {
    cpSync(full, copy, { recursive: true, preserveTimestamps: true })
    return await body(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
