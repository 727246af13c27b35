/**
 * How much an archive may unpack to, so that a bomb cannot fill the disk or the day.
 */
import type { Bytes } from "./Bytes.ts"
import { counted } from "./counted.ts"
import { InputProblem } from "./InputError.ts"

/**
 * Bytes that any file may unpack to. A bomb is small: what stays below this is read in seconds, whatever its ratio.
 */
export const floorBytes = 64 * 1024 * 1024

/**
 * Beyond {@link floorBytes}, most unpacked bytes for each packed one. Posts pack to a fourth or an eighth, lists of numbers
 * to a thirtieth; DEFLATE reaches 1,032 with one byte repeated, LZMA and Zstandard 7,000 and more.
 */
export const maxRatio = 500

/** Most bytes at all; Posts.xml of the largest site has about a tenth of that. */
export const maxBytes = 1024 ** 4

/** Archives within archives, the outermost counted. */
export const maxDepth = 3

/** Most entries of an archive: a dump has nine, a folder of monthly exports some hundreds. */
export const maxEntries = 10_000

/** Counts what one input unpacks to, all its members and layers together. */
export class UnpackBudget {
  readonly #label: string
  readonly #limit: number
  #unpacked = 0

  /** `packedBytes`: the length of the input as it was given. */
  constructor(label: string, packedBytes: number) {
    this.#label = label
    this.#limit = Math.min(maxBytes, Math.max(floorBytes, packedBytes * maxRatio))
  }

  /** Makes a function that passes on the bytes of one source and throws an `InputProblem` once the input has unpacked to more than it may. What is read again from its start counts once. */
  source(): Meter {
    const add = (bytes: number) => this.#add(bytes)
    let counted = 0
    return async function* (content) {
      let at = 0
      for await (const chunk of content) {
        at += chunk.length
        add(Math.max(0, at - counted))
        counted = Math.max(at, counted)
        yield chunk
      }
    }
  }

  #add(bytes: number): void {
    this.#unpacked += bytes
    if (this.#unpacked <= this.#limit) return
    throw new InputProblem({
      label: this.#label,
      problem: `it unpacks to more than ${counted(this.#limit, "byte")}, as archives do that are made to fill a disk`,
      remedy: "If it is sound, unpack it and give the file inside"
    })
  }
}

/** Counts bytes and passes them on. */
export type Meter = (content: Bytes) => Bytes
