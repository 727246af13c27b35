/**
 * The questions of one file, sorted.
 */
import type { ArtifactReadError, ArtifactWriteError } from "@praxis/dataflow/Artifact"
import * as ExternalSort from "@praxis/dataflow/ExternalSort"
import { releaseBatch } from "@praxis/dataflow/releaseMemory"
import type { Scratch } from "@praxis/dataflow/Scratch"
import type { StreamOutputs } from "@praxis/dataflow/Stage"
import type * as Table from "@praxis/dataflow/Table"
import { type Effect, Stream } from "effect"
import { type IngestPart, IngestRows } from "./IngestRows.ts"
import { comparePosts } from "./postOrder.ts"

/** Batches that follow one another in the order of posts go to `rows` as they come; those that do not are sorted to `late`. */
export class SortedRows {
  readonly #output: Pick<StreamOutputs<typeof IngestPart>, "rows" | "late">
  readonly #late: ExternalSort.Sorter<typeof IngestRows>
  #last: Table.Batch<typeof IngestRows> | undefined

  constructor(output: Pick<StreamOutputs<typeof IngestPart>, "rows" | "late">, scratch: Scratch) {
    this.#output = output
    this.#late = ExternalSort.make({ contract: IngestRows, compare: comparePosts, scratch })
  }

  /** Adds a batch with a row or more, whose memory nothing else may read from now on; `isInOrder` tells whether its own rows are sorted. */
  add(batch: Table.Batch<typeof IngestRows>, isInOrder: boolean): Effect.Effect<void, ArtifactWriteError> {
    const last = this.#last
    if (!isInOrder || (last !== undefined && comparePosts(last, last.numRows - 1, batch, 0) > 0)) {
      return this.#late.add(batch)
    }
    if (last !== undefined) releaseBatch(last)
    this.#last = batch
    return this.#output.rows.write(batch)
  }

  /** Writes what is left. */
  get end(): Effect.Effect<void, ArtifactReadError | ArtifactWriteError> {
    return Stream.runForEach(this.#late.sorted, this.#output.late.write)
  }
}
