/**
 * The files of a 7z archive.
 */
import { crc32 } from "node:zlib"
import type { Archive, ArchiveEntry } from "./ArchiveEntry.ts"
import type { Bytes } from "./Bytes.ts"
import { expectedBytes } from "./expectedBytes.ts"
import { FolderCursor } from "./FolderCursor.ts"
import { folderBytes, unread } from "./folderBytes.ts"
import type { Spool } from "./Spool.ts"
import { readHeader, type SevenZipFile, type SevenZipList, signatureBytes, UnknownMethod } from "./sevenZipHeader.ts"
import type { UnpackBudget } from "./UnpackBudget.ts"

/** Reads the list of files, which may itself be packed. Throws an `ArchiveProblem`, or an error of any kind where the archive is damaged. */
export const openSevenZip = async (spool: Spool, budget: UnpackBudget): Promise<Archive> => {
  const list = await readList(spool).catch((error) => {
    throw error instanceof UnknownMethod ? unread(error.method) : error
  })
  const cursors = list.folders.map((folder) => {
    const meter = budget.source()
    return new FolderCursor(() => meter(folderBytes(spool, folder)))
  })
  return {
    entries: list.files.map((file) => sevenZipEntry(file, cursors)),
    close: async () => {
      for (const cursor of cursors) await cursor.close()
    }
  }
}

/** A list that is longer is no list: one file takes some tens of bytes. */
const maxListBytes = 16 * 1024 * 1024
/** A list may be packed, and what it is packed in again. */
const maxLayers = 4

const readList = async (spool: Spool): Promise<SevenZipList> => {
  const start = new DataView((await spool.read(0, signatureBytes)).buffer)
  if (crc32(new Uint8Array(start.buffer, 12, 20)) !== start.getUint32(8, true)) {
    throw new Error("the checksum of its first bytes is wrong")
  }
  const [at, length] = [12, 20].map((offset) => Number(start.getBigUint64(offset, true))) as [number, number]
  if (length === 0) return { folders: [], files: [] }
  if (length > maxListBytes) throw new Error(`its list of files is ${length} bytes long`)
  if (signatureBytes + at + length < spool.bytes) {
    throw new Error(`${spool.bytes - signatureBytes - at - length} other bytes follow its end`)
  }
  let bytes: Uint8Array = await spool.read(signatureBytes + at, length)
  if (crc32(bytes) !== start.getUint32(28, true)) throw new Error("the checksum of its list of files is wrong")
  for (let layer = 0; layer < maxLayers; layer++) {
    const header = readHeader(bytes)
    if ("list" in header) return header.list
    const [part] = header.packedList.parts
    if (part === undefined || part.bytes > maxListBytes)
      throw new Error("its packed list of files is of a wrong length")
    const content = folderBytes(spool, header.packedList.folders[part.folder]!)
    bytes = await collected(expectedBytes(content, part.bytes, part.crc), part.bytes)
  }
  throw new Error("its list of files is packed too often")
}

const collected = async (content: Bytes, length: number): Promise<Uint8Array> => {
  const all = new Uint8Array(length)
  let at = 0
  for await (const chunk of content) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

const sevenZipEntry = (
  { name, attributes, part }: SevenZipFile,
  cursors: ReadonlyArray<FolderCursor>
): ArchiveEntry => ({
  name,
  isLink: (attributes & hasUnixMode) !== 0 && ((attributes >>> 16) & fileType) === link,
  open: async function* () {
    if (part !== undefined)
      yield* expectedBytes(cursors[part.folder]!.read(part.start, part.bytes), part.bytes, part.crc)
  }
})

/** p7zip puts the mode of Unix into the high half of the attributes, and says so by this bit. */
const hasUnixMode = 0x8000
const fileType = 0o170000
const link = 0o120000
