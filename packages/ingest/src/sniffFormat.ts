/**
 * What a file is, by its first bytes and never by its name.
 */

/** How many bytes {@link sniffFormat} wants to see, or the whole file where it is shorter. */
export const sniffBytes = 512

/** A format that ingest reads, or what the file looks like instead. */
export type Format =
  | { readonly kind: "csv" }
  | { readonly kind: "xml" }
  | { readonly kind: "other"; readonly looksLike: string; readonly remedy: string }

/** The format of a file that begins with `bytes`, of which {@link sniffBytes} count; an empty file is `other`. */
export const sniffFormat = (bytes: Uint8Array): Format => {
  const head = bytes.subarray(0, sniffBytes)
  const magic = magics.find(({ sign, at = 0 }) => sign.every((byte, i) => head[at + i] === byte))
  if (magic !== undefined) return other(magic.looksLike, magic.remedy)
  if (looksLikeUtf16(head)) return other("text in UTF-16", asUtf8)
  if (looksBinary(head)) return other("a binary file", asExport)
  const start = new TextDecoder().decode(head).trimStart().toLowerCase()
  if (start === "") return other("an empty file", "Export it again, or leave it out")
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
    return other(
      "an HTML page",
      "A download may have saved an error page: open it in a browser, then download the CSV or Posts.xml again"
    )
  }
  if (start.startsWith("<")) return { kind: "xml" }
  if (start.startsWith("{") || start.startsWith("[{") || start.startsWith("[\n")) return other("JSON", asExport)
  return { kind: "csv" }
}

const other = (looksLike: string, remedy: string): Format => ({ kind: "other", looksLike, remedy })

/** A byte-order mark says so, or every other byte of the first 64 is NUL, as in UTF-16 of Latin letters. */
const looksLikeUtf16 = (head: Uint8Array): boolean => {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true
  const start = head.subarray(0, 64)
  const shareOfNul = (parity: number) => {
    const bytes = start.filter((_, i) => i % 2 === parity)
    return bytes.filter((byte) => byte === 0).length / Math.max(1, bytes.length)
  }
  const [even, odd] = [shareOfNul(0), shareOfNul(1)]
  return Math.max(even, odd) >= 0.75 && Math.min(even, odd) === 0
}

/** A tenth of the bytes are control characters that no text has. */
const looksBinary = (head: Uint8Array): boolean =>
  head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length > head.length / 10

const asExport = "Give a CSV export of the Stack Exchange Data Explorer, or Posts.xml of a data dump"
const asUtf8 = "Save it as UTF-8"
const unpack = "Unpack it and give the CSV or Posts.xml inside"

const ascii = (text: string): ReadonlyArray<number> => Array.from(text, (char) => char.charCodeAt(0))

const magics: ReadonlyArray<{
  readonly sign: ReadonlyArray<number>
  readonly at?: number
  readonly looksLike: string
  readonly remedy: string
}> = [
  {
    sign: ascii("PK\u0003\u0004"),
    looksLike: "a ZIP archive or Excel workbook",
    remedy: `${unpack}; save a workbook as CSV UTF-8`
  },
  { sign: ascii("PK\u0005\u0006"), looksLike: "an empty ZIP archive", remedy: unpack },
  { sign: [0x1f, 0x8b], looksLike: "a gzip archive", remedy: unpack },
  { sign: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], looksLike: "a 7z archive", remedy: unpack },
  { sign: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], looksLike: "an xz archive", remedy: unpack },
  { sign: [0x28, 0xb5, 0x2f, 0xfd], looksLike: "a zstd archive", remedy: unpack },
  { sign: ascii("BZh"), looksLike: "a bzip2 archive", remedy: unpack },
  { sign: ascii("Rar!"), looksLike: "a RAR archive", remedy: unpack },
  { sign: ascii("ustar"), at: 257, looksLike: "a tar archive", remedy: unpack },
  { sign: ascii("%PDF"), looksLike: "a PDF document", remedy: asExport },
  { sign: [0xd0, 0xcf, 0x11, 0xe0], looksLike: "an old Excel workbook", remedy: "Save it as CSV UTF-8" },
  { sign: ascii("SQLite format 3"), looksLike: "an SQLite database", remedy: asExport },
  { sign: ascii("ARROW1"), looksLike: "an Arrow file", remedy: asExport },
  { sign: ascii("PAR1"), looksLike: "a Parquet file", remedy: asExport },
  {
    sign: ascii("version https://git-lfs"),
    looksLike: "a Git LFS pointer, not the file itself",
    remedy: "Fetch the file's content with `git lfs pull`"
  }
]
