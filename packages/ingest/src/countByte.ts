/**
 * How many of the bytes from `start` to `end` are `byte`, in ASCII. Looks at four at once, so that its time does not depend
 * on how many there are. Source: Warren, Hacker's Delight (2012), 6-1: which bytes of a word are zero.
 */
export const countByte = (text: Uint8Array, byte: number, start: number, end: number): number => {
  let count = 0
  let at = start
  const firstWord = Math.min(end, start + (-(text.byteOffset + start) & 3))
  for (; at < firstWord; at++) if (text[at] === byte) count++
  const nWords = (end - at) >> 2
  const words = nWords === 0 ? none : new Int32Array(text.buffer, text.byteOffset + at, nWords)
  const pattern = byte * 0x01010101
  for (let i = 0; i < nWords; ) {
    let perByte = 0
    for (const full = Math.min(nWords, i + 255); i < full; i++) {
      const other = words[i]! ^ pattern
      perByte += ~(((other & 0x7f7f7f7f) + 0x7f7f7f7f) | other | 0x7f7f7f7f) >>> 7
    }
    const pairs = (perByte & 0xff00ff) + ((perByte >>> 8) & 0xff00ff)
    count += (pairs & 0xffff) + (pairs >>> 16)
  }
  for (at += 4 * nWords; at < end; at++) if (text[at] === byte) count++
  return count
}

const none = new Int32Array(0)
