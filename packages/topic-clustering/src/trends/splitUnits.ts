import type { Random } from "@praxis/numerics/random"
import type { SitePosts } from "./readSites.ts"

/** Posts in two halves, by row of posts, ascending. */
export interface Halves {
  readonly finding: Uint32Array
  readonly testing: Uint32Array
}

/**
 * Splits the posts in `kept` (row numbers) in halves by whole units: of each site half of its units, drawn at random, find topics (of an odd number
 * the larger half), and the others test.
 */
export const splitUnits = (sites: ReadonlyArray<SitePosts>, kept: ReadonlySet<number>, random: Random): Halves => {
  const finding: Array<number> = []
  const testing: Array<number> = []
  for (const { docs, units } of sites) {
    const different = Array.from(new Set(units))
    const half = Math.ceil(different.length / 2)
    for (let drawn = 0; drawn < half; drawn++) {
      const at = drawn + Math.floor(random() * (different.length - drawn))
      const unit = different[at]!
      different[at] = different[drawn]!
      different[drawn] = unit
    }
    const finders = new Set(different.slice(0, half))
    docs.forEach((doc, i) => {
      if (kept.has(doc)) (finders.has(units[i]!) ? finding : testing).push(doc)
    })
  }
  return { finding: Uint32Array.from(finding).sort(), testing: Uint32Array.from(testing).sort() }
}
