/**
 * The truncated SVD of a seeded sparse matrix beside a plain version of the same algorithm (rows as arrays, sparse
 * products by cell, Gram–Schmidt column by column), and beside scikit-learn's TruncatedSVD where Python has it. Prints
 * seconds, their ratios, and the share of the matrix that the dimensions of each hold. Usage: node randomisedSvd.ts
 * [nDocs nTerms wordsPerDoc rank], by default 2000 2500 40 50; from 20,000 rows on the plain version is left out.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { random } from "@praxis/numerics/random"
import { randomisedSvd } from "@praxis/numerics/randomisedSvd"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { symmetricEigen } from "@praxis/numerics/symmetricEigen"

const [nDocs = 2000, nTerms = 2500, wordsPerDoc = 40, rank = 50] = process.argv.slice(2).map(Number)
const oversampling = 10
// As many as let the dimensions hold what those of scikit-learn do, which makes 5 iterations with both sides.
const powerIterations = 5

/** Rows of unit length with Zipf-like columns, so that the spectrum falls slowly as that of short texts does. */
const corpusMatrix = (): SparseMatrix => {
  const next = random(1)
  const offsets = new Int32Array(nDocs + 1)
  const indices: Array<number> = []
  const values: Array<number> = []
  for (let row = 0; row < nDocs; row++) {
    const terms = new Set(Array.from({ length: wordsPerDoc }, () => Math.floor(nTerms * next() ** 2.5)))
    for (const term of Array.from(terms).sort((a, b) => a - b)) {
      indices.push(term)
      values.push(1 / Math.sqrt(terms.size))
    }
    offsets[row + 1] = indices.length
  }
  return { nRows: nDocs, nCols: nTerms, offsets, indices: Uint32Array.from(indices), values: Float64Array.from(values) }
}

/** The largest singular values by arrays of arrays. */
const plainSvd = ({ indices, nCols, nRows, offsets, values }: SparseMatrix): Array<number> => {
  const width = rank + oversampling
  const next = random(1)
  let v = Array.from({ length: nCols }, () => Array.from({ length: width }, () => 2 * next() - 1))
  const forward = () =>
    Array.from({ length: nRows }, (_, i) =>
      Array.from({ length: width }, (_, k) => {
        let sum = 0
        for (let at = offsets[i]!; at < offsets[i + 1]!; at++) sum += values[at]! * v[indices[at]!]![k]!
        return sum
      })
    )
  for (let iteration = 0; iteration <= powerIterations; iteration++) {
    const y = forward()
    v = Array.from({ length: nCols }, () => new Array<number>(width).fill(0))
    for (let i = 0; i < nRows; i++) {
      for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
        for (let k = 0; k < width; k++) v[indices[at]!]![k]! += values[at]! * y[i]![k]!
      }
    }
    for (let k = 0; k < width; k++) {
      for (let pass = 0; pass < 2; pass++) {
        for (let p = 0; p < k; p++) {
          const along = v.reduce((sum, row) => sum + row[p]! * row[k]!, 0)
          for (const row of v) row[k]! -= along * row[p]!
        }
      }
      const length = Math.sqrt(v.reduce((sum, row) => sum + row[k]! ** 2, 0))
      for (const row of v) row[k]! /= length
    }
  }
  const y = forward()
  const gram = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_, j) => y.reduce((sum, row) => sum + row[i]! * row[j]!, 0))
  )
  return Array.from(symmetricEigen(Float64Array.from(gram.flat()), width).values.subarray(0, rank), Math.sqrt)
}

/** CPU milliseconds of the fastest of `times` runs, and the last result. */
const measure = <A>(times: number, run: () => A): readonly [milliseconds: number, result: A] => {
  let best = Number.POSITIVE_INFINITY
  let result!: A
  for (let i = 0; i < times; i++) {
    const start = process.cpuUsage()
    result = run()
    const { system, user } = process.cpuUsage(start)
    best = Math.min(best, (system + user) / 1000)
  }
  return [best, result]
}

interface Peer {
  readonly cpu: number
  readonly wall: number
  readonly singularValues: ReadonlyArray<number>
}

/** scikit-learn on the same matrix; undefined where there is none. */
const scikitLearn = ({ indices, nCols, nRows, offsets, values }: SparseMatrix): Peer | undefined => {
  const folder = mkdtempSync(join(tmpdir(), "praxis-bench-"))
  try {
    for (const [name, array] of Object.entries({ offsets, indices, values })) writeFileSync(join(folder, name), array)
    const script = fileURLToPath(new URL("./truncatedSvd.py", import.meta.url))
    const { status, stdout } = spawnSync("/usr/bin/python3", [script, folder, `${nRows}`, `${nCols}`, `${rank}`], {
      encoding: "utf8",
      maxBuffer: 2 ** 28
    })
    return status === 0 ? (JSON.parse(stdout) as Peer) : undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const matrix = corpusMatrix()
const total = matrix.values.reduce((sum, value) => sum + value * value, 0)
const share = (singularValues: Iterable<number>): string =>
  `${((100 * Array.from(singularValues).reduce((sum, value) => sum + value * value, 0)) / total).toFixed(2)} % of the matrix`
const large = nDocs >= 20_000
const [fast, svd] = measure(large ? 1 : 5, () =>
  randomisedSvd(matrix, { rank, oversampling, powerIterations, random: random(1) })
)
console.log(
  `${nDocs} × ${nTerms}, ${matrix.values.length} values, rank ${rank}: randomisedSvd ${fast.toFixed(0)} ms CPU, ${share(svd.singularValues)}`
)
const peer = scikitLearn(matrix)
if (peer === undefined) console.log("scikit-learn is not there")
else
  console.log(
    `scikit-learn ${(1000 * peer.cpu).toFixed(0)} ms CPU in ${(1000 * peer.wall).toFixed(0)} ms: ${((1000 * peer.cpu) / fast).toFixed(1)} × as long, ${share(peer.singularValues)}`
  )
if (!large) {
  const [plain, values] = measure(1, () => plainSvd(matrix))
  const off = values.reduce((most, value, k) => Math.max(most, Math.abs(value / svd.singularValues[k]! - 1)), 0)
  if (off > 1e-9) throw new Error(`the two differ by ${off}`)
  console.log(`plain version ${plain.toFixed(0)} ms CPU: ${(plain / fast).toFixed(1)} × as long, same values to 1e-9`)
}
