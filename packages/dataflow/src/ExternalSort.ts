/**
 * Sorts more rows than fit into memory.
 *
 * Rows are collected up to a limit, sorted, and written to a temporary file as a run; at the end all runs are merged,
 * with one small block of each in memory. Where there are more runs than are merged at once, some are merged to longer
 * runs before. The last run stays in memory: rows that never reach the limit touch no disk.
 */
import { Effect, Stream } from "effect"
import type { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { type CompareRows, mergeRows, type RowRange, type Source, toBatch } from "./internal/mergeRows.ts"
import { batchBytesBefore } from "./internal/rebatch.ts"
import { sortRows } from "./internal/sortRows.ts"
import type { Scratch } from "./Scratch.ts"
import type { AnyContract, Batch } from "./Table.ts"

export type { CompareRows, Source } from "./internal/mergeRows.ts"

/**
 * What a sort may hold: `runBytes` of rows (and once more the largest batch that is added), and while it merges `fanIn`
 * blocks of `blockBytes` each; a row that is larger than a block is a block of its own.
 */
export interface Limits {
  readonly runBytes: number
  readonly blockBytes: number
  /** Runs that are merged at once; at least 2. */
  readonly fanIn: number
}

/** 32 MiB of rows, then 128 blocks of 256 KiB: one merge sorts 4 GiB, two sort 512 GiB. */
export const defaultLimits: Limits = { runBytes: 32 << 20, blockBytes: 256 << 10, fanIn: 128 }

/** What is sorted, and how. */
export interface Options<K extends AnyContract> {
  readonly contract: K
  readonly compare: CompareRows<K>
  readonly scratch: Scratch
  readonly limits?: Limits
}

/** Takes rows in any order. */
export interface Sorter<K extends AnyContract> {
  /** Adds rows; the batch must not change afterwards. */
  readonly add: (batch: Batch<K>) => Effect.Effect<void, ArtifactWriteError>
  /** Adds rows that are sorted already, such as a table in the store; they are read when all is merged. */
  readonly addSorted: (source: Source<K, ArtifactReadError>) => void
  /**
   * All rows, sorted; of equal rows those of sorted sources first, then in the order in which they were added. To be
   * read once, when all rows are there. Fails with an `ArtifactReadError` where a temporary file does not give back what
   * was written.
   */
  readonly sorted: Stream.Stream<Batch<K>, ArtifactReadError | ArtifactWriteError>
}

/** A sort of rows that come in batches. */
export const make = <K extends AnyContract>(options: Options<K>): Sorter<K> => {
  const { contract, compare, limits = defaultLimits } = options
  const given: Array<Source<K, ArtifactReadError>> = []
  const runs: Array<Source<K, ArtifactReadError>> = []
  let spill: Spill<K> | undefined
  let held: Array<Batch<K>> = []
  let heldBytes = 0

  const sortHeld = (): Source<K, never> => {
    const pieces = Array.from(sortRows(compare, held))
    return { numBatches: pieces.length, batch: (i) => Effect.sync(() => toBatch(contract, pieces[i]!)) }
  }
  const spillHeld = Effect.gen(function* () {
    spill ??= yield* makeSpill(options)
    runs.push(yield* spill(mergeRows(compare, [sortHeld()])))
    held = []
    heldBytes = 0
  })

  return {
    add: (batch) =>
      Effect.suspend(() => {
        held.push(batch)
        const before = batchBytesBefore(batch)
        heldBytes += before(batch.numRows) - before(0)
        return heldBytes < limits.runBytes ? Effect.void : spillHeld
      }),
    addSorted: (source) => void given.push(source),
    sorted: Stream.suspend(() =>
      merge({ ...options, sources: [...given, ...runs, ...(held.length > 0 ? [sortHeld()] : [])] })
    )
  }
}

/**
 * All rows of sources that are sorted already, such as tables in the store, sorted; equal rows in the order of the
 * sources. Holds a batch of each of `fanIn` sources: where there are more, some are merged to temporary files before.
 */
export const merge = <K extends AnyContract, E>(
  options: Options<K> & { readonly sources: ReadonlyArray<Source<K, E>> }
): Stream.Stream<Batch<K>, E | ArtifactReadError | ArtifactWriteError> => {
  const { contract, compare, limits: { fanIn } = defaultLimits } = options

  /** As few runs are merged as leave `fanIn`; neighbours only, so that equal rows keep their order. */
  const level = Effect.fnUntraced(function* (sources: ReadonlyArray<Source<K, E | ArtifactReadError>>) {
    const spill = yield* makeSpill(options)
    const left: Array<Source<K, E | ArtifactReadError>> = []
    let tooMany = sources.length - fanIn
    for (let at = 0; at < sources.length; ) {
      const group = sources.slice(at, at + Math.min(fanIn, tooMany + 1))
      at += group.length
      tooMany -= group.length - 1
      left.push(group.length === 1 ? group[0]! : yield* spill(mergeRows(compare, group)))
    }
    return left
  })

  return Stream.unwrap(
    Effect.gen(function* () {
      let sources: ReadonlyArray<Source<K, E | ArtifactReadError>> = options.sources
      while (sources.length > fanIn) sources = yield* level(sources)
      return Stream.map(mergeRows(compare, sources), (ranges) => toBatch(contract, ranges))
    })
  )
}

type Spill<K extends AnyContract> = <E>(
  rows: Stream.Stream<ReadonlyArray<RowRange<K>>, E>
) => Effect.Effect<Source<K, ArtifactReadError>, ArtifactWriteError | E>

/** Writes runs to a temporary file, one after the other. */
const makeSpill = Effect.fnUntraced(function* <K extends AnyContract>({
  contract,
  scratch,
  limits: { blockBytes } = defaultLimits
}: Options<K>): Effect.fn.Return<Spill<K>, ArtifactWriteError> {
  const { spillRows } = yield* Effect.promise(() => import("./internal/spillRows.ts"))
  const file = yield* scratch.file
  return (rows) => {
    const batches = Stream.map(rows, (ranges) => toBatch(contract, ranges))
    return spillRows(contract, file, { rows: 65_536, bytes: blockBytes }, batches)
  }
})
