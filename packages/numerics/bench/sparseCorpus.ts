import { readFileSync, writeFileSync } from "node:fs"
import { random } from "@praxis/numerics/random"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"

/** Unit rows with the sizes of 21,555 posts: 5,600 terms by Zipf's law, half of each post's 40 words from one of 25 topics. */
export const simulatedCorpus = (nDocs = 21_555, nTerms = 5600): SparseMatrix => {
  const next = random(1)
  const offsets = new Int32Array(nDocs + 1)
  const indices: Array<number> = []
  const values: Array<number> = []
  for (let row = 0; row < nDocs; row++) {
    const topic = Math.floor(25 * next() ** 1.5)
    const terms = new Set<number>()
    for (let word = 0; word < 40; word++) {
      const rank = Math.floor(nTerms * next() ** 2.5)
      terms.add(next() < 0.5 ? Math.min(nTerms - 1, rank - (rank % 25) + topic) : rank)
    }
    for (const term of Array.from(terms).sort((a, b) => a - b)) {
      indices.push(term)
      values.push(1 / Math.sqrt(terms.size))
    }
    offsets[row + 1] = indices.length
  }
  return { nRows: nDocs, nCols: nTerms, offsets, indices: Uint32Array.from(indices), values: Float64Array.from(values) }
}

/** A matrix as `<prefix>.shape` (text: nRows nCols), `.offsets` (int32), `.indices` (uint32) and `.values` (float64), little-endian. */
export const readMatrix = (prefix: string): SparseMatrix => {
  const [nRows, nCols] = readFileSync(`${prefix}.shape`, "utf8").split(" ").map(Number) as [number, number]
  const bytes = (name: string) => new Uint8Array(readFileSync(`${prefix}.${name}`)).buffer
  return {
    nRows,
    nCols,
    offsets: new Int32Array(bytes("offsets")),
    indices: new Uint32Array(bytes("indices")),
    values: new Float64Array(bytes("values"))
  }
}

/** Writes what {@link readMatrix} reads. */
export const writeMatrix = (prefix: string, { nRows, nCols, offsets, indices, values }: SparseMatrix): void => {
  writeFileSync(`${prefix}.shape`, `${nRows} ${nCols}`)
  writeFileSync(`${prefix}.offsets`, offsets)
  writeFileSync(`${prefix}.indices`, indices)
  writeFileSync(`${prefix}.values`, values)
}

/** The middle of three or any odd number of measurements. */
export const median = (numbers: ReadonlyArray<number>): number =>
  Array.from(numbers).sort((a, b) => a - b)[numbers.length >> 1]!
