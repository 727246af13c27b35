import { type SitePosts, undated } from "./readSites.ts"

/** Two sides that are compared, and the posts of both. All arrays are nPosts. */
export interface Contrast {
  readonly name: string
  /** Whether the authors of all its posts are known. */
  readonly authorsKnown: boolean
  /** Row number of each post, within each site by date. */
  readonly docs: Uint32Array
  /** 1 on the first side, 0 on the second. */
  readonly sides: Int32Array
  /** Equal for posts of one author; sites share no unit. */
  readonly units: Int32Array
}

/**
 * The contrasts of the posts in `testing` (row numbers): each pair of sites, then of each site the first half of its years
 * against the second.
 *
 * The years of a site are those from its first post to its last without these two, which are partial; of an odd number
 * the year in the middle is left out. Contrasts with fewer than `minPosts` tested posts on a side are left out; which
 * those are does not depend on topics.
 */
export const contrastsOf = (
  sites: ReadonlyArray<SitePosts>,
  testing: ReadonlySet<number>,
  minPosts: number
): ReadonlyArray<Contrast> =>
  [
    ...sites.flatMap((a, i) => sites.slice(i + 1).map((b) => siteContrast(a, b))),
    ...sites.flatMap((site) => yearContrast(site) ?? [])
  ]
    .map((contrast) => testedPosts(contrast, testing))
    .filter(({ sides }) => {
      const first = sides.reduce((sum, side) => sum + side, 0)
      return first >= minPosts && sides.length - first >= minPosts
    })

const testedPosts = (contrast: Contrast, testing: ReadonlySet<number>): Contrast => {
  const { docs, sides, units } = contrast
  const kept = Uint32Array.from(docs.keys()).filter((i) => testing.has(docs[i]!))
  return {
    ...contrast,
    docs: kept.map((i) => docs[i]!),
    sides: Int32Array.from(kept, (i) => sides[i]!),
    units: Int32Array.from(kept, (i) => units[i]!)
  }
}

const siteContrast = (a: SitePosts, b: SitePosts): Contrast => {
  const docs = new Uint32Array(a.docs.length + b.docs.length)
  docs.set(a.docs)
  docs.set(b.docs, a.docs.length)
  const units = new Int32Array(docs.length)
  const numbered = numberUnits(a.units, 0)
  units.set(numbered)
  units.set(numberUnits(b.units, new Set(numbered).size), numbered.length)
  return {
    name: `sites: ${a.site} – ${b.site}`,
    authorsKnown: a.authorsKnown && b.authorsKnown,
    docs,
    sides: new Int32Array(docs.length).fill(1, 0, a.docs.length),
    units
  }
}

/** Numbers units densely from `first`, so that those of another site can follow. */
const numberUnits = (units: Int32Array, first: number): Int32Array => {
  const numbers = new Map<number, number>()
  return units.map((unit) => {
    const number = numbers.get(unit) ?? first + numbers.size
    numbers.set(unit, number)
    return number
  })
}

const yearContrast = ({ site, authorsKnown, docs, years, units }: SitePosts): Contrast | undefined => {
  const dated = years.filter((year) => year !== undated)
  if (dated.length === 0) return undefined
  const from = dated[0]! + 1
  const to = dated.at(-1)! - 1
  const half = Math.floor((to - from + 1) / 2)
  if (half < 1) return undefined
  const isFirst = (year: number) => year >= from && year < from + half
  const inside = Uint32Array.from(years.keys()).filter(
    (i) => isFirst(years[i]!) || (years[i]! > to - half && years[i]! <= to)
  )
  const named = (first: number, last: number) => (first === last ? `${first}` : `${first}–${last}`)
  return {
    name: `years within ${site}: ${named(from, from + half - 1)}, then ${named(to - half + 1, to)}`,
    authorsKnown,
    docs: inside.map((i) => docs[i]!),
    sides: Int32Array.from(inside, (i) => Number(isFirst(years[i]!))),
    units: Int32Array.from(inside, (i) => units[i]!)
  }
}
