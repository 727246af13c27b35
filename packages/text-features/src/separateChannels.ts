/**
 * The kernel of the stage `documents`: titles and bodies to channels.
 */
import { Utf8Builder, type Utf8Column } from "@praxis/dataflow/Column"
import { Tokenizer } from "htmlparser2"
import { detectAll } from "tinyld"
import { dropMath } from "./dropMath.ts"
import { ChannelReader } from "./htmlToChannels.ts"
import { languageOf } from "./languageOf.ts"
import { TextBytes } from "./TextBytes.ts"

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
  readonly inline: Utf8Column
  readonly code: Utf8Column
  readonly traceback: Utf8Column
  /** Code elements of each. */
  readonly nCodes: Uint32Array
  readonly language: Utf8Column
}

/** The channels of each post: see {@link ChannelReader} and {@link languageOf}; white space in titles is folded to single spaces. */
export const separateChannels = (options: SeparateOptions, { title, body }: TitlesAndBodies): ChannelColumns => {
  const reader = new ChannelReader(Tokenizer, options)
  const heading = new TextBytes()
  const columns = {
    title: new Utf8Builder(),
    text: new Utf8Builder(),
    inline: new Utf8Builder(),
    code: new Utf8Builder(),
    traceback: new Utf8Builder(),
    language: new Utf8Builder()
  }
  const nCodes = new Uint32Array(body.length)
  for (let i = 0; i < body.length; i++) {
    heading.clear()
    heading.fold(title.at(i))
    reader.read(body.at(i))
    if (options.math === "drop") {
      withoutMath(heading)
      withoutMath(reader.text)
    }
    columns.title.appendBytes(heading.view())
    columns.text.appendBytes(reader.text.view())
    columns.inline.appendBytes(reader.inline.view())
    columns.code.appendBytes(reader.code.view())
    columns.traceback.appendBytes(reader.traceback.view())
    columns.language.append(languageOf(detectAll, heading.view(), reader.text.view()))
    nCodes[i] = reader.nCodes
  }
  return {
    title: columns.title.finish(),
    text: columns.text.finish(),
    inline: columns.inline.finish(),
    code: columns.code.finish(),
    traceback: columns.traceback.finish(),
    nCodes,
    language: columns.language.finish()
  }
}

const dollar = 0x24
const backslash = 0x5c

const withoutMath = (text: TextBytes): void => {
  if (!text.has(dollar) && !text.has(backslash)) return
  const rest = dropMath(text.toString()).trim()
  text.clear()
  text.write(rest)
}
