/**
 * libbzip2 as WebAssembly, once a thread.
 */

/** Decompresses a whole .bz2 in memory, of at most `maxBytes` unpacked; throws an error whose message holds the code of libbzip2. */
export interface Bzip2 {
  readonly decompress: (packed: Uint8Array, maxBytes: number) => Uint8Array
}

let loaded: Promise<Bzip2> | undefined

/** Loads the library when it is first called. */
export const loadBzip2 = (): Promise<Bzip2> => (loaded ??= load())

/** Its loader listens to errors of the whole process, and would change how the command ends: that is taken back. */
const load = async (): Promise<Bzip2> => {
  const { default: library } = await import("@foxglove/wasm-bz2")
  const before = new Set(events.flatMap((event) => process.listeners(event)))
  const bzip2 = await library.init()
  for (const event of events) {
    for (const listener of process.listeners(event)) if (!before.has(listener)) process.off(event, listener)
  }
  return bzip2
}

const events = ["uncaughtException", "unhandledRejection"] as never as ReadonlyArray<"exit">
