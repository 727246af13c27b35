/**
 * Names of files that came in parts: `posts.7z.001`, `posts.7z.002` and so on are one file `posts.7z`, cut between bytes.
 */

/** Archives and compressed files, whose parts make no sense alone; other files may end with a number of their own. */
const partName = /^(.*[^/\\]\.(?:7z|zip|gz|xz|zst|bz2))\.(\d{3,9})$/is

/** The path of the whole that a path names a part of; `undefined` where it is no part's. */
export const wholeOfPart = (path: string): string | undefined => partName.exec(path)?.[1]

/** Which of the parts of a whole are there. */
export interface FoundParts {
  /** In order, from 0 or 1. */
  readonly names: ReadonlyArray<string>
  /** The first of those that a part of a higher number shows to be missing. */
  readonly missing: ReadonlyArray<string>
  /** How many are missing in all. */
  readonly nMissing: number
}

const mostMissingNamed = 3

/** The parts of `whole` among the names of its folder. All are numbered with as many digits, zeros before them, until the digits run out. */
export const partsAmong = (whole: string, names: ReadonlyArray<string>): FoundParts => {
  const numbers = names.flatMap((name) => {
    const match = partName.exec(name)
    return match?.[1] === whole ? [match[2]!] : []
  })
  const digits = Math.min(...numbers.map(({ length }) => length))
  const nameOf = (n: number) => `${whole}.${String(n).padStart(digits, "0")}`
  const found = numbers.filter((number) => nameOf(Number(number)) === `${whole}.${number}`).map(Number)
  found.sort((a, b) => a - b)
  const missing: Array<string> = []
  let nMissing = 0
  let next = found[0] === 0 ? 0 : 1
  for (const n of found) {
    for (let gap = next; gap < n && missing.length < mostMissingNamed; gap++) missing.push(nameOf(gap))
    nMissing += n - next
    next = n + 1
  }
  return { names: found.map(nameOf), missing, nMissing }
}
