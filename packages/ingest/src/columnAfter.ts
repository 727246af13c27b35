/** Characters of the last line of a text; of its only line, with those before it. */
export const columnAfter = (text: Uint8Array, before: number): number => {
  const start = text.lastIndexOf(10) + 1
  let column = start === 0 ? before : 0
  for (let at = start; at < text.length; at++) if ((text[at]! & 0xc0) !== 0x80) column++
  return column
}
