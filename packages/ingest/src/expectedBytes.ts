/**
 * A check of what an archive's entry unpacks to.
 */
import { crc32 } from "node:zlib"
import type { Bytes } from "./Bytes.ts"

/** Passes bytes on; throws where there are not `length` of them, or their CRC-32 is not `crc` (where it is known). */
export async function* expectedBytes(content: Bytes, length: number, crc: number | undefined): Bytes {
  let found = 0
  let sum = 0
  for await (const chunk of content) {
    found += chunk.length
    if (found > length) throw new Error(`it is longer than the ${length} bytes that the archive states`)
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (found < length) throw new Error(`it ends after ${found} of ${length} bytes`)
  if (crc !== undefined && sum !== crc) throw new Error("its checksum is wrong")
}
