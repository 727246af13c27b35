import type { Buffer } from "node:buffer"

const quote = 0x22
const backslash = 0x5c

/** Where the JSON text ends whose content goes on at `start`: the offset of the quote that closes it, −1 where none does before `end`. `isEscaped` tells that a backslash before `start` takes the first byte. */
export const closingQuote = (bytes: Buffer, start: number, end: number, isEscaped = false): number => {
  for (let at = bytes.indexOf(quote, start); at >= 0 && at < end; at = bytes.indexOf(quote, at + 1)) {
    if (!endsEscaped(bytes, start, at, isEscaped)) return at
  }
  return -1
}

/** Whether the byte at `end` is escaped: an odd number of backslashes stands before it. */
export const endsEscaped = (bytes: Buffer, start: number, end: number, isEscaped: boolean): boolean => {
  let at = end
  while (at > start && bytes[at - 1] === backslash) at--
  const taken = at === start && isEscaped ? 1 : 0
  return (end - at - taken) % 2 !== 0
}
