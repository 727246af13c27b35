/**
 * The unpacked bytes of a folder of a 7z archive.
 */
import { ArchiveProblem } from "./ArchiveEntry.ts"
import type { Bytes, Decode } from "./Bytes.ts"
import { bunzip2 } from "./bunzip2.ts"
import { inflateRaw, unlzma, unxz, unzstd } from "./decoders.ts"
import { inXz } from "./inXz.ts"
import type { Spool } from "./Spool.ts"
import type { Coder, Folder } from "./sevenZipHeader.ts"

/** Reads a folder from its start. Throws {@link ArchiveProblem} where it is packed in a way that is not read. */
export const folderBytes = (spool: Spool, folder: Folder): Bytes => {
  let packedBytes = folder.packedBytes
  let content: Bytes = spool.range(folder.packedStart, packedBytes)
  for (const coder of folder.coders) {
    const decode = decodeByMethod.get(coder.method)
    if (decode === undefined) throw unread(coder.method)
    content = decode(coder, packedBytes)(content)
    packedBytes = coder.unpackedBytes
  }
  return content
}

/** Says that a method is not read, by its name. */
export const unread = (method: string): ArchiveProblem =>
  method.startsWith(aes)
    ? new ArchiveProblem({ problem: "it is encrypted", remedy: "Unpack it with its password and give the file inside" })
    : new ArchiveProblem({
        problem: `it is packed by ${otherMethods.get(method) ?? `the method ${method}`} of 7z, which is not read`,
        remedy: "Unpack it and give the files inside, or pack them with `7z a -m0=lzma2`"
      })

const aes = "06f107"

/** Methods that are known and not read. Source: Methods.txt of the LZMA SDK 23.01. */
const otherMethods: ReadonlyMap<string, string> = new Map([
  ["030401", "PPMd"],
  ["040109", "Deflate64"],
  ["03", "the Delta filter"],
  ["03030103", "the BCJ filter"],
  ["0303011b", "the BCJ2 filter"],
  ["04f71102", "Brotli"],
  ["04f71104", "LZ4"]
])

type MakeDecode = (coder: Coder, packedBytes: number) => Decode

/** LZMA in a .lzma file: its five bytes of properties and the length of what it unpacks to. */
const lzma: MakeDecode = ({ properties, unpackedBytes }) => {
  const header = new Uint8Array(13)
  header.set(properties.subarray(0, 5))
  new DataView(header.buffer).setBigUint64(5, BigInt(unpackedBytes), true)
  return (packed) => unlzma(joined(header, packed))
}

async function* joined(head: Uint8Array, rest: Bytes): Bytes {
  yield head
  yield* rest
}

const decodeByMethod: ReadonlyMap<string, MakeDecode> = new Map<string, MakeDecode>([
  ["00", () => (packed) => packed],
  ["21", (coder, packedBytes) => (packed) => unxz(inXz(packed, packedBytes, coder))],
  ["030101", lzma],
  ["040108", () => inflateRaw],
  ["040202", () => bunzip2],
  ["04f71101", () => unzstd]
])
