import { type BatchLimits, makeCutter } from "./internal/rebatch.ts"
import { type AnyContract, type Batch, slice } from "./Table.ts"

/** The size of a kernel's job: long beside the cost of passing it, and short beside a batch, so that threads end together. */
const chunkLimits: BatchLimits = { rows: 1024, bytes: 1024 * 1024 }

/**
 * A batch in consecutive pieces of at most 1,024 rows and 1 MiB, as views; a single larger row is a piece of its own.
 * The cut depends on the rows alone, so that it is the same for any number of threads.
 */
export const rowChunks = <K extends AnyContract>(batch: Batch<K>): ReadonlyArray<Batch<K>> =>
  makeCutter(chunkLimits)(batch)
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) => slice(batch, start, end))
