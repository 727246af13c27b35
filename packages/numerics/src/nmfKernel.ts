import { readFileSync } from "node:fs"
import type { NonnegativeFactors } from "./nndsvd.ts"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { transposedSparse } from "./transposedSparse.ts"

/** A sparse matrix A, its transpose and two factors W and H in memory of WebAssembly, and the loops over them. */
export interface NmfKernel {
  /** Moves each entry of W to its best value for H as it is; returns the violation. */
  readonly descendDocs: () => number
  /** The same for H; leaves AᵀW as it was met, for {@link NmfKernel.termSum}. */
  readonly descendTerms: () => number
  /** Σ (AᵀW) ∘ Hᵀ, with W as it was at the last {@link NmfKernel.descendTerms}. */
  readonly termSum: () => number
  /** Σ (WᵀW) ∘ (HHᵀ). */
  readonly gramSum: () => number
  /** A copy of the factors. */
  readonly factors: () => NonnegativeFactors
}

interface Loops {
  readonly descend: (...places: ReadonlyArray<number>) => number
  readonly addGram: (...places: ReadonlyArray<number>) => void
}

const compiled = new WebAssembly.Module(readFileSync(new URL("../wasm/nmf.wasm", import.meta.url)))

const pageBytes = 65_536

/**
 * Copies a sparse matrix (nDocs × nTerms), its transpose and the factors (left as they are) to a memory of its own, which
 * is freed with the kernel: 24 bytes a value, 8 for each topic of a document and 16 for each of a term, k rounded up to
 * a multiple of 8. More than 4 GiB throw a `RangeError`.
 */
export const nmfKernel = (
  weights: SparseMatrix,
  { docTopics, termTopics }: NonnegativeFactors,
  k: number
): NmfKernel => {
  const { nRows, nCols } = weights
  const nnz = weights.offsets[nRows]!
  const width = Math.ceil(k / 8) * 8
  const stride = 8 * width
  let bytes = 0
  const place = (size: number): number => {
    const start = bytes
    bytes += Math.ceil(size / 64) * 64
    return start
  }
  const docGramAt = place(k * stride)
  const termGramAt = place(k * stride)
  const docProductAt = place(stride)
  const docsAt = place(nRows * stride)
  const termsAt = place(nCols * stride)
  const termProductsAt = place(nCols * stride)
  const placeSparse = (n: number) => [place(4 * (n + 1)), place(4 * nnz), place(8 * nnz)] as const
  const byDocAt = placeSparse(nRows)
  const byTermAt = placeSparse(nCols)

  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
  const { buffer } = memory
  // The module is this package's own; its exports are declared in its text.
  const loops = new WebAssembly.Instance(compiled, { kernel: { memory } }).exports as unknown as Loops
  const numbers = (at: number, length: number) => new Float64Array(buffer, at, length)
  const putSparse = (matrix: SparseMatrix, [offsetsAt, indicesAt, valuesAt]: readonly [number, number, number]) => {
    new Int32Array(buffer, offsetsAt, matrix.nRows + 1).set(matrix.offsets)
    new Uint32Array(buffer, indicesAt, nnz).set(matrix.indices.subarray(0, nnz))
    numbers(valuesAt, nnz).set(matrix.values.subarray(0, nnz))
  }
  putSparse(weights, byDocAt)
  putSparse(transposedSparse(weights), byTermAt)
  const docs = numbers(docsAt, nRows * width)
  const terms = numbers(termsAt, nCols * width)
  for (let row = 0; row < nRows; row++) docs.set(docTopics.subarray(row * k, (row + 1) * k), row * width)
  for (let row = 0; row < nCols; row++) terms.set(termTopics.subarray(row * k, (row + 1) * k), row * width)

  const gram = (rowsAt: number, n: number, gramAt: number): Float64Array => {
    const sums = numbers(gramAt, k * width).fill(0)
    loops.addGram(rowsAt, n, k, stride, gramAt)
    return sums
  }
  return {
    descendDocs: () => {
      gram(termsAt, nCols, termGramAt)
      return loops.descend(nRows, ...byDocAt, termsAt, termGramAt, k, stride, docsAt, docProductAt, 0)
    },
    descendTerms: () => {
      gram(docsAt, nRows, docGramAt)
      return loops.descend(nCols, ...byTermAt, docsAt, docGramAt, k, stride, termsAt, termProductsAt, stride)
    },
    termSum: () => dot(numbers(termProductsAt, nCols * width), terms),
    gramSum: () => dot(gram(docsAt, nRows, docGramAt), gram(termsAt, nCols, termGramAt)),
    factors: () => ({ docTopics: unpadded(docs, nRows, width, k), termTopics: unpadded(terms, nCols, width, k) })
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

const unpadded = (padded: Float64Array, nRows: number, width: number, k: number): Float64Array => {
  const rows = new Float64Array(nRows * k)
  for (let row = 0; row < nRows; row++) rows.set(padded.subarray(row * width, row * width + k), row * k)
  return rows
}
