import { random } from "@praxis/numerics/random"

/** A post of a simulated author. */
export interface AuthoredPost {
  readonly author: number
  readonly createdAt: number
  readonly topic: number
}

/**
 * Posts of authors who each have one to eight posts within two years, and topics that they prefer: nine posts of ten are
 * on a favourite. Favourites do not depend on when an author comes, so that no topic changes over the years 2010 to 2019.
 */
export const authoredPosts = (seed: number, nAuthors: number, nTopics: number): ReadonlyArray<AuthoredPost> => {
  const next = random(seed)
  return Array.from({ length: nAuthors }, (_, author) => {
    const favourite = Math.floor(next() * nTopics)
    const from = Date.UTC(2010, 0, 1) + next() * 8 * year
    return Array.from({ length: 1 + Math.floor(8 * next() ** 2) }, () => ({
      author,
      createdAt: Math.floor(from + next() * 2 * year),
      topic: next() < 0.9 ? favourite : Math.floor(next() * nTopics)
    }))
  }).flat()
}

const year = 365 * 24 * 3600 * 1000
