/**
 * One page of a column of a Parquet file to values.
 */
import { brotliDecompressSync, crc32, gunzipSync, zstdDecompressSync } from "node:zlib"
import type { CompressionCodec, DecodedArray, PageHeader, ParquetParsers, SchemaTree } from "hyparquet/src/types.js"
import { checkDeltas, checkRuns } from "./checkRuns.ts"
import { must, ParquetDamage } from "./ParquetDamage.ts"

/** What of the libraries is used; loaded late, since most inputs are no Parquet files. */
export const loadParquet = async () => {
  const [{ parquetMetadata }, column, delta, encoding, schema, convert, { snappyUncompress }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet/src/column.js"),
    import("hyparquet/src/delta.js"),
    import("hyparquet/src/encoding.js"),
    import("hyparquet/src/schema.js"),
    import("hyparquet/src/convert.js"),
    import("hyparquet/src/snappy.js")
  ])
  return { parquetMetadata, snappyUncompress, ...column, ...delta, ...encoding, ...schema, ...convert }
}

/** See {@link loadParquet}. */
export type ParquetLibrary = Awaited<ReturnType<typeof loadParquet>>

/** What a column's pages are decoded with. */
export interface PageDecoder {
  readonly library: ParquetLibrary
  /** LZ4 and other codecs that Node does not have. */
  readonly compressors: Readonly<Partial<Record<CompressionCodec, (input: Uint8Array, length: number) => Uint8Array>>>
  readonly codec: CompressionCodec
  /** From the root to the column. */
  readonly schemaPath: ReadonlyArray<SchemaTree>
}

/** Most bytes of a page, unpacked. Writers make pages of 1 MB; DuckDB of up to 100 MB. */
export const maxPageBytes = 256 << 20

/** Most values of a page. */
const maxPageValues = 1 << 22

/** The values of a data page, one a row (of lists, nested arrays; `open` is the row that the page may go on with), or the dictionary of a dictionary page. Texts are bytes. */
export const readPage = (
  header: PageHeader,
  packed: Uint8Array,
  decoder: PageDecoder,
  dictionary: DecodedArray | undefined,
  open: DecodedArray | undefined
): DecodedArray => {
  const { library, schemaPath } = decoder
  if (header.crc !== undefined) must(crc32(packed) === header.crc >>> 0, "a page's checksum does not match its bytes")
  const { element } = schemaPath.at(-1)!
  const page = unpack(header, packed, decoder)
  checkPage(header, page, decoder, dictionary)
  const columnDecoder = {
    pathInSchema: [],
    type: element.type!,
    element,
    schemaPath: schemaPath as Array<SchemaTree>,
    codec: "UNCOMPRESSED" as const,
    parsers: { ...library.DEFAULT_PARSERS, ...bytesAsTheyAre }
  }
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 }
  const plain = { ...header, compressed_page_size: page.length, uncompressed_page_size: page.length }
  if (plain.data_page_header_v2 !== undefined) {
    plain.data_page_header_v2 = { ...plain.data_page_header_v2, is_compressed: false }
  }
  const { data } = library.readPage(reader, plain, columnDecoder, dictionary, open, 0)
  must(data !== undefined, "a page holds no values")
  return header.type === "DICTIONARY_PAGE" ? library.convert(data, columnDecoder) : data
}

/** Texts are decoded where their rows are read, and checked there. */
const bytesAsTheyAre: Partial<ParquetParsers> = { stringFromBytes: (bytes) => bytes, jsonFromBytes: (bytes) => bytes }

/** The bytes of a page, not packed, in memory of their own: the library reads up to the end of that. */
const unpack = (header: PageHeader, packed: Uint8Array, decoder: PageDecoder): Uint8Array => {
  const length = header.uncompressed_page_size
  must(length >= 0 && length <= maxPageBytes, `a page of ${length} bytes`)
  const v2 = header.data_page_header_v2
  const levels = v2 === undefined ? 0 : v2.repetition_levels_byte_length + v2.definition_levels_byte_length
  must(levels >= 0 && levels <= packed.length && levels <= length, "a page is shorter than it says")
  const page = new Uint8Array(length)
  page.set(packed.subarray(0, levels))
  const values = packed.subarray(levels)
  const isPacked = decoder.codec !== "UNCOMPRESSED" && v2?.is_compressed !== false
  const unpacked = isPacked && length > levels ? unpackBytes(values, length - levels, decoder) : values
  must(unpacked.length === length - levels || (length === levels && isPacked), "a page has another length than it says")
  if (length > levels) page.set(unpacked, levels)
  return page
}

