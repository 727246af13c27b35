/**
 * Draws what says nothing of the topic: how a post was received, and who wrote it.
 */
import type { Random } from "@praxis/numerics/random"
import { between } from "./sampling.ts"

/** How a post was received, and who wrote it. */
export interface PostFacts {
  readonly score: number
  readonly viewCount: number
  readonly answerCount: number
  readonly commentCount: number
  readonly accepted: boolean
  readonly closed: boolean
  /** The asker's id at the site; none for an account that is gone. */
  readonly owner: number | undefined
}

/**
 * Scores and views have Pareto tails (shapes 2 and 1.33, cut off); one question in five is by one of a few frequent askers,
 * the others by somebody who asks once.
 */
export const drawFacts = (row: number, nRows: number, ownerlessShare: number, random: Random): PostFacts => {
  const tail = 1 / Math.sqrt(Math.sqrt(1 - random()))
  const viewCount = Math.min(4_000_000, Math.floor((12 + 160 * random()) * tail * tail * tail))
  const score = Math.min(3000, Math.floor(1.4 / Math.sqrt(1 - random())) - (random() < 0.12 ? 3 : 1))
  const answerCount = random() < 0.28 ? 0 : Math.min(30, Math.floor(1 / Math.sqrt(1 - random())))
  const u = random()
  const frequent = random() < 0.2
  const place = frequent ? Math.floor(u * u * Math.max(1, nRows / 10)) : row
  return {
    score,
    viewCount,
    answerCount,
    commentCount: between(0, 7, random),
    accepted: answerCount > 0 && random() < 0.55,
    closed: random() < 0.03,
    owner: random() < ownerlessShare ? undefined : 1000 + place * 20 + (frequent ? 7 : Math.floor(u * 6))
  }
}
