/// <reference path="./webAssembly.d.ts" />
import { readFileSync } from "node:fs"
import type { SparseMatrix } from "./SparseMatrix.ts"
import { threadMemory } from "./threadMemory.ts"

/** The loops of `wasm/matrixProducts.wat`. Places, strides and inner lengths are bytes, rows are counts. */
interface Loops {
  readonly sparseTimesDense: (
    offsets: number,
    indices: number,
    values: number,
    nRows: number,
    b: number,
    stride: number,
    out: number,
    scatter: 0 | 1
  ) => void
  readonly denseTimesDense: (
    a: number,
    nRows: number,
    inner: number,
    b: number,
    stride: number,
    out: number,
    upper: 0 | 1
  ) => void
  readonly addGramMatrix: (a: number, nRows: number, stride: number, gram: number) => void
}

const compiled = new WebAssembly.Module(readFileSync(new URL("../wasm/matrixProducts.wasm", import.meta.url)))

/** Products of matrices that lie in the thread's memory; sums run as in plain loops. */
// The module is this package's own; its exports are declared in its text.
export const loops = new WebAssembly.Instance(compiled, { kernel: { memory: threadMemory } })
  .exports as unknown as Loops

/** Bytes from one row of a placed dense matrix to the next: eight columns at a time. */
export const strideOf = (width: number): number => Math.ceil(width / 8) * 64

/** The numbers at a place, a view that holds until something else is placed in the thread's memory. */
export const numbersAt = (place: number, length: number): Float64Array =>
  new Float64Array(threadMemory.buffer, place, length)

/** Places a dense row-major matrix (nRows × width) in rows of {@link strideOf} bytes, zeros at their ends. */
export const putDense = (matrix: Float64Array, nRows: number, width: number, place: number): void => {
  const stride = strideOf(width) / 8
  const placed = numbersAt(place, nRows * stride)
  if (stride === width) {
    placed.set(matrix.subarray(0, nRows * width))
    return
  }
  placed.fill(0)
  for (let row = 0; row < nRows; row++) placed.set(matrix.subarray(row * width, (row + 1) * width), row * stride)
}

/** Copies a placed dense matrix to `out` (nRows × width, row-major). */
export const takeDense = (place: number, nRows: number, width: number, out: Float64Array): void => {
  const stride = strideOf(width) / 8
  const placed = numbersAt(place, nRows * stride)
  for (let row = 0; row < nRows; row++) out.set(placed.subarray(row * stride, row * stride + width), row * width)
}

/** Places rows `start` to `end` of a sparse matrix; their values begin where those of `start` do. */
export const putSparse = (
  { offsets, indices, values }: SparseMatrix,
  start: number,
  end: number,
  [offsetsAt, indicesAt, valuesAt]: readonly [number, number, number]
): void => {
  const first = offsets[start]!
  const nnz = offsets[end]! - first
  const placed = new Int32Array(threadMemory.buffer, offsetsAt, end - start + 1)
  for (let row = start; row <= end; row++) placed[row - start] = offsets[row]! - first
  new Uint32Array(threadMemory.buffer, indicesAt, nnz).set(indices.subarray(first, first + nnz))
  numbersAt(valuesAt, nnz).set(values.subarray(first, first + nnz))
}

/** Rows of a sparse matrix that are placed at once. */
const blockRows = 4096

/** Calls `use` with consecutive blocks of rows, of which the largest has `largest` values. */
export const sparseBlocks = ({ nRows, offsets }: SparseMatrix) => {
  const blocks: Array<readonly [start: number, end: number]> = []
  let largest = 0
  for (let start = 0; start < nRows; start += blockRows) {
    const end = Math.min(nRows, start + blockRows)
    blocks.push([start, end])
    largest = Math.max(largest, offsets[end]! - offsets[start]!)
  }
  return { blocks, offsetBytes: 4 * (Math.min(nRows, blockRows) + 1), largest }
}
