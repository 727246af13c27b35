import { createHash } from "node:crypto"

/** A 32-bit seed: the first four bytes, little-endian, of SHA-256 over the study's seed, the stage's name and the purpose. */
export const seedOf = (studySeed: number, stageName: string, purpose: string): number =>
  createHash("sha256")
    .update(JSON.stringify([studySeed, stageName, purpose]))
    .digest()
    .readUInt32LE(0)

/** The seeds of a stage by purpose. Throws where the stage does not declare that it is seeded: its key would lack the seed. */
export const seedsOf =
  (stage: { readonly name: string; readonly seeded: boolean }, studySeed: number) =>
  (purpose: string): number => {
    if (!stage.seeded) throw new Error(`stage "${stage.name}" asks for a seed and does not declare that it is seeded`)
    return seedOf(studySeed, stage.name, purpose)
  }
