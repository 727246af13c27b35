/**
 * The kernel of the stage `tokens`: channels to the words in them.
 */
import { ListColumn, Utf8Builder, type Utf8Column } from "@praxis/dataflow/Column"
import { tokenise } from "./tokenise.ts"

/** The words of each row, by the rules of {@link tokenise}: those of the first channel, then of the next. All channels have as many rows. */
export const tokeniseChannels = (_shared: null, channels: ReadonlyArray<Utf8Column>): ListColumn<Utf8Column> => {
  const tokens = new Utf8Builder()
  const nRows = channels[0]!.length
  const offsets = new Int32Array(nRows + 1)
  for (let i = 0; i < nRows; i++) {
    for (const channel of channels) for (const token of tokenise(channel.at(i))) tokens.append(token)
    offsets[i + 1] = tokens.length
  }
  return new ListColumn(offsets, tokens.finish())
}
