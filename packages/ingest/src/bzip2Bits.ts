/**
 * Bits of bzip2: numbers, copies and marks that begin at any bit. Bits count from the highest of the first byte.
 */

/** What begins with a mark: a block, or the end of a file. */
export type Magic = "block" | "end"

const magicBits = 48
/** Digits of π and of √π, as binary coded decimals. */
const marks: ReadonlyArray<readonly [Magic, number]> = [
  ["block", 0x314159265359],
  ["end", 0x177245385090]
]

/** At most 48 bits from bit `at` on, as an unsigned number. */
export const bitsAt = (bytes: Uint8Array, at: number, bits: number): number => {
  let value = 0
  for (let left = bits, bit = at; left > 0; ) {
    const inByte = bit & 7
    const taken = Math.min(8 - inByte, left)
    value = value * 2 ** taken + ((bytes[bit >>> 3]! >>> (8 - inByte - taken)) & ((1 << taken) - 1))
    bit += taken
    left -= taken
  }
  return value
}

/** The mark at bit `at`, of which 48 bits must be there. */
export const magicAt = (bytes: Uint8Array, at: number): Magic | undefined => {
  const value = bitsAt(bytes, at, magicBits)
  return marks.find(([, mark]) => mark === value)?.[0]
}

/**
 * By the third and by the fourth byte of the seven that a mark may touch: bit s is set where a mark that begins s bits
 * after a byte has that byte there.
 */
const [shiftsByThird, shiftsByFourth] = [2, 3].map((place) => {
  const shifts = new Uint8Array(256)
  for (const [, mark] of marks) {
    for (let shift = 0; shift < 8; shift++) {
      const byte = (BigInt(mark) << BigInt(8 - shift)) >> BigInt(8 * (6 - place))
      shifts[Number(byte & 255n)]! |= 1 << shift
    }
  }
  return shifts
}) as [Uint8Array, Uint8Array]

/** The first bit at or after `from` where a mark begins that is there as a whole. */
export const findMagic = (bytes: Uint8Array, from: number): number | undefined => {
  for (let i = from >>> 3; i + 3 < bytes.length; i++) {
    const shifts = shiftsByThird[bytes[i + 2]!]! & shiftsByFourth[bytes[i + 3]!]!
    if (shifts === 0) continue
    for (let shift = 0; shift < 8; shift++) {
      const at = i * 8 + shift
      if ((shifts >>> shift) & 1 && at >= from && at + magicBits <= bytes.length * 8 && magicAt(bytes, at)) return at
    }
  }
  return undefined
}

/** Copies `bits` bits to where `to` holds zeros. */
export const copyBits = (from: Uint8Array, fromBit: number, bits: number, to: Uint8Array, toBit: number): void => {
  // Whole bytes of the source's grid first; each falls on at most two bytes of the target.
  const right = toBit & 7
  let target = toBit >>> 3
  let source = fromBit >>> 3
  const left = fromBit & 7
  for (let done = 0; done < bits; done += 8, source++, target++) {
    let byte = (from[source]! << left) & 255
    if (left > 0) byte |= (from[source + 1] ?? 0) >>> (8 - left)
    if (bits - done < 8) byte &= 255 << (8 - (bits - done))
    to[target]! |= byte >>> right
    if (right > 0 && ((byte << (8 - right)) & 255) !== 0) to[target + 1]! |= (byte << (8 - right)) & 255
  }
}
