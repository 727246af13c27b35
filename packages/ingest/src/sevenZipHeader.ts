/**
 * The list of files of a 7z archive: what stands where, and how it is packed.
 *
 * Source: 7zFormat.txt of the LZMA SDK 23.01. Everything is checked against bounds, since the list may be hostile.
 */
import { SevenZipInput as Input } from "./SevenZipInput.ts"
import { maxEntries } from "./UnpackBudget.ts"

/** One step of packing. */
export interface Coder {
  /** In hexadecimal, such as `030101` for LZMA. */
  readonly method: string
  readonly properties: Uint8Array
  /** Bytes that it gives. */
  readonly unpackedBytes: number
}

/** A run of bytes that is packed as one, of one or more files. */
export interface Folder {
  /** In the order of unpacking; each has one input and one output. */
  readonly coders: ReadonlyArray<Coder>
  /** Where its packed bytes begin in the archive. */
  readonly packedStart: number
  readonly packedBytes: number
  readonly crc: number | undefined
}

/** A file with content, in a folder. */
export interface FolderPart {
  readonly folder: number
  /** Where it begins in the folder's unpacked bytes. */
  readonly start: number
  readonly bytes: number
  readonly crc: number | undefined
}

/** A file of the list. */
export interface SevenZipFile {
  readonly name: string
  readonly attributes: number
  /** Undefined for a file without bytes. */
  readonly part: FolderPart | undefined
}

/** Folders and what is in each. */
export interface Streams {
  readonly folders: ReadonlyArray<Folder>
  readonly parts: ReadonlyArray<FolderPart>
}

/** The whole list; directories are left out. */
export interface SevenZipList {
  readonly folders: ReadonlyArray<Folder>
  readonly files: ReadonlyArray<SevenZipFile>
}

/** Bytes before the packed ones: signature, version, and where the list stands. */
export const signatureBytes = 32

/** Codes of 7zFormat.txt. */
const id = {
  end: 0x00,
  header: 0x01,
  archiveProperties: 0x02,
  additionalStreams: 0x03,
  mainStreams: 0x04,
  files: 0x05,
  packInfo: 0x06,
  unpackInfo: 0x07,
  subStreams: 0x08,
  size: 0x09,
  crc: 0x0a,
  folder: 0x0b,
  codersUnpackSize: 0x0c,
  numUnpackStream: 0x0d,
  emptyStream: 0x0e,
  emptyFile: 0x0f,
  anti: 0x10,
  names: 0x11,
  attributes: 0x15,
  encodedHeader: 0x17
} as const

/** The list, or the streams in which the list itself is packed. Throws where it is damaged. */
export const readHeader = (bytes: Uint8Array): { readonly list: SevenZipList } | { readonly packedList: Streams } => {
  const input = new Input(bytes)
  const first = input.byte()
  if (first === id.encodedHeader) return { packedList: readStreams(input) }
  if (first !== id.header) throw new Error("its list of files does not begin as it should")
  let streams: Streams = { folders: [], parts: [] }
  for (;;) {
    switch (input.byte()) {
      case id.archiveProperties:
        while (input.byte() !== id.end) input.skip(input.number())
        break
      case id.additionalStreams:
        readStreams(input)
        break
      case id.mainStreams:
        streams = readStreams(input)
        break
      case id.files:
        return { list: { folders: streams.folders, files: readFiles(input, streams.parts) } }
      case id.end:
        return { list: { folders: [], files: [] } }
      default:
        throw new Error("its list of files holds an unknown part")
    }
  }
}

const readStreams = (input: Input): Streams => {
  let packed: ReadonlyArray<{ readonly start: number; readonly bytes: number }> = []
  let folders: ReadonlyArray<Folder> = []
  let parts: ReadonlyArray<FolderPart> | undefined
  for (;;) {
    switch (input.byte()) {
      case id.packInfo:
        packed = readPackInfo(input)
        break
      case id.unpackInfo:
        folders = readFolders(input, packed)
        break
      case id.subStreams:
        parts = readParts(input, folders)
        break
      case id.end:
        return { folders, parts: parts ?? folders.map(wholeFolder) }
      default:
        throw new Error("its list of streams holds an unknown part")
    }
  }
}

const unpackedBytesOf = (folder: Folder): number => folder.coders.at(-1)!.unpackedBytes

const wholeFolder = (folder: Folder, i: number): FolderPart => ({
  folder: i,
  start: 0,
  bytes: unpackedBytesOf(folder),
  crc: folder.crc
})

const readPackInfo = (input: Input) => {
  let start = signatureBytes + input.number()
  const count = input.count()
  let packed: ReadonlyArray<{ readonly start: number; readonly bytes: number }> = []
  for (;;) {
    switch (input.byte()) {
      case id.size:
        packed = Array.from({ length: count }, () => {
          const bytes = input.number()
          start += bytes
          return { start: start - bytes, bytes }
        })
        break
      case id.crc:
        input.checksums(count)
        break
      case id.end:
        return packed
      default:
        throw new Error("its list of packed streams holds an unknown part")
    }
  }
}

