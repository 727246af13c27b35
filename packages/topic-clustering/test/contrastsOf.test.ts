import { assert, describe, it } from "@effect/vitest"
import { contrastsOf } from "../src/trends/contrastsOf.ts"
import { type SitePosts, undated } from "../src/trends/readSites.ts"

/** Two posts in each of the years, of one author each. */
const sitePosts = (site: string, firstDoc: number, years: ReadonlyArray<number>): SitePosts => {
  const both = years.flatMap((year) => [year, year])
  return {
    site,
    authorsKnown: true,
    docs: Uint32Array.from(both, (_, i) => firstDoc + i),
    years: Int32Array.from(both),
    topics: new Int32Array(both.length),
    units: Int32Array.from(both, (_, i) => i)
  }
}

const all = new Set(Array.from({ length: 100 }, (_, doc) => doc))

const described = (sites: ReadonlyArray<SitePosts>, testing = all, minPosts = 1) =>
  contrastsOf(sites, testing, minPosts).map(
    ({ name, docs, sides }) =>
      `${name}: ${docs.filter((_, i) => sides[i] === 1).join(" ")} | ${docs.filter((_, i) => sides[i] === 0).join(" ")}`
  )

describe("contrastsOf", () => {
  it("pairs sites, undated posts too, and halves years without the first, the last and one in the middle", () => {
    assert.deepStrictEqual(
      described([sitePosts("ai", 0, [2010, 2011, 2012, 2013, 2014]), sitePosts("stats", 10, [2019, 2020, undated])]),
      ["sites: ai – stats: 0 1 2 3 4 5 6 7 8 9 | 10 11 12 13 14 15", "years within ai: 2011, then 2013: 2 3 | 6 7"]
    )
    assert.deepStrictEqual(described([sitePosts("ai", 0, [2010, 2011, 2012, 2013, 2014, 2015])]), [
      "years within ai: 2011–2012, then 2013–2014: 2 3 4 5 | 6 7 8 9"
    ])
  })

  it("halves no years where two or fewer are whole after the middle is taken, or none is dated", () => {
    assert.deepStrictEqual(described([sitePosts("ai", 0, [2010, 2011, 2012])]), [])
    assert.deepStrictEqual(described([sitePosts("ai", 0, [undated])]), [])
  })

  it("takes years of all posts and compares those that test", () => {
    // Without the posts of 2010 among those that test, 2010 is still the year that is not whole.
    assert.deepStrictEqual(described([sitePosts("ai", 0, [2010, 2011, 2012, 2013])], new Set([2, 4, 5])), [
      "years within ai: 2011, then 2012: 2 | 4 5"
    ])
  })

  it("leaves out contrasts with too few posts on either side", () => {
    const sites = [sitePosts("ai", 0, [2010]), sitePosts("stats", 2, [2010, 2011])]
    assert.strictEqual(described(sites, all, 2).length, 1)
    assert.deepStrictEqual(described(sites, all, 3), [])
    assert.deepStrictEqual(described(sites.toReversed(), all, 3), [])
  })

  it("gives two sites no unit in common", () => {
    const [contrast] = contrastsOf([sitePosts("ai", 0, [2010]), sitePosts("stats", 2, [2010])], all, 1)
    assert.strictEqual(new Set(contrast!.units).size, 4)
  })
})
