/**
 * How far coders agree on the codes of units. Codes are names without an order ("nominal").
 */
import type { Codes } from "./Codes.ts"

/**
 * The share of pairs of codes of the same unit that are equal, 0 to 1; with two coders the share of units on which they
 * agree. Units with fewer than two codes take no part. NaN where no unit has two.
 *
 * Misleads: coders who both use one code nearly always agree often by chance. Read `krippendorffAlpha` beside it.
 */
export const percentAgreement = (codes: Codes): number => {
  let equal = 0
  let pairs = 0
  for (const counts of codesByUnit(codes)) {
    const n = sum(counts)
    pairs += (n * (n - 1)) / 2
    equal += sum(counts.map((count) => (count * (count - 1)) / 2))
  }
  return equal / pairs
}

/**
 * Cohen's κ of two coders: their agreement corrected for chance, each with their own frequencies of codes; 1 = always,
 * 0 = as by chance, negative = less. Units that one of them left out take no part. NaN without such a unit, and where both
 * used one and the same code throughout, since chance alone would then agree.
 *
 * More than two coders throw a `RangeError`: use {@link krippendorffAlpha}.
 * Misleads where codes are very unequal: κ is then low though coders agree nearly always (the "paradox" of Feinstein &
 * Cicchetti 1990). Source: Cohen, Educational and Psychological Measurement 20, 1960.
 */
export const cohenKappa = ({ codes, nCoders, nUnits }: Codes): number => {
  if (nCoders !== 2) throw new RangeError(`Cohen's κ is of 2 coders, not of ${nCoders}`)
  const nCodes = codes.reduce((most, code) => Math.max(most, code), -1) + 1
  const first = new Float64Array(nCodes)
  const second = new Float64Array(nCodes)
  let both = 0
  let equal = 0
  for (let unit = 0; unit < nUnits; unit++) {
    const a = codes[unit]!
    const b = codes[nUnits + unit]!
    if (a < 0 || b < 0) continue
    both++
    first[a]!++
    second[b]!++
    if (a === b) equal++
  }
  const byChance = sum(first.map((count, code) => (count / both) * (second[code]! / both)))
  return byChance === 1 ? Number.NaN : (equal / both - byChance) / (1 - byChance)
}

/**
 * Krippendorff's α for nominal codes, any number of coders and gaps: 1 less observed by expected disagreement; 1 = always,
 * 0 = as if codes were dealt out at random, negative = systematic disagreement. Units with fewer than two codes take no
 * part. NaN without such a unit, and where only one code was used: agreement then shows nothing.
 *
 * Krippendorff asks for .8, and .667 for tentative conclusions. Misleads where one code is rare, as κ does: few units then
 * decide. Source: Krippendorff, Content Analysis, 2004, chapter 11; equal to his example of 2011.
 */
export const krippendorffAlpha = (codes: Codes): number => {
  const pairable = codesByUnit(codes).filter((counts) => sum(counts) > 1)
  const totals = (pairable[0] ?? new Float64Array(0)).map((_, code) => sum(pairable.map((counts) => counts[code]!)))
  const n = sum(totals)
  const observed = sum(
    pairable.map((counts) => {
      const ofUnit = sum(counts)
      return sum(counts.map((count) => count * (ofUnit - count))) / (ofUnit - 1)
    })
  )
  const expected = sum(totals.map((count) => count * (n - count))) / (n - 1)
  return expected === 0 ? Number.NaN : 1 - observed / expected
}

/** How often each code was given to each unit. */
const codesByUnit = ({ codes, nCoders, nUnits }: Codes): ReadonlyArray<Float64Array> => {
  const nCodes = codes.reduce((most, code) => Math.max(most, code), -1) + 1
  return Array.from({ length: nUnits }, (_, unit) => {
    const counts = new Float64Array(nCodes)
    for (let coder = 0; coder < nCoders; coder++) {
      const code = codes[coder * nUnits + unit]!
      if (code >= 0) counts[code]!++
    }
    return counts
  })
}

const sum = (values: ArrayLike<number>): number => {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
