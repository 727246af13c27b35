import { assert, describe, it } from "@effect/vitest"
import { random } from "@praxis/numerics/random"
import { loadFindCommunities, type WeightedLink } from "../src/findCommunities.ts"

/** The club of Zachary (1977): 34 members and who met whom outside, counted from 1. */
const club =
  "1-2 1-3 2-3 1-4 2-4 3-4 1-5 1-6 1-7 5-7 6-7 1-8 2-8 3-8 4-8 1-9 3-9 3-10 1-11 5-11 6-11 1-12 1-13 4-13 1-14 2-14 3-14 4-14 6-17 7-17 1-18 2-18 1-20 2-20 1-22 2-22 24-26 25-26 3-28 24-28 25-28 3-29 24-30 27-30 2-31 9-31 1-32 25-32 26-32 29-32 3-33 9-33 15-33 16-33 19-33 21-33 23-33 24-33 30-33 31-33 32-33 9-34 10-34 14-34 15-34 16-34 19-34 20-34 21-34 23-34 24-34 27-34 28-34 29-34 30-34 31-34 32-34 33-34"
    .split(" ")
    .map((link): WeightedLink => {
      const [a, b] = link.split("-").map((name) => Number(name) - 1) as [number, number]
      return { a, b, weight: 1 }
    })

/** Newman & Girvan 2004: share of weight inside communities less what chance would give. */
const modularity = (links: ReadonlyArray<WeightedLink>, communities: Int32Array): number => {
  const total = links.reduce((sum, { weight }) => sum + weight, 0)
  const degree = new Map<number, number>()
  let inside = 0
  for (const { a, b, weight } of links) {
    for (const node of [a, b]) degree.set(communities[node]!, (degree.get(communities[node]!) ?? 0) + weight)
    if (communities[a] === communities[b]) inside += weight
  }
  return inside / total - degree.values().reduce((sum, each) => sum + (each / (2 * total)) ** 2, 0)
}

describe("findCommunities", () => {
  it("finds the four communities of Zachary's club, at the known highest modularity of .4198", async () => {
    const findCommunities = await loadFindCommunities()
    assert.strictEqual(club.length, 78)
    const found = findCommunities(34, club, 20, random(1))
    assert.strictEqual(new Set(found).size, 4)
    assert.approximately(modularity(club, found), 0.4198, 0.00005)
  })

  it("parts two triangles that one weak link joins", async () => {
    const findCommunities = await loadFindCommunities()
    const triangle = (first: number) => [
      { a: first, b: first + 1, weight: 1 },
      { a: first, b: first + 2, weight: 1 },
      { a: first + 1, b: first + 2, weight: 1 }
    ]
    const found = findCommunities(7, [...triangle(0), ...triangle(3), { a: 2, b: 3, weight: 0.1 }], 3, random(1))
    assert.strictEqual(new Set(found.slice(0, 3)).size, 1)
    assert.strictEqual(new Set(found.slice(3, 6)).size, 1)
    assert.strictEqual(new Set([found[0], found[3], found[6]]).size, 3)
  })

  it("goes by weights, not by links alone", async () => {
    const findCommunities = await loadFindCommunities()
    const ring = (weights: ReadonlyArray<number>) => weights.map((weight, a) => ({ a, b: (a + 1) % 4, weight }))
    const [a, b, c, d] = findCommunities(4, ring([1, 0.1, 1, 0.1]), 3, random(1))
    assert.isTrue(a === b && c === d && a !== c)
    const [e, f, g, h] = findCommunities(4, ring([0.1, 1, 0.1, 1]), 3, random(1))
    assert.isTrue(f === g && h === e && e !== f)
  })

  it("takes all chance from the seed", async () => {
    const findCommunities = await loadFindCommunities()
    assert.deepStrictEqual(findCommunities(34, club, 1, random(7)), findCommunities(34, club, 1, random(7)))
  })
})
