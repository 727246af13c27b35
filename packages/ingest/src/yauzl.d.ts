/** The parts of yauzl 3.4 that ingest uses; the package has no types of its own. */
declare module "yauzl" {
  import type { EventEmitter } from "node:events"

  export class Entry {
    readonly versionMadeBy: number
    readonly generalPurposeBitFlag: number
    readonly compressionMethod: number
    readonly crc32: number
    readonly compressedSize: number
    readonly uncompressedSize: number
    readonly externalFileAttributes: number
    readonly fileNameRaw: Uint8Array
    readonly extraFields: ReadonlyArray<unknown>
    isEncrypted(): boolean
  }
  export class ZipFile {
    eachEntry(): AsyncIterable<Entry>
    readLocalFileHeaderPromise(
      entry: Entry,
      options: { readonly minimal: true }
    ): Promise<{ readonly fileDataStart: number }>
  }
  export class RandomAccessReader extends EventEmitter {
    read(buffer: Uint8Array, offset: number, length: number, position: number, done: (error?: Error) => void): void
  }
  interface Yauzl {
    readonly RandomAccessReader: typeof RandomAccessReader
    readonly fromRandomAccessReaderPromise: (
      reader: RandomAccessReader,
      totalSize: number,
      options: { readonly autoClose: boolean; readonly decodeStrings: boolean }
    ) => Promise<ZipFile>
    readonly getFileNameLowLevel: (
      flag: number,
      name: Uint8Array,
      extraFields: ReadonlyArray<unknown>,
      strict: boolean
    ) => string
  }
  const yauzl: Yauzl
  export default yauzl
}
