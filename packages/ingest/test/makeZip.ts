import { Buffer } from "node:buffer"
import { crc32, deflateRawSync } from "node:zlib"

/** An entry of a ZIP archive, sound where nothing else is said. */
export interface ZipEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly crc?: number
  readonly bytes?: number
  readonly packedBytes?: number
  readonly method?: number
  readonly flags?: number
  /** The mode of Unix. */
  readonly mode?: number
}

/** A ZIP archive with whatever lies it is told. */
export const makeZip = (entries: ReadonlyArray<ZipEntry>): Buffer => {
  const files: Array<Buffer> = []
  const list: Array<Buffer> = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from((entry.content ?? "Id,Title,Body\n1,t,b\n") as Uint8Array)
    const { method = 8, flags = 0x800, mode = 0o100644 } = entry
    const packed = method === 8 ? deflateRawSync(content) : content
    const name = Buffer.from(entry.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(entry.crc ?? crc32(content), 10)
    common.writeUInt32LE(entry.packedBytes ?? packed.length, 14)
    common.writeUInt32LE(entry.bytes ?? content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    const file = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, name, packed])
    files.push(file)
    list.push(Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 3]), common, rest, name]))
    offset += file.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, directory, Buffer.from("PK\u0005\u0006"), end])
}
