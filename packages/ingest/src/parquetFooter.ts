/**
 * The footer of a Parquet file: its schema, and where each column of each row group is.
 */
import type { ScratchFile } from "@praxis/dataflow/Scratch"
import { Effect } from "effect"
import type { ColumnMetaData, FileMetaData } from "hyparquet"
import { checkThrift } from "./checkThrift.ts"
import { attempt } from "./ParquetColumn.ts"
import { must } from "./ParquetDamage.ts"
import type { ParquetLibrary } from "./parquetPage.ts"

/** Most bytes of a footer. */
const maxFooterBytes = 64 << 20
/** The file's sign at its beginning and its end, `PAR1`; at the end the footer's length before it. */
const signBytes = 4
const tailBytes = 8

/** Reads the footer of a file of `bytes` bytes. Fails with a `ParquetDamage`. */
export const parquetFooter = Effect.fn("parquetFooter")(function* (
  file: Pick<ScratchFile, "read">,
  bytes: number,
  library: ParquetLibrary
) {
  yield* attempt(() => must(bytes >= signBytes + tailBytes, "it is cut off"))
  const tail = yield* file.read(bytes - tailBytes, tailBytes)
  const sign = new TextDecoder().decode(tail.subarray(4))
  const length = yield* attempt(() => {
    must(sign !== "PARE", "it is encrypted")
    must(sign === "PAR1", "it is cut off: the sign at its end is missing")
    const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true)
    must(length <= bytes - signBytes - tailBytes && length <= maxFooterBytes, "the length of its footer is wrong")
    return length
  })
  const footer = yield* file.read(bytes - tailBytes - length, length + tailBytes)
  return yield* attempt((): FileMetaData => {
    must(checkThrift(footer.subarray(0, length), 0) >= 0, "its footer is broken")
    return library.parquetMetadata(footer, { geoparquet: false })
  })
})

/** Where the pages of a column are, between the sign and the footer. Throws a `ParquetDamage` where they cannot be there. */
export const pagesOf = (
  column: ColumnMetaData,
  fileBytes: number
): { readonly start: number; readonly end: number } => {
  const dictionary = Number(column.dictionary_page_offset ?? 0)
  const start = dictionary > 0 ? Math.min(dictionary, Number(column.data_page_offset)) : Number(column.data_page_offset)
  const end = start + Number(column.total_compressed_size)
  must(start >= signBytes && end >= start && end <= fileBytes - tailBytes, "a column is outside of the file")
  return { start, end }
}
