/** Packs bytes of 0 and 1 into bits, the lowest first; the last byte's spare bits are 0. */
export const packBits = (bytes: Uint8Array): Uint8Array => {
  const bits = new Uint8Array((bytes.length + 7) >> 3)
  for (let i = 0; i < bytes.length; i++) bits[i >> 3]! |= bytes[i]! << (i & 7)
  return bits
}

/** The first `length` bits as bytes of 0 and 1. */
export const unpackBits = (bits: Uint8Array, length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = (bits[i >> 3]! >> (i & 7)) & 1
  return bytes
}
