/**
 * Draws what a post is about: its topics, its length and its words.
 */
import { firstAbove } from "@praxis/numerics/firstAbove"
import type { Random } from "@praxis/numerics/random"
import type { PlantedModel } from "./PlantedModel.ts"

/** What a post is about. */
export interface DrawnPost {
  /** The main topic. */
  readonly topic: number
  /** The second topic of a mixed post. */
  readonly second: number | undefined
  /** Probability that a topic word comes from the main topic: 1, or `mainShare` in a mixed post. */
  readonly share: number
  /** Numbers of the drawn words, in no order that matters. */
  readonly words: Int32Array
}

/**
 * One post at a site in one of its years. The length is `minDrawnWords` + floor((range + 1) u²), independent of the
 * topic; the second topic of a mixed post is drawn as the main one, among the others.
 */
export const drawPost = (model: PlantedModel, site: number, year: number, random: Random): DrawnPost => {
  const { difficulty, distributions } = model
  const prevalence = model.prevalenceSums[site]![year]!
  const topic = firstAbove(prevalence, random())
  const mixed = random() < difficulty.mixedShare
  const second = otherTopic(prevalence, topic, random())
  const share = mixed && second !== topic ? difficulty.mainShare : 1
  const u = random()
  const range = Math.max(0, difficulty.maxDrawnWords - difficulty.minDrawnWords)
  const length = difficulty.minDrawnWords + Math.floor((range + 1) * u * u)
  const words = Int32Array.from({ length }, () => {
    const kind = random()
    if (kind < difficulty.backgroundShare) {
      return distributions.nTopicWords + firstAbove(distributions.background, random())
    }
    const stray = kind < difficulty.backgroundShare + difficulty.strayShare
    const of = random()
    const from = distributions.topics[stray ? firstAbove(model.shareSums, of) : of < share ? topic : second]!
    return from.words[firstAbove(from.sums, random())]!
  })
  return { topic, second: share < 1 ? second : undefined, share, words }
}

/** A topic other than `topic`, by prevalence: u is mapped past the topic's own interval. `topic` itself where no other is alive. */
const otherTopic = (sums: Float64Array, topic: number, u: number): number => {
  const start = topic === 0 ? 0 : sums[topic - 1]!
  const width = sums[topic]! - start
  const left = u * (1 - width)
  return width >= 1 ? topic : firstAbove(sums, left < start ? left : Math.min(left + width, 1 - 2 ** -53))
}
