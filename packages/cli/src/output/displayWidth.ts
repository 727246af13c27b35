/**
 * How many columns of a terminal text takes.
 */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Blocks of characters that are two columns wide: East Asian Width W and F of Unicode 17 without emoji; gaps hold unassigned characters only. */
const wideBlocks: ReadonlyArray<readonly [first: number, last: number]> = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2fb],
  [0x1d15e, 0x1d164],
  [0x1d1bb, 0x1d1c0],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd]
]

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)
const isInvisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u
const isEmoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u

/** One character as a reader sees it: 0, 1 or 2. */
const graphemeWidth = (grapheme: string): number => {
  if (isInvisible.test(grapheme)) return 0
  const code = grapheme.codePointAt(0)!
  return isEmoji.test(grapheme) || wideBlocks.some(([first, last]) => first <= code && code <= last) ? 2 : 1
}

/** Columns of one line of text: Chinese, Japanese and Korean characters and emoji take two, marks on a letter none. */
export const displayWidth = (text: string): number => {
  if (isPlain(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** Fills text with blanks on its right to `width` columns. */
export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - displayWidth(text)))

/** The same on its left. */
export const paddedLeft = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - displayWidth(text))) + text

/** Cuts text to `width` columns, with `…` where something is left out. */
export const cut = (text: string, width: number): string => {
  if (displayWidth(text) <= width) return text
  let kept = ""
  let left = width - 1
  for (const { segment } of graphemes.segment(text)) {
    left -= graphemeWidth(segment)
    if (left < 0) break
    kept += segment
  }
  return `${kept}…`
}
