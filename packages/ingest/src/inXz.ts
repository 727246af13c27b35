/**
 * LZMA2 as an .xz file.
 *
 * The library's decoder of bare LZMA2 takes dictionaries of up to 64 MiB, that of .xz any; 7-Zip makes larger ones.
 */
import { crc32 } from "node:zlib"
import type { Bytes } from "./Bytes.ts"
import type { Coder } from "./sevenZipHeader.ts"

/** No checksum: archives have their own. */
const streamFlags = Uint8Array.of(0, 0)
const lzma2Filter = 0x21

/** Puts header and index of the .xz format 1.2 around `packedBytes` bytes of LZMA2. */
export async function* inXz(
  packed: Bytes,
  packedBytes: number,
  { properties, unpackedBytes }: Pick<Coder, "properties" | "unpackedBytes">
): Bytes {
  const blockHeader = withCrc(Uint8Array.of(2, 0, lzma2Filter, 1, properties[0] ?? 0, 0, 0, 0))
  const index = withCrc(padded([0, 1, ...variable(blockHeader.length + packedBytes), ...variable(unpackedBytes)]))
  const backward = new Uint8Array(6)
  new DataView(backward.buffer).setUint32(0, index.length / 4 - 1, true)
  backward.set(streamFlags, 4)

  yield Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...streamFlags, ...crcOf(streamFlags))
  yield blockHeader
  yield* packed
  yield new Uint8Array((4 - (packedBytes % 4)) % 4)
  yield index
  yield Uint8Array.of(...crcOf(backward), ...backward, 0x59, 0x5a)
}

const crcOf = (bytes: Uint8Array): Uint8Array => {
  const crc = new Uint8Array(4)
  new DataView(crc.buffer).setUint32(0, crc32(bytes), true)
  return crc
}

const withCrc = (bytes: Uint8Array): Uint8Array => Uint8Array.of(...bytes, ...crcOf(bytes))

const padded = (bytes: ReadonlyArray<number>): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4)
  whole.set(bytes)
  return whole
}

/** Seven bits a byte, lowest first; the highest bit says that more follow. */
const variable = (value: number): ReadonlyArray<number> =>
  value < 128 ? [value] : [(value % 128) + 128, ...variable(Math.floor(value / 128))]
