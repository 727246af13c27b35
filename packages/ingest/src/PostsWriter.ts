/**
 * Sorted questions to batches of the table `posts`.
 */
import { Utf8Builder } from "@praxis/dataflow/Column"
import * as ColumnBuilder from "@praxis/dataflow/ColumnBuilder"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import type { PostRows } from "./PostRows.ts"
import { postUrl } from "./siteOf.ts"

/** A batch ends at so many rows or bytes of bodies. */
const batchRows = 1024
const batchBytes = 16 << 20

/** Takes row numbers in the order of posts and numbers the authors by first appearance. Text is copied as bytes. */
export class PostsWriter {
  readonly #rows: PostRows
  readonly #sites: ReadonlyArray<string>
  readonly #authorByOwner = new Map<string, number>()
  #batch = newBatch()

  constructor(rows: PostRows, sites: ReadonlyArray<string>) {
    this.#rows = rows
    this.#sites = sites
  }

  get isFull(): boolean {
    return this.#batch.id.length === batchRows || this.#batch.body.byteLength >= batchBytes
  }

  /** Adds row i. */
  append(i: number): void {
    const { columns, j } = this.#rows.at(i)
    const batch = this.#batch
    const site = this.#sites[columns.site[j]!]!
    batch.site.append(site)
    batch.id.appendBytes(columns.id.bytesAt(j))
    batch.title.appendBytes(columns.title.bytesAt(j))
    batch.body.appendBytes(columns.body.bytesAt(j))
    const { offsets, values } = columns.tags
    batch.tags.append(Array.from({ length: offsets[j + 1]! - offsets[j]! }, (_, k) => values.at(offsets[j]! + k)))
    for (const name of nullables) {
      const { valid, values } = columns[name]
      batch[name].append(valid[j] === 1 ? values[j]! : null)
    }
    const { owner, licence } = columns
    batch.author.append(owner.valid[j] === 1 ? this.#authorOf(site, owner.values.at(j)) : null)
    batch.url.append(postUrl(site, columns.id.at(j)))
    batch.licence.append(licence.valid[j] === 1 ? licence.values.at(j) : null)
  }

  /** The rows since the last call. */
  finish(): Table.Batch<typeof Posts> {
    const batch = this.#batch
    this.#batch = newBatch()
    return Table.make(
      Posts,
      Object.fromEntries(Object.entries(batch).map(([name, column]) => [name, column.finish()])) as never
    )
  }

  #authorOf(site: string, owner: string): number {
    const key = `${site}\n${owner}`
    const author = this.#authorByOwner.get(key) ?? this.#authorByOwner.size
    this.#authorByOwner.set(key, author)
    return author
  }
}

const nullables = ["createdAt", "score", "viewCount", "answerCount"] as const

const newBatch = () => ({
  site: new Utf8Builder(),
  id: new Utf8Builder(),
  title: new Utf8Builder(),
  body: new Utf8Builder(),
  tags: ColumnBuilder.make(Posts.columns.tags),
  createdAt: ColumnBuilder.make(Posts.columns.createdAt),
  score: ColumnBuilder.make(Posts.columns.score),
  viewCount: ColumnBuilder.make(Posts.columns.viewCount),
  answerCount: ColumnBuilder.make(Posts.columns.answerCount),
  author: ColumnBuilder.make(Posts.columns.author),
  url: ColumnBuilder.make(Posts.columns.url),
  licence: ColumnBuilder.make(Posts.columns.licence)
})
