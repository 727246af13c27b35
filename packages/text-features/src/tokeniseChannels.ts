/// <reference path="./snowball-stemmers.d.ts" />
/**
 * The kernel of the stage `tokens`: channels to the words in them.
 */
import { ListColumn, Utf8Builder, type Utf8Column } from "@praxis/dataflow/Column"
import { codeNames, inlineNames } from "./codeNames.ts"
import { errorNames } from "./errorNames.ts"
import { stemWords } from "./stemWords.ts"
import { tokenise } from "./tokenise.ts"

/** A channel that is read, and how. */
export interface ChannelReading {
  readonly channel: "title" | "text" | "inline" | "code" | "traceback"
  readonly as: "keep" | "names"
}

/** What all jobs share. */
export interface TokeniseShared {
  /** The channels in the order of the jobs' columns. */
  readonly readings: ReadonlyArray<ChannelReading>
  readonly split: "none" | "also"
  /** A Snowball algorithm; `none` leaves words as they are. */
  readonly stem: string
}

/** Some documents: a column a reading, all of `numRows` rows. */
export interface ChannelColumns {
  readonly numRows: number
  readonly columns: ReadonlyArray<Utf8Column>
}

/** The words of some documents, a row each. */
export interface TokenColumns {
  readonly tokens: ListColumn<Utf8Column>
  /** For each channel, how many of the row's tokens stand before its end. */
  readonly ends: ListColumn<Uint32Array>
}

/** The words of each row, by the rules of {@link tokenise}: those of the first channel, then of the next. */
export const tokeniseChannels = async (
  { readings, split, stem }: TokeniseShared,
  { columns, numRows }: ChannelColumns
): Promise<TokenColumns> => {
  const stemmed = stem === "none" ? undefined : stemWords((await import("snowball-stemmers")).default.newStemmer(stem))
  const tokens = new Utf8Builder()
  const offsets = new Int32Array(numRows + 1)
  const ends = new Uint32Array(numRows * readings.length)
  for (let i = 0; i < numRows; i++) {
    readings.forEach(({ as, channel }, c) => {
      const column = columns[c]!
      if (column.offsets[i + 1]! > column.offsets[i]!) {
        const text = column.at(i)
        for (const token of tokenise(as === "names" ? namesIn[channel](text) : text, { split }))
          tokens.append(stemmed === undefined ? token : stemmed(token))
      }
      ends[i * readings.length + c] = tokens.length - offsets[i]!
    })
    offsets[i + 1] = tokens.length
  }
  const endOffsets = Int32Array.from({ length: numRows + 1 }, (_, i) => i * readings.length)
  return { tokens: new ListColumn(offsets, tokens.finish()), ends: new ListColumn(endOffsets, ends) }
}

/** What a channel is reduced to; in prose, what it would be as code inside a sentence. */
const namesIn = { title: inlineNames, text: inlineNames, inline: inlineNames, code: codeNames, traceback: errorNames }