const readFolders = (
  input: Input,
  packed: ReadonlyArray<{ readonly start: number; readonly bytes: number }>
): ReadonlyArray<Folder> => {
  input.expect(id.folder)
  const count = input.count()
  input.refuseExternal()
  const shapes = Array.from({ length: count }, () => readCoders(input))
  input.expect(id.codersUnpackSize)
  const sizes = shapes.map(({ coders }) => coders.map(() => input.number()))
  let crcs: ReadonlyArray<number | undefined> = []
  for (;;) {
    const next = input.byte()
    if (next === id.end) break
    if (next !== id.crc) throw new Error("its list of folders holds an unknown part")
    crcs = input.checksums(count)
  }
  return shapes.map(({ coders, order }, i) => {
    const stream = packed[i]
    if (stream === undefined) throw new Error("a folder of it has no packed stream")
    return {
      coders: order.map((coder) => ({ ...coders[coder]!, unpackedBytes: sizes[i]![coder]! })),
      packedStart: stream.start,
      packedBytes: stream.bytes,
      crc: crcs[i]
    }
  })
}

/** The coders of a folder as they stand, and the order in which they unpack. */
const readCoders = (input: Input) => {
  const count = input.count()
  if (count === 0 || count > maxCoders) throw new Error(`a folder of it has ${count} coders`)
  const coders = Array.from({ length: count }, () => {
    const flags = input.byte()
    const method = Array.from(input.take(flags & 0x0f), (byte) => byte.toString(16).padStart(2, "0")).join("")
    if ((flags & 0x10) !== 0 && (input.number() !== 1 || input.number() !== 1)) {
      throw new UnknownMethod(method)
    }
    return { method, properties: (flags & 0x20) !== 0 ? input.take(input.number()) : new Uint8Array(0) }
  })
  // Each coder but one takes what another gives; the one that no other feeds takes the packed stream.
  const takerByGiver = new Map<number, number>()
  const fed = new Set<number>()
  for (let i = 1; i < count; i++) {
    const taker = input.number()
    takerByGiver.set(input.number(), taker)
    fed.add(taker)
  }
  const order: Array<number> = []
  for (let at = coders.findIndex((_, i) => !fed.has(i)); at >= 0 && at < count; at = takerByGiver.get(at) ?? -1) {
    if (order.includes(at)) break
    order.push(at)
  }
  if (order.length !== count) throw new Error("the coders of a folder are not in a row")
  return { coders, order }
}

const maxCoders = 4

/** A folder is packed in a way that is not read. */
export class UnknownMethod extends Error {
  readonly method: string
  constructor(method: string) {
    super(`method ${method}`)
    this.method = method
  }
}

const readParts = (input: Input, folders: ReadonlyArray<Folder>): ReadonlyArray<FolderPart> => {
  let counts = folders.map(() => 1)
  let next = input.byte()
  if (next === id.numUnpackStream) {
    counts = folders.map(() => input.count())
    next = input.byte()
  }
  // The size of each but a folder's last, which is what is left.
  const sized = next === id.size
  const parts = folders.flatMap((folder, i) => {
    let start = 0
    return Array.from({ length: counts[i]! }, (_, j) => {
      const isLast = j === counts[i]! - 1
      if (!isLast && !sized) throw new Error("its list of files has no sizes")
      const bytes = isLast ? unpackedBytesOf(folder) - start : input.number()
      if (bytes < 0) throw new Error("its files are longer than what holds them")
      start += bytes
      return { folder: i, start: start - bytes, bytes, crc: counts[i] === 1 ? folder.crc : undefined }
    })
  })
  if (sized) next = input.byte()
  let listed: ReadonlyArray<number | undefined> = []
  while (next !== id.end) {
    if (next !== id.crc) throw new Error("its list of sizes holds an unknown part")
    listed = input.checksums(parts.filter(({ crc }) => crc === undefined).length)
    next = input.byte()
  }
  let unlisted = 0
  return parts.map((part) => (part.crc === undefined ? { ...part, crc: listed[unlisted++] } : part))
}

const readFiles = (input: Input, parts: ReadonlyArray<FolderPart>): ReadonlyArray<SevenZipFile> => {
  const count = input.number()
  if (count > maxEntries) throw new Error(`it holds more than ${maxEntries} files`)
  let names: ReadonlyArray<string> = []
  let isEmpty: ReadonlyArray<boolean> = []
  let isEmptyFile: ReadonlyArray<boolean> = []
  let attributes: ReadonlyArray<number | undefined> = []
  for (;;) {
    const kind = input.byte()
    if (kind === id.end) break
    const bytes = input.number()
    const property = new Input(input.take(bytes))
    switch (kind) {
      case id.emptyStream:
        isEmpty = property.bits(count)
        break
      case id.emptyFile:
        isEmptyFile = property.bits(isEmpty.filter((empty) => empty).length)
        break
      case id.anti:
        throw new Error("it lists files to delete")
      case id.names:
        property.refuseExternal()
        names = Array.from({ length: count }, () => property.name())
        break
      case id.attributes: {
        const defined = property.optionalBits(count)
        property.refuseExternal()
        attributes = defined.map((is) => (is ? property.uint32() : undefined))
        break
      }
      // Times and padding.
      default:
        break
    }
  }
  let part = 0
  let empty = 0
  const files = Array.from({ length: count }, (_, i) => {
    const name = names[i]
    if (name === undefined) throw new Error("its list of files has no names")
    if (isEmpty[i] !== true) {
      if (part === parts.length) throw new Error("it lists more files than it holds")
      return { name, attributes: attributes[i] ?? 0, part: parts[part++], isFile: true }
    }
    return { name, attributes: attributes[i] ?? 0, part: undefined, isFile: isEmptyFile[empty++] === true }
  })
  return files.filter(({ isFile }) => isFile)
}
