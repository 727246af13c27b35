/**
 * What coders wrote beside units (posts): nCoders × nUnits, row-major; code numbers from 0, −1 = not coded by this coder.
 */
export interface Codes {
  readonly nCoders: number
  readonly nUnits: number
  readonly codes: Int32Array
}

/** The chosen units in the order in which they are named, the same one more than once where it is named so; a copy. */
export const unitsAt = ({ codes, nCoders, nUnits }: Codes, chosen: ArrayLike<number>): Codes => {
  const copy = new Int32Array(nCoders * chosen.length)
  for (let coder = 0; coder < nCoders; coder++) {
    for (let i = 0; i < chosen.length; i++) copy[coder * chosen.length + i] = codes[coder * nUnits + chosen[i]!]!
  }
  return { nCoders, nUnits: chosen.length, codes: copy }
}

/** The units on which two coders differ, ascending: what coders should talk about. */
export const disagreements = ({ codes, nCoders, nUnits }: Codes): ReadonlyArray<number> =>
  Array.from({ length: nUnits }, (_, unit) => unit).filter(
    (unit) =>
      new Set(Array.from({ length: nCoders }, (_, coder) => codes[coder * nUnits + unit]!).filter(isCode)).size > 1
  )

const isCode = (code: number): boolean => code >= 0
