/**
 * Sorted questions to batches of the table `posts`.
 */
import type { AnyColumn } from "@praxis/dataflow/Column"
import * as ColumnBuilder from "@praxis/dataflow/ColumnBuilder"
import { concatColumns } from "@praxis/dataflow/concatColumns"
import { sliceColumn } from "@praxis/dataflow/sliceColumn"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import type { MergedRows } from "./IngestRows.ts"
import { postUrl } from "./postUrl.ts"

/** Rows are written on at so many, or so many bytes of bodies. */
const heldRows = 4096
const heldBytes = 8 << 20

/** So many rows that follow one another are a batch of their own; fewer are copied together, since each batch costs time. */
const viewRows = 64

/** Rows `start` to `end` of a batch. */
interface Run {
  readonly batch: Table.Batch<typeof MergedRows>
  readonly start: number
  end: number
}

/** Takes questions in the order of posts and numbers the authors by first appearance. Rows that follow one another are passed on as they are, without a copy. */
export class PostsWriter {
  readonly #authors = new Authors()
  #runs: Array<Run> = []
  #rows = 0
  #bytes = 0

  get isFull(): boolean {
    return this.#rows >= heldRows || this.#bytes >= heldBytes
  }

  /** Adds row i; the batch must not change before the next {@link finish}. */
  append(batch: Table.Batch<typeof MergedRows>, i: number): void {
    const last = this.#runs.at(-1)
    if (last?.batch === batch && last.end === i) last.end++
    else this.#runs.push({ batch, start: i, end: i + 1 })
    const { offsets } = batch.columns.body
    this.#rows++
    this.#bytes += offsets[i + 1]! - offsets[i]!
  }

  /** The rows since the last call, in order; views of what was appended where many rows follow one another there. */
  finish(): ReadonlyArray<Table.Batch<typeof Posts>> {
    const runs = this.#runs
    this.#runs = []
    this.#rows = 0
    this.#bytes = 0
    return grouped(runs).map((group) => this.#batch(group))
  }

  #batch(runs: ReadonlyArray<Run>): Table.Batch<typeof Posts> {
    const author = ColumnBuilder.make(Posts.columns.author)
    const url = ColumnBuilder.make(Posts.columns.url)
    for (const { batch, start, end } of runs) {
      const { site, id, owner } = batch.columns
      for (let i = start; i < end; i++) {
        const siteName = site.at(i)
        author.append(owner.valid[i] === 1 ? this.#authors.numberOf(siteName, owner.values[i]!) : null)
        url.append(postUrl(siteName, id.at(i)))
      }
    }
    const made: Readonly<Record<string, AnyColumn>> = { author: author.finish(), url: url.finish() }
    const columns = Object.entries(Posts.columns).map(([name, type]) => [
      name,
      made[name] ?? columnOf(name, type, runs)
    ])
    return Table.make(Posts, Object.fromEntries(columns))
  }
}

/** Each long run for itself, the short ones between together. */
const grouped = (runs: ReadonlyArray<Run>): ReadonlyArray<ReadonlyArray<Run>> => {
  const groups: Array<Array<Run>> = []
  let wasLong = true
  for (const run of runs) {
    const isLong = run.end - run.start >= viewRows
    if (isLong || wasLong) groups.push([run])
    else groups.at(-1)!.push(run)
    wasLong = isLong
  }
  return groups
}

/** A column of all runs: a view of a single run, else a copy. */
const columnOf = (name: string, type: Table.ColumnType, runs: ReadonlyArray<Run>): AnyColumn => {
  const parts = runs.map(({ batch, start, end }) =>
    sliceColumn((batch.columns as unknown as Record<string, AnyColumn>)[name]!, start, end)
  )
  return parts.length === 1 ? parts[0]! : (concatColumns(type, parts as never) as AnyColumn)
}

/** Dense numbers by first appearance. Holds the authors of one site, about 60 bytes each, since posts come site by site. */
class Authors {
  #site = ""
  #numberByOwner = new Map<number, number>()
  #size = 0

  numberOf(site: string, owner: number): number {
    if (site !== this.#site) {
      this.#site = site
      this.#numberByOwner = new Map()
    }
    const known = this.#numberByOwner.get(owner)
    if (known !== undefined) return known
    this.#numberByOwner.set(owner, this.#size)
    return this.#size++
  }
}
