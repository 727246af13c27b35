/**
 * A place in the unpacked bytes of a folder, so that its files are read in one pass.
 */
import type { Bytes } from "./Bytes.ts"

/** Reads parts of bytes that can only be read from their start: a part that lies ahead costs what is between, one that lies behind a new start. */
export class FolderCursor {
  readonly #open: () => Bytes
  #chunks: AsyncIterator<Uint8Array> | undefined
  /** What was unpacked and not yet given. */
  #held: Uint8Array = new Uint8Array(0)
  #at = 0

  constructor(open: () => Bytes) {
    this.#open = open
  }

  /** Bytes `start` to `start + length`, fewer where the folder ends before. One reader at a time: another begins anew. */
  async *read(start: number, length: number): Bytes {
    if (this.#chunks === undefined || this.#at > start) await this.#restart()
    try {
      while (this.#at < start) {
        const skipped = await this.#take(start - this.#at)
        if (skipped === undefined) return
      }
      for (let left = length; left > 0; ) {
        const chunk = await this.#take(left)
        if (chunk === undefined) return
        left -= chunk.length
        yield chunk
      }
    } catch (error) {
      this.#chunks = undefined
      throw error
    }
  }

  /** Frees the decoder. */
  async close(): Promise<void> {
    const chunks = this.#chunks
    this.#chunks = undefined
    await chunks?.return?.()
  }

  async #restart(): Promise<void> {
    await this.close()
    this.#chunks = this.#open()[Symbol.asyncIterator]()
    this.#held = new Uint8Array(0)
    this.#at = 0
  }

  /** At most `bytes` bytes; undefined at the end. */
  async #take(bytes: number): Promise<Uint8Array | undefined> {
    while (this.#held.length === 0) {
      const next = await this.#chunks!.next()
      if (next.done === true) return undefined
      this.#held = next.value
    }
    const taken = this.#held.subarray(0, bytes)
    this.#held = this.#held.subarray(taken.length)
    this.#at += taken.length
    return taken
  }
}
