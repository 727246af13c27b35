/**
 * When a topic comes back in a sample, and what it is called for it: the study's convention, the same everywhere.
 */

/** How many of a topic's first words are compared. */
export const nBadgeWords = 10

/** The least assignment Jaccard and top-word Jaccard of a topic that came back; of ten words and ten, .43 asks for seven in common. */
export const returning = { assignment: 0.6, words: 0.43 } as const

/** The least top-word Jaccard of a topic that is found again over seeds or another K; far weaker than {@link returning}, and no part of the badge. */
export const foundAgain = 0.25

/** `steady`, `wavering` or `fleeting`. */
export type Badge = "steady" | "wavering" | "fleeting"

/** Whether a topic and its match are alike enough to call them the same topic. */
export const isReturn = (assignmentJaccard: number, wordJaccard: number): boolean =>
  assignmentJaccard >= returning.assignment && wordJaccard >= returning.words

/** `steady` where the topic returned in at least 80 % of samples, `fleeting` where in under 50 %, else `wavering`; `samples` is at least 1. */
export const badge = (returned: number, samples: number): Badge => {
  if (returned * 10 >= samples * 8) return "steady"
  return returned * 2 < samples ? "fleeting" : "wavering"
}
