/**
 * Sorted questions to batches of the table `posts`.
 */
import { Utf8Builder } from "@praxis/dataflow/Column"
import * as ColumnBuilder from "@praxis/dataflow/ColumnBuilder"
import * as Table from "@praxis/dataflow/Table"
import { Posts } from "@praxis/tables/Posts"
import type { MergedRows } from "./IngestRows.ts"
import { postUrl } from "./siteOf.ts"

/** A batch ends at so many rows or bytes of bodies. */
const batchRows = 1024
const batchBytes = 16 << 20

/** Takes questions in the order of posts and numbers the authors by first appearance. Text is copied as bytes. */
export class PostsWriter {
  readonly #authors = new Authors()
  #batch = newBatch()

  get isFull(): boolean {
    return this.#batch.id.length === batchRows || this.#batch.body.byteLength >= batchBytes
  }

  /** Adds row i. */
  append({ columns }: Table.Batch<typeof MergedRows>, i: number): void {
    const batch = this.#batch
    const site = columns.site.at(i)
    batch.site.appendBytes(columns.site.bytesAt(i))
    batch.id.appendBytes(columns.id.bytesAt(i))
    batch.title.appendBytes(columns.title.bytesAt(i))
    batch.body.appendBytes(columns.body.bytesAt(i))
    const { offsets, values } = columns.tags
    batch.tags.append(Array.from({ length: offsets[i + 1]! - offsets[i]! }, (_, k) => values.at(offsets[i]! + k)))
    for (const name of nullables) {
      const { valid, values } = columns[name]
      batch[name].append(valid[i] === 1 ? values[i]! : null)
    }
    const { owner, licence } = columns
    batch.author.append(owner.valid[i] === 1 ? this.#authors.numberOf(site, owner.values.at(i)) : null)
    batch.url.append(postUrl(site, columns.id.at(i)))
    batch.licence.append(licence.valid[i] === 1 ? licence.values.at(i) : null)
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
}

/** Dense numbers by first appearance. Holds the authors of one site, about 50 bytes each, since posts come site by site. */
class Authors {
  #site = ""
  #numberByOwner = new Map<string | number, number>()
  #size = 0

  numberOf(site: string, owner: string): number {
    if (site !== this.#site) {
      this.#site = site
      this.#numberByOwner = new Map()
    }
    // A small whole number as a key takes a third of the memory that a text takes.
    const key = /^[1-9]\d{0,8}$/.test(owner) ? Number(owner) : owner
    const known = this.#numberByOwner.get(key)
    if (known !== undefined) return known
    this.#numberByOwner.set(key, this.#size)
    return this.#size++
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
