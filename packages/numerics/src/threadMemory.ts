/**
 * One memory of WebAssembly for each thread, which those kernels share that are done with it when they return.
 */

const pageBytes = 65_536

/** What kernels import. It grows to the largest call and stays so. */
export const threadMemory = new WebAssembly.Memory({ initial: 1 })

/**
 * Where arrays of so many bytes each lie in {@link threadMemory}, one after the other from its start, each at a multiple
 * of 64 bytes. They hold until the next call: what an earlier one placed is overwritten, and views of it may be
 * detached. More than 4 GiB throw a `RangeError`.
 */
export const places = (...sizes: ReadonlyArray<number>): ReadonlyArray<number> => {
  let bytes = 0
  const starts = sizes.map((size) => {
    const start = bytes
    bytes += Math.ceil(size / 64) * 64
    return start
  })
  if (bytes > 65_536 * pageBytes) throw new RangeError(`matrices that take ${bytes} bytes; at most 4 GiB are possible`)
  const missing = Math.ceil((bytes - threadMemory.buffer.byteLength) / pageBytes)
  if (missing > 0) threadMemory.grow(missing)
  return starts
}
