import { createHash } from "node:crypto"

/** A 32-bit seed: the first four bytes, little-endian, of SHA-256 over the study's seed, the stage's name and the purpose. */
export const seedOf = (studySeed: number, stageName: string, purpose: string): number =>
  createHash("sha256")
    .update(JSON.stringify([studySeed, stageName, purpose]))
    .digest()
    .readUInt32LE(0)
