import type { NumberArrays } from "../ColumnType.ts"

type FlatArray = NumberArrays[keyof NumberArrays]

/**
 * A typed array that grows by doubling and keeps its memory when it is emptied. Memory beyond `length` is not cleared. Growing
 * gives the old memory back at once: views of it are empty then.
 */
export class Growable<A extends FlatArray> {
  readonly #make: new (
    memory: number | ArrayBuffer
  ) => A
  /** All memory there is; a larger one after `extend`. */
  array: A
  /** Elements in use. */
  length = 0

  constructor(make: new (memory: number | ArrayBuffer) => A) {
    this.#make = make
    this.array = new make(64)
  }

  /** Makes room for `count` more elements, with any content, and returns the index of the first. */
  extend(count: number): number {
    const start = this.length
    const needed = start + count
    if (needed > this.array.length) {
      const elements = Math.max(needed, this.array.length * 2)
      this.array = new this.#make((this.array.buffer as ArrayBuffer).transfer(elements * this.array.BYTES_PER_ELEMENT))
    }
    this.length = needed
    return start
  }

  /** Makes room for `count` more elements of zero. */
  extendZero(count: number): void {
    const start = this.extend(count)
    // Through bytes, since `fill` takes 0 or 0n by the kind of array.
    const width = this.array.BYTES_PER_ELEMENT
    new Uint8Array(this.array.buffer).fill(0, start * width, this.length * width)
  }

  /** The elements in use, a view. */
  view(): A {
    return this.array.subarray(0, this.length) as A
  }
}
