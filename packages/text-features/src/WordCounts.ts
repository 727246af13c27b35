import type * as Table from "@praxis/dataflow/Table"
import type { Tokens } from "@praxis/tables/Documents"
import { TermIndex } from "./TermIndex.ts"

/** Counts of every distinct word, by its number in {@link index}. Memory grows with the words, not with the documents. */
export class WordCounts {
  readonly index = new TermIndex()
  #df = new Uint32Array(1024)
  #tf = new Uint32Array(1024)
  /** The last document that held the word, counted from 1. */
  #last = new Uint32Array(1024)
  #docs = 0

  /** Documents that hold the word. */
  df(word: number): number {
    return this.#df[word]!
  }

  /** Occurrences of the word. */
  tf(word: number): number {
    return this.#tf[word]!
  }

  /** Counts the words of some documents, none of which was counted before. */
  addBatch({ columns: { tokens }, numRows }: Table.Batch<typeof Tokens>): void {
    const { bytes, offsets } = tokens.values
    for (let i = 0; i < numRows; i++) {
      const doc = ++this.#docs
      for (let at = tokens.offsets[i]!; at < tokens.offsets[i + 1]!; at++) {
        const word = this.index.add(bytes, offsets[at]!, offsets[at + 1]!)
        if (word >= this.#tf.length) this.#grow()
        this.#tf[word]!++
        if (this.#last[word] === doc) continue
        this.#last[word] = doc
        this.#df[word]!++
      }
    }
  }

  #grow(): void {
    const longer = (counts: Uint32Array<ArrayBuffer>) => {
      const grown = new Uint32Array(counts.length * 2)
      grown.set(counts)
      return grown
    }
    this.#df = longer(this.#df)
    this.#tf = longer(this.#tf)
    this.#last = longer(this.#last)
  }
}
