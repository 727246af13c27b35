/**
 * The kernels of wasm/quantisedDistances.wat, over the thread's memory.
 */
import { readFileSync } from "node:fs"
import { threadMemory } from "./threadMemory.ts"

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

/** The kernels. */
export const quantisedDistances = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(new URL("../wasm/quantisedDistances.wasm", import.meta.url))),
  { memory: { memory: threadMemory } }
).exports as unknown as QuantisedDistances
