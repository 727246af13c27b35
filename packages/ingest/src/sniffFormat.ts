/**
 * What a file is, by its first bytes and never by its name.
 */

/** How many bytes {@link sniffFormat} wants to see, or the whole file where it is shorter. */
export const sniffBytes = 512

/** The containers that `unpack` opens. */
export type ContainerKind = "gzip" | "xz" | "zstd" | "bzip2" | "zip" | "7z"

/** The formats that hold rows: `json` begins with an array, or an object with an array `items` as the API answers; `jsonl` with another object. */
export type DataKind = "csv" | "xml" | "json" | "jsonl" | "parquet"

/** A format that ingest reads, or what the file looks like instead. */
export type Format =
  | { readonly kind: DataKind }
  | { readonly kind: ContainerKind }
  | { readonly kind: "other"; readonly looksLike: string; readonly remedy: string }

/** The format of a file that begins with `bytes`, of which {@link sniffBytes} count; an empty file is `other`. */
export const sniffFormat = (bytes: Uint8Array): Format => {
  const head = bytes.subarray(0, sniffBytes)
  const magic = magics.find(({ sign, at = 0 }) => sign.every((byte, i) => head[at + i] === byte))
  if (magic !== undefined) return magic.format
  if (looksLikeUtf16(head)) return other("text in UTF-16", asUtf8)
  if (looksBinary(head)) return other("a binary file", `${asExport}. Of an archive split in parts, name the first`)
  const start = new TextDecoder().decode(head).trimStart().toLowerCase()
  if (start === "") return other("an empty file", "Export it again, or leave it out")
  if (/^(<\?xml[^>]*>\s*)?(<!doctype html|<html)/.test(start)) {
    return other(
      "an HTML page",
      "A download may have saved an error page: open it in a browser, then download the CSV or Posts.xml again"
    )
  }
  if (start.startsWith("<")) return { kind: "xml" }
  if (/^\[\s*(["[{\]]|$)/.test(start)) return { kind: "json" }
  if (/^\{.*(?<!\\)"items"\s*:\s*\[/s.test(start)) return { kind: "json" }
  if (/^\{\s*(["}]|$)/.test(start)) return { kind: "jsonl" }
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
const asCsv = "Save it as CSV UTF-8"
const repack = "Unpack it and give the CSV or Posts.xml inside, or pack that as .7z, .zip, .gz, .xz, .zst or .bz2"
const asTable = "Write it as CSV, JSON Lines or Parquet"

const ascii = (text: string): ReadonlyArray<number> => Array.from(text, (char) => char.charCodeAt(0))
/** Where the name of the first entry of a ZIP archive stands. */
const zipName = 30

/** The first that fits counts: an Office document is a ZIP archive too. */
const magics: ReadonlyArray<{ readonly sign: ReadonlyArray<number>; readonly at?: number; readonly format: Format }> = [
  {
    sign: ascii("[Content_Types].xml"),
    at: zipName,
    format: other("an Excel workbook or other Office document", asCsv)
  },
  { sign: ascii("mimetypeapplication/vnd.oasis."), at: zipName, format: other("an OpenDocument file", asCsv) },
  { sign: ascii("PK\u0003\u0004"), format: { kind: "zip" } },
  { sign: ascii("PK\u0005\u0006"), format: { kind: "zip" } },
  {
    sign: ascii("PK\u0007\u0008"),
    format: other("a part of a split ZIP archive", "Join the parts with `zip -s 0 parts.zip --out whole.zip`")
  },
  { sign: [0x1f, 0x8b], format: { kind: "gzip" } },
  { sign: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], format: { kind: "7z" } },
  { sign: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], format: { kind: "xz" } },
  { sign: [0x28, 0xb5, 0x2f, 0xfd], format: { kind: "zstd" } },
  // A frame to be skipped, with which files of parallel compressors begin.
  { sign: [0x2a, 0x4d, 0x18], at: 1, format: { kind: "zstd" } },
  { sign: ascii("BZh"), format: { kind: "bzip2" } },
  { sign: ascii("PAR1"), format: { kind: "parquet" } },
  { sign: ascii("Rar!"), format: other("a RAR archive", repack) },
  { sign: ascii("ustar"), at: 257, format: other("a tar archive", repack) },
  { sign: ascii("LZIP\u0001"), format: other("an lzip archive", repack) },
  { sign: [0x5d, 0, 0], format: other("an LZMA archive of the old kind", repack) },
  { sign: [0x04, 0x22, 0x4d, 0x18], format: other("an LZ4 archive", repack) },
  { sign: [0x1f, 0x9d], format: other("a .Z archive", repack) },
  { sign: ascii("MSCF"), format: other("a CAB archive", repack) },
  { sign: ascii("%PDF"), format: other("a PDF document", asExport) },
  { sign: ascii("{\\rtf"), format: other("an RTF document", asExport) },
  { sign: [0xd0, 0xcf, 0x11, 0xe0], format: other("an old Excel workbook or Office document", asCsv) },
  { sign: ascii("SQLite format 3"), format: other("an SQLite database", asTable) },
  { sign: ascii("ARROW1"), format: other("an Arrow file", asTable) },
  { sign: [0xff, 0xff, 0xff, 0xff], format: other("an Arrow stream", asTable) },
  { sign: ascii("FEA1"), format: other("a Feather file", asTable) },
  { sign: ascii("Obj\u0001"), format: other("an Avro file", asTable) },
  { sign: [0x89, ...ascii("HDF")], format: other("an HDF5 file", asTable) },
  { sign: [0x93, ...ascii("NUMPY")], format: other("a NumPy array", asTable) },
  { sign: [0x80, 0x04, 0x95], format: other("a Python pickle", asTable) },
  { sign: ascii("RDX3\n"), format: other("R data", asTable) },
  { sign: ascii("$FL2"), format: other("an SPSS file", asTable) },
  { sign: ascii("<stata_dta>"), format: other("a Stata file", asTable) },
  {
    sign: ascii("version https://git-lfs"),
    format: other("a Git LFS pointer, not the file itself", "Fetch the file's content with `git lfs pull`")
  }
]