const unpackBytes = (packed: Uint8Array, length: number, { library, codec, compressors }: PageDecoder): Uint8Array => {
  const limit = { maxOutputLength: length }
  switch (codec) {
    case "GZIP":
      return gunzipSync(packed, limit)
    case "BROTLI":
      return brotliDecompressSync(packed, limit)
    case "ZSTD":
      return zstdDecompressSync(packed, limit)
    case "SNAPPY": {
      const page = new Uint8Array(length)
      library.snappyUncompress(packed, page)
      return page
    }
    default: {
      const decompress = compressors[codec]
      must(decompress !== undefined, `it is packed with ${codec}, which is not read`)
      return decompress(packed, length)
    }
  }
}

const isDictionaryEncoding = (encoding: string | undefined) =>
  encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY"

/** Throws where decoding the page would take more memory or time than its bytes justify. */
const checkPage = (
  header: PageHeader,
  page: Uint8Array,
  { library, schemaPath }: PageDecoder,
  dictionary: DecodedArray | undefined
): void => {
  const head = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header
  must(head !== undefined, `a page of type ${header.type}`)
  const count = head.num_values
  must(count >= 0, "a page has fewer than no values")
  must(count <= maxPageValues, `a page of ${count} values`)
  if (header.type === "DICTIONARY_PAGE") return
  must(header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2", `a page of type ${header.type}`)
  const path = schemaPath as Array<SchemaTree>
  const maxRepetition = library.getMaxRepetitionLevel(path)
  const maxDefinition = library.getMaxDefinitionLevel(path)
  let at = 0
  let nulls = 0
  const v2 = header.data_page_header_v2
  if (v2 !== undefined) {
    const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions } = v2
    checkLevels(page, 0, repetitions, maxRepetition, count)
    checkLevels(page, repetitions, repetitions + definitions, maxDefinition, count)
    at = repetitions + definitions
    nulls = v2.num_nulls
  } else {
    for (const max of [maxRepetition, maxDefinition]) {
      if (max === 0) continue
      must(at + 4 <= page.length, "a page is cut off")
      const start = at + 4
      const length = new DataView(page.buffer, page.byteOffset).getUint32(at, true)
      must(start + length <= page.length, "a page is cut off")
      checkLevels(page, start, start + length, max, count)
      if (max === maxDefinition) {
        const levels = new Array<number>(count)
        library.readRleBitPackedHybrid(
          { view: new DataView(page.buffer, page.byteOffset), offset: at },
          widthOf(max),
          levels
        )
        nulls = levels.reduce((n, level) => n + (level === max ? 0 : 1), 0)
      }
      at = start + length
    }
  }
  const values = count - nulls
  must(nulls >= 0 && values >= 0, "a page has more empty values than values")
  const { encoding } = head
  if (isDictionaryEncoding(encoding)) {
    must(dictionary !== undefined, "a dictionary is missing")
    if (values === 0) return
    must(at < page.length && page[at]! <= 32, "a page is cut off")
    checkRuns(page, at + 1, page.length, page[at]!, values)
  } else if (encoding === "DELTA_BINARY_PACKED" || encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    checkDeltas(page, at, values)
  } else if (encoding === "DELTA_BYTE_ARRAY") {
    checkPrefixes(page, at, values, library)
  } else if (encoding !== "PLAIN" && encoding !== "BYTE_STREAM_SPLIT") {
    throw new ParquetDamage(`a page in the encoding ${encoding}`)
  }
}

const widthOf = (max: number): number => 32 - Math.clz32(max)

const checkLevels = (page: Uint8Array, start: number, end: number, max: number, count: number): void => {
  if (max > 0) must(checkRuns(page, start, end, widthOf(max), count) === count, "a page has fewer values than it says")
}

/** Texts that begin like the one before may unpack to any size. */
const checkPrefixes = (page: Uint8Array, start: number, count: number, library: ParquetLibrary): void => {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
  const suffixStart = checkDeltas(page, start, count)
  checkDeltas(page, suffixStart, count)
  const prefixes = new Int32Array(count)
  const suffixes = new Int32Array(count)
  const reader = { view, offset: start }
  library.deltaBinaryUnpack(reader, count, prefixes)
  library.deltaBinaryUnpack(reader, count, suffixes)
  let before = 0
  let total = 0
  for (let i = 0; i < count; i++) {
    must(prefixes[i]! >= 0 && prefixes[i]! <= before && suffixes[i]! >= 0, "a text is broken")
    before = prefixes[i]! + suffixes[i]!
    total += before
    must(total <= maxPageBytes, "a page unpacks to too much")
  }
}
