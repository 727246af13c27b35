/// <reference path="./yauzl.d.ts" />
/**
 * The files of a ZIP archive.
 */
import type { Entry, RandomAccessReader, ZipFile } from "yauzl"
import { type Archive, type ArchiveEntry, ArchiveProblem } from "./ArchiveEntry.ts"
import type { Decode } from "./Bytes.ts"
import { bunzip2 } from "./bunzip2.ts"
import { inflateRaw, unxz, unzstd } from "./decoders.ts"
import { expectedBytes } from "./expectedBytes.ts"
import type { Spool } from "./Spool.ts"
import { type Meter, maxEntries, type UnpackBudget } from "./UnpackBudget.ts"

const blockBytes = 64 * 1024

/** Reads the list at the archive's end. Throws {@link ArchiveProblem}, or an error of any kind where the archive is damaged. */
export const openZip = async (spool: Spool, budget: UnpackBudget): Promise<Archive> => {
  const { default: yauzl } = await import("yauzl")
  // The list is read entry by entry: a block at a time spares thousands of small reads.
  let block: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array(0) }
  const readTo = async (buffer: Uint8Array, length: number, position: number) => {
    if (position < block.start || position + length > block.start + block.bytes.length) {
      const wanted = Math.max(length, Math.min(blockBytes, spool.bytes - position))
      block = { start: position, bytes: await spool.read(position, wanted) }
    }
    buffer.set(block.bytes.subarray(position - block.start, position - block.start + length))
  }
  class SpoolReader extends yauzl.RandomAccessReader {
    override read(buffer: Uint8Array, offset: number, length: number, position: number, done: (error?: Error) => void) {
      readTo(buffer.subarray(offset), length, position).then(() => done(), done)
    }
  }
  const reader: RandomAccessReader = new SpoolReader()
  // Names are checked by the caller, in one way for all archives.
  const zip: ZipFile = await yauzl.fromRandomAccessReaderPromise(reader, spool.bytes, {
    autoClose: false,
    decodeStrings: false
  })
  const entries: Array<ArchiveEntry> = []
  for await (const entry of zip.eachEntry()) {
    if (entries.length === maxEntries) {
      throw new ArchiveProblem({
        problem: `it holds more than ${maxEntries} files`,
        remedy: "Unpack it and give the files that the study needs"
      })
    }
    const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    if (!name.endsWith("/")) entries.push(zipEntry(spool, zip, entry, name, budget.source()))
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { entries, close: async () => {} }
}

const zipEntry = (spool: Spool, zip: ZipFile, entry: Entry, name: string, meter: Meter): ArchiveEntry => ({
  name,
  isLink: entry.versionMadeBy >>> 8 === unix && ((entry.externalFileAttributes >>> 16) & fileType) === link,
  open: async function* () {
    if (entry.isEncrypted()) {
      throw new ArchiveProblem({
        problem: "it is encrypted",
        remedy: "Unpack it with its password and give the file inside"
      })
    }
    const decode = decoderByMethod.get(entry.compressionMethod)
    if (decode === undefined) {
      throw new ArchiveProblem({
        problem: `it is packed by ${otherMethods.get(entry.compressionMethod) ?? `method ${entry.compressionMethod}`}, which is not read in ZIP archives`,
        remedy: "Unpack it and give the file inside, or pack that with gzip, xz or zstd"
      })
    }
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const packed = spool.range(fileDataStart, entry.compressedSize)
    yield* expectedBytes(meter(decode(packed)), entry.uncompressedSize, entry.crc32)
  }
})

/** In the high byte of "version made by": the attributes are those of Unix. */
const unix = 3
const fileType = 0o170000
const link = 0o120000

/** By number in APPNOTE.TXT 6.3.10, section 4.4.5. */
const decoderByMethod: ReadonlyMap<number, Decode> = new Map<number, Decode>([
  [0, (packed) => packed],
  [8, inflateRaw],
  [12, bunzip2],
  [93, unzstd],
  [95, unxz]
])

/** Methods that are known and not read; the archiver of Windows takes Deflate64 for files over 2 GB. */
const otherMethods: ReadonlyMap<number, string> = new Map([
  [1, "Shrink"],
  [6, "Implode"],
  [9, "Deflate64"],
  [14, "LZMA"],
  [98, "PPMd"]
])
