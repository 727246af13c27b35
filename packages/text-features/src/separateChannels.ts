/**
 * The kernel of the stage `documents`: titles and bodies to channels.
 */
import { Utf8Builder, type Utf8Column } from "@praxis/dataflow/Column"
import { Tokenizer } from "htmlparser2"
import { dropMath } from "./dropMath.ts"
import { htmlToChannels } from "./htmlToChannels.ts"

/** What is left out; see `DocumentsParams`. */
export interface SeparateOptions {
  readonly quotes: "keep" | "drop"
  readonly math: "keep" | "drop"
}

/** Some posts, a row each. */
export interface TitlesAndBodies {
  readonly title: Utf8Column
  /** HTML. */
  readonly body: Utf8Column
}

/** The channels of the same posts, a row each. */
export interface ChannelColumns {
  readonly title: Utf8Column
  readonly text: Utf8Column
  readonly code: Utf8Column
  /** Code elements of each. */
  readonly nCodes: Uint32Array
}

/** The channels of each post: see {@link htmlToChannels}; white space in titles is folded to single spaces. */
export const separateChannels = (options: SeparateOptions, { title, body }: TitlesAndBodies): ChannelColumns => {
  const clean = options.math === "drop" ? dropMath : (text: string) => text
  const titles = new Utf8Builder()
  const texts = new Utf8Builder()
  const codes = new Utf8Builder()
  const nCodes = new Uint32Array(body.length)
  for (let i = 0; i < body.length; i++) {
    const channels = htmlToChannels(Tokenizer, body.at(i), options)
    titles.append(clean(title.at(i).replace(/\s+/g, " ").trim()).trim())
    texts.append(clean(channels.text))
    codes.append(channels.code)
    nCodes[i] = channels.nCodes
  }
  return { title: titles.finish(), text: texts.finish(), code: codes.finish(), nCodes }
}
