/** Of a longer text at most a fifth of what is shown stands before the place where it differs. */
const shareBefore = 0.2

/** Two texts as far as a person needs them to see where they part: at most `length` characters of each, `…` where something is left out. */
export const differingTexts = (a: string, b: string, length: number): readonly [a: string, b: string] => {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same++
  const isShort = Math.max(a.length, b.length) <= length
  const from = isShort ? 0 : Math.max(0, same - Math.floor(length * shareBefore))
  return [excerpt(a, from, length), excerpt(b, from, length)]
}

const excerpt = (text: string, from: number, length: number): string =>
  `${from > 0 ? "…" : ""}${text.slice(from, from + length)}${text.length > from + length ? "…" : ""}`.toWellFormed()
