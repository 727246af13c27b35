/**
 * The values of one column in one row group of a Parquet file, page by page.
 */
import type { ArtifactReadError } from "@praxis/dataflow/Artifact"
import type { ScratchFile } from "@praxis/dataflow/Scratch"
import { Effect } from "effect"
import type { DecodedArray, PageHeader } from "hyparquet/src/types.js"
import { checkThrift } from "./checkThrift.ts"
import { must, ParquetDamage } from "./ParquetDamage.ts"
import { maxPageBytes, type PageDecoder, readPage } from "./parquetPage.ts"

/** What {@link ParquetColumn} is told. */
export interface ParquetColumnOptions {
  readonly file: Pick<ScratchFile, "read">
  /** Bytes of the column's pages in the file. */
  readonly start: number
  readonly end: number
  /** Rows of the row group. */
  readonly rows: number
  /** True where a row holds a list. */
  readonly isList: boolean
  readonly decoder: PageDecoder
}

/** The head of a page is first looked for in so many bytes, at last in so many. */
const headBytes = 1 << 16
const maxHeadBytes = 16 << 20

/** Gives the values in the order of the rows; holds one page and the dictionary. */
export class ParquetColumn {
  readonly #options: ParquetColumnOptions
  #position: number
  #dictionary: DecodedArray | undefined
  #values: DecodedArray = []
  #at = 0
  /** Of lists, the last row so far, which the next page may go on with. */
  #open: Array<unknown> = []
  #rows = 0

  constructor(options: ParquetColumnOptions) {
    this.#options = options
    this.#position = options.start
  }

  /** Values that are there to be taken. */
  get available(): number {
    return this.#values.length - this.#at
  }

  /** The next value: null where there is none. */
  take(): unknown {
    const value: unknown = this.#values[this.#at++]
    must(value !== undefined, "a value is not in the dictionary")
    return value
  }

  /** Reads pages until a value is there. Fails where the pages end before. */
  readonly fill: Effect.Effect<void, ParquetDamage | ArtifactReadError> = Effect.suspend(() => this.#fill())

  readonly #fill = Effect.fnUntraced(function* (this: ParquetColumn) {
    while (this.available === 0) {
      if (this.#position >= this.#options.end) {
        if (this.#open.length === 0) return yield* Effect.fail(new ParquetDamage("it has fewer values than rows"))
        this.#give(this.#open)
        this.#open = []
        return
      }
      const { header, length } = yield* this.#header
      const start = this.#position + length
      const packedLength = header.compressed_page_size
      yield* attempt(() => {
        must(packedLength >= 0 && packedLength <= maxPageBytes, `a page of ${packedLength} bytes`)
        must(start + packedLength <= this.#options.end, "a page ends behind the column")
      })
      const packed = yield* this.#options.file.read(start, packedLength)
      this.#position = start + packedLength
      yield* attempt(() => this.#page(header, packed))
    }
  })

  #page(header: PageHeader, packed: Uint8Array): void {
    const { decoder, isList } = this.#options
    // Newer writers put indices between pages, which a reader may pass over.
    if (header.type === "INDEX_PAGE") return
    const values = readPage(header, packed, decoder, this.#dictionary, isList ? this.#open : undefined)
    if (header.type === "DICTIONARY_PAGE") {
      must(this.#dictionary === undefined, "it has two dictionaries")
      this.#dictionary = values
    } else if (isList) {
      const rows = Array.from(values as ArrayLike<unknown>)
      this.#open = rows.slice(-1)
      this.#give(rows.slice(0, -1))
    } else this.#give(values)
  }

  #give(values: DecodedArray): void {
    this.#rows += values.length
    must(this.#rows <= this.#options.rows, "it has more values than rows")
    this.#values = values
    this.#at = 0
  }

  readonly #header: Effect.Effect<{ header: PageHeader; length: number }, ParquetDamage | ArtifactReadError> =
    Effect.suspend(() => this.#readHeader())

  readonly #readHeader = Effect.fnUntraced(function* (this: ParquetColumn) {
    const left = this.#options.end - this.#position
    for (let size = Math.min(headBytes, left); ; size = Math.min(4 * size, maxHeadBytes, left)) {
      const bytes = yield* this.#options.file.read(this.#position, size)
      const length = yield* attempt(() => checkThrift(bytes, 0))
      if (length >= 0) {
        const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }
        const header = yield* attempt(() => this.#options.decoder.library.parquetHeader(reader))
        return { header, length }
      }
      if (size === left || size === maxHeadBytes) {
        return yield* Effect.fail(new ParquetDamage("the head of a page is cut off"))
      }
    }
  })
}

/** Runs code that reads what a file says: whatever it throws is the file's fault. */
export const attempt = <A>(f: () => A): Effect.Effect<A, ParquetDamage> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(f())
    } catch (cause) {
      return Effect.fail(cause instanceof ParquetDamage ? cause : new ParquetDamage("it cannot be decoded"))
    }
  })
