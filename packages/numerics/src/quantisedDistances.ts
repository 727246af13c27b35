/**
 * The kernels of wasm/quantisedDistances.wat, and their memory: one for each thread, that grows to the largest call.
 */
import { readFileSync } from "node:fs"

/** See the text of the kernels: addresses and sizes in bytes, counts of rows and of groups of four centres. */
export interface QuantisedDistances {
  readonly nearestTwo: (
    rows: number,
    rowBytes: number,
    list: number,
    count: number,
    centres: number,
    lengths: number,
    nGroups: number,
    smallest: number,
    nearest: number,
    second: number
  ) => void
  readonly offer: (
    rows: number,
    rowBytes: number,
    rowLengths: number,
    nRows: number,
    candidates: number,
    lengths: number,
    nGroups: number,
    closest: number,
    offered: number,
    sums: number
  ) => void
}

const page = 65_536

const memory = new WebAssembly.Memory({ initial: 1 })

/** The kernels. */
export const quantisedDistances = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(new URL("../wasm/quantisedDistances.wasm", import.meta.url))),
  { memory: { memory } }
).exports as unknown as QuantisedDistances

/** Where arrays of so many bytes each lie one after the other, aligned; the memory is theirs until the next call. More than 4 GiB throws a `RangeError`. */
export const reserve = (
  ...sizes: ReadonlyArray<number>
): { readonly buffer: ArrayBuffer; readonly at: ReadonlyArray<number> } => {
  let end = 0
  const at = sizes.map((bytes) => {
    const start = end
    end += Math.ceil(bytes / 16) * 16
    return start
  })
  const missing = end - memory.buffer.byteLength
  if (end > 65_536 * page) throw new RangeError(`k-means of rows that take ${end} bytes; at most 4 GiB are possible`)
  if (missing > 0) memory.grow(Math.ceil(missing / page))
  return { buffer: memory.buffer, at }
}
