import type { Buffer } from "node:buffer"

/** The text of the bytes from `start` to `end`, which are UTF-8. */
export const textOf = (text: Buffer, start: number, end: number): string => {
  if (end - start > 8) return text.toString("utf8", start, end)
  let value = ""
  for (let at = start; at < end; at++) {
    if (text[at]! >= 0x80) return text.toString("utf8", start, end)
    value += String.fromCharCode(text[at]!)
  }
  return value
}
