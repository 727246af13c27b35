/**
 * The posts that stand in a pair: how they are called, and the shingle sets of those to be compared.
 */
import type { ArtifactReadError, TableHandle } from "@praxis/dataflow/Artifact"
import { Utf8Builder, type Utf8Column } from "@praxis/dataflow/Column"
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import type { Scratch, ScratchFile } from "@praxis/dataflow/Scratch"
import type { KernelRunner } from "@praxis/dataflow/Workers"
import type { Posts } from "@praxis/tables/Posts"
import { Effect, Stream } from "effect"
import type { setsOfPosts } from "./sketchPosts.ts"

/** How a post is called. */
export interface PostName {
  readonly site: string
  readonly id: string
  readonly author: number | null
}

/** Posts by their row number. */
export interface ComparedPosts {
  readonly nameOf: (row: number) => PostName
  /** The shingle set of a post that is compared, ascending; must not be changed. */
  readonly setOf: (row: number) => Effect.Effect<Float64Array, ArtifactReadError>
}

/** What {@link comparedPosts} is told. */
export interface ComparedPostsOptions {
  readonly posts: TableHandle<typeof Posts>
  /** 1 where a post stands in a pair (n). */
  readonly isNamed: Uint8Array
  /** 1 where a post's set is needed; named too (n). */
  readonly isCompared: Uint8Array
  /** Words of a shingle. */
  readonly size: number
  readonly workers: KernelRunner
  readonly scratch: Scratch
}

/** So many sets are held, those used last. */
const heldSets = 1024

/** Reads the posts once more. Holds the names of those in a pair, about 40 bytes each; sets stand in a temporary file. */
export const comparedPosts = Effect.fnUntraced(function* (options: ComparedPostsOptions) {
  const { posts, isNamed, isCompared, size, workers, scratch } = options
  const nameByRow = placesOf(isNamed)
  const setByRow = placesOf(isCompared)
  const site = new Utf8Builder()
  const id = new Utf8Builder()
  const authors = new Float64Array(nameByRow.count).fill(Number.NaN)
  const starts = new Float64Array(setByRow.count + 1)
  const file = yield* scratch.file

  let row = 0
  const jobs = posts.batches.pipe(
    Stream.flatMap((batch) => Stream.fromIterable(rowChunks(batch))),
    Stream.map(({ columns, numRows }) => {
      const title = new Utf8Builder()
      const body = new Utf8Builder()
      for (let i = 0; i < numRows; i++, row++) {
        if (isNamed[row] === 1) {
          if (columns.author.valid[i] === 1) authors[id.length] = columns.author.values[i]!
          site.appendBytes(columns.site.bytesAt(i))
          id.appendBytes(columns.id.bytesAt(i))
        }
        if (isCompared[row] === 1) {
          title.appendBytes(columns.title.bytesAt(i))
          body.appendBytes(columns.body.bytesAt(i))
        }
      }
      return { title: title.finish(), body: body.finish() }
    }),
    Stream.filter(({ title }) => title.length > 0)
  )
  let sets = 0
  yield* Stream.runForEach(
    workers.map(kernel, { size }, jobs),
    Effect.fnUntraced(function* ({ offsets, values }) {
      const start = starts[sets]!
      for (let i = 1; i < offsets.length; i++) starts[++sets] = start + offsets[i]!
      yield* file.append(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    })
  )
  const names = { site: site.finish(), id: id.finish() }
  return {
    nameOf: (of) => nameAt(names, authors, nameByRow.at(of)),
    setOf: setReader(file, starts, setByRow.at)
  } satisfies ComparedPosts
})

const kernel = Kernel.make<typeof setsOfPosts>(new URL("./sketchPosts.ts", import.meta.url), "setsOfPosts")

/** The place of each marked row among the marked rows. */
const placesOf = (isMarked: Uint8Array) => {
  const places = new Uint32Array(isMarked.length)
  let count = 0
  for (let row = 0; row < isMarked.length; row++) if (isMarked[row] === 1) places[row] = count++
  return { count, at: (row: number): number => places[row]! }
}

const nameAt = (
  { site, id }: { readonly site: Utf8Column; readonly id: Utf8Column },
  authors: Float64Array,
  at: number
): PostName => ({ site: site.at(at), id: id.at(at), author: Number.isNaN(authors[at]) ? null : authors[at]! })

/** Reads sets from the file; the one used longest ago makes room for another. */
const setReader = (file: ScratchFile, starts: Float64Array, placeOf: (row: number) => number) => {
  const held = new Map<number, Float64Array>()
  return Effect.fnUntraced(function* (row: number): Effect.fn.Return<Float64Array, ArtifactReadError> {
    const known = held.get(row)
    if (known !== undefined) {
      held.delete(row)
      held.set(row, known)
      return known
    }
    const at = placeOf(row)
    const bytes = yield* file.read(8 * starts[at]!, 8 * (starts[at + 1]! - starts[at]!))
    // A copy: what was read need not begin at a multiple of 8.
    const set = new Float64Array(bytes.slice().buffer)
    held.set(row, set)
    if (held.size > heldSets) held.delete(held.keys().next().value!)
    return set
  })
}
