/**
 * Faults in a copy of the part of a store that some results rest on.
 */
import { constants, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { kinds as allKinds } from "@praxis/dataflow/Corruption"
import type { Record as RunRecord } from "@praxis/dataflow/Record"
import { inject, intact, randomFaults, targetsOf } from "@praxis/dataflow/StoreDrill"
import { Effect, Schema } from "effect"
import { size } from "./output/text.ts"

/** A store cannot be copied to where temporary files go. */
export class CopyError extends Schema.TaggedError<CopyError>()("CopyError", {
  folder: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `the store cannot be copied to ${this.folder}: ${this.problem}. Set TMPDIR to a folder with more room, or name a node with smaller results`
  }
}

/** A file to copy; the path is relative to the store. */
export interface FileToCopy {
  readonly path: string
  readonly bytes: number
}

/** How the faults of one kind ended. */
export interface KindCount {
  readonly injected: number
  /** Not taken for a result: it would be computed again. */
  readonly noticed: number
  /** Nothing that is read was changed. */
  readonly harmless: number
  readonly wrong: number
}

/** What came of all faults. */
export interface DrillReport {
  readonly faults: number
  readonly wrong: number
  readonly seed: number
  readonly kinds: Readonly<Record<string, KindCount>>
  /** A line a wrong one; the first ten. */
  readonly problems: ReadonlyArray<string>
}

/** What of the store `records` rest on, themselves included. */
export const filesToCopy = (store: string, records: ReadonlyArray<RunRecord>): ReadonlyArray<FileToCopy> =>
  [join(store, "version"), ...targetsOf(store, records).map(({ file }) => file)]
    .filter((file) => existsSync(file))
    .map((file) => ({ path: relative(store, file), bytes: lstatSync(file).size }))

/** Says why `bytes` do not fit, where they do not; one file more must fit, since a damaged one lies beside its own copy. */
export const roomProblem = (files: ReadonlyArray<FileToCopy>, free: number): string | undefined => {
  const needed = files.reduce((sum, { bytes }) => sum + bytes, 0) + Math.max(0, ...files.map(({ bytes }) => bytes))
  return needed <= free ? undefined : `${size(needed)} are needed, and ${size(free)} are free`
}

/** Copies, injects faults one after the other, and removes the copy. The store itself is only read. */
export const drillCopy = Effect.fnUntraced(function* (options: {
  readonly store: string
  readonly records: ReadonlyArray<RunRecord>
  readonly files: ReadonlyArray<FileToCopy>
  readonly faults: number
  readonly seed: number
}) {
  const { store, records, files, faults, seed } = options
  const free = statfsSync(tmpdir())
  const problem = roomProblem(files, free.bavail * free.bsize)
  if (problem !== undefined) return yield* new CopyError({ folder: tmpdir(), problem })
  const copy = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "praxis-drill-copy-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )
  yield* Effect.try({
    try: () => copyFiles(store, copy, files),
    catch: (cause) => new CopyError({ folder: copy, problem: (cause as Error).message })
  })
  return yield* injectAll(copy, records, faults, seed).pipe(Effect.provide(ArtifactStoreFiles.layerFiles(copy)))
}, Effect.scoped)

/** Never by hard links: faults are written in place. A clone of blocks, where the disk can do it, is a copy. */
const copyFiles = (store: string, copy: string, files: ReadonlyArray<FileToCopy>): void => {
  for (const { path } of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    copyFileSync(join(store, path), join(copy, path), constants.COPYFILE_FICLONE)
  }
}

const injectAll = Effect.fnUntraced(function* (
  copy: string,
  records: ReadonlyArray<RunRecord>,
  faults: number,
  seed: number
) {
  const kinds: Record<string, KindCount> = Object.fromEntries(
    allKinds.map((kind) => [kind, { injected: 0, noticed: 0, harmless: 0, wrong: 0 }])
  )
  const problems: Array<string> = []
  for (const fault of randomFaults(targetsOf(copy, records), faults, seed)) {
    const verdict = yield* inject(fault)
    const count = kinds[fault.corruption.kind]!
    const ending =
      verdict.ending === "wrong" ? "wrong" : verdict.ending === "harmless" ? "harmless" : ("noticed" as const)
    kinds[fault.corruption.kind] = { ...count, injected: count.injected + 1, [ending]: count[ending] + 1 }
    if (verdict.ending === "wrong") problems.push(`  ${verdict.problem}`)
  }
  // Every fault was undone: all results must be there again.
  if (!(yield* intact(records))) problems.push("  the copy is not what it was before the faults")
  const wrong = problems.length
  return { faults, wrong, seed, kinds, problems: problems.slice(0, 10) } satisfies DrillReport
})
