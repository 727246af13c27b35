/**
 * Sketches of all posts of a table.
 */
import type { TableHandle } from "@praxis/dataflow/Artifact"
import * as Kernel from "@praxis/dataflow/Kernel"
import type { Progress } from "@praxis/dataflow/Progress"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import type { Posts } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import type { AllSketches } from "./candidatePairs.ts"
import type { Banding } from "./minHash.ts"
import type { sketchPosts } from "./sketchPosts.ts"

/** What {@link sketchAll} is told. */
export interface SketchAllOptions {
  readonly posts: TableHandle<typeof Posts>
  /** Words of a shingle. */
  readonly size: number
  readonly banding: Banding
  readonly workers: KernelRunner
  readonly progress: Progress
}

/** Sketches of all posts, in their order; holds 12 bytes and 4 a band for each, and a batch of posts. */
export const sketchAll = Effect.fnUntraced(function* (options: SketchAllOptions) {
  const { posts, size, banding, workers, progress } = options
  const n = posts.numRows
  const all: AllSketches = {
    keysByBand: Array.from({ length: banding.bands }, () => new Uint32Array(n)),
    textLows: new Uint32Array(n),
    textHighs: new Uint32Array(n),
    words: new Uint32Array(n)
  }
  const jobs = posts.batches.pipe(
    Stream.flatMap((batch) => Stream.fromIterable(rowChunks(batch))),
    Stream.map(({ columns: { title, body } }) => ({ title, body }))
  )
  let row = 0
  yield* Stream.runForEach(workers.map(kernel, { size, banding }, jobs), ({ keys, textLows, textHighs, words }) =>
    Effect.sync(() => {
      const rows = words.length
      for (const [band, column] of all.keysByBand.entries()) {
        column.set(keys.subarray(band * rows, (band + 1) * rows), row)
      }
      all.textLows.set(textLows, row)
      all.textHighs.set(textHighs, row)
      all.words.set(words, row)
      row += rows
      progress.advance(rows)
    })
  )
  return all
})

const kernel = Kernel.make<typeof sketchPosts>(new URL("./sketchPosts.ts", import.meta.url), "sketchPosts")
