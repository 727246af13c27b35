/**
 * The beginning of a text, white space folded to single spaces, in at most `maxCharacters` Unicode code points.
 *
 * A longer text ends in `…`, which counts. It is cut after a word; where the last space lies in the first half (a long
 * URL or a text without spaces), between code points.
 */
export const excerpt = (text: string, maxCharacters: number): string => {
  const folded = text.replace(/\s+/gu, " ").trim()
  // A code point has one or two UTF-16 units, so this holds at least one more than can be shown.
  const points = Array.from(folded.slice(0, 2 * (maxCharacters + 1)))
  if (points.length <= maxCharacters) return folded
  const lastSpace = points.lastIndexOf(" ", maxCharacters - 1)
  const end = lastSpace >= maxCharacters / 2 ? lastSpace : maxCharacters - 1
  return `${points.slice(0, end).join("")}…`
}
