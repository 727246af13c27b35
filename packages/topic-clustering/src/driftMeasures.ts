import type * as Table from "@praxis/dataflow/Table"
import type { Assignments, Drift, KnownWords } from "@praxis/tables/Runs"
import type { Topics } from "@praxis/tables/Topics"

/** New posts in a model, and the model itself. */
export interface Placed {
  readonly assignments: Table.Table<typeof Assignments>
  readonly knownWords: Table.Table<typeof KnownWords>
  readonly topics: Table.Table<typeof Topics>
  readonly modelKnownWords: Table.Table<typeof KnownWords>
  /** The topic that each post of the model gets when it is placed as new posts are; −1 without a vector. */
  readonly placedAgain: Int32Array
  readonly nTopics: number
}

/** What is measured, and each reason to say that the new posts do not fit; none where they do. */
export interface DriftMeasures {
  readonly measures: ReadonlyArray<Table.RowOf<typeof Drift>>
  readonly drifted: ReadonlyArray<string>
}

/** By construction about this share of a topic's own posts fits worse than `poorFit`. */
const poorFit = 0.05
const tooManyPoor = 3 * poorFit
const tooFewKnown = 0.8

/**
 * How well new posts fit a model, every measure with its definition, in this order: counts, words, similarity, fit,
 * shares of topics and their distance, `drift`, then the share of each topic.
 *
 * New posts have drifted where the model knows less than four fifths of the share of words that it knows of its own
 * posts, or where more than 15 % of them fit worse than 95 % of their topic's own posts and chance (three standard
 * errors of .05) does not explain it. These are conventions, not tests. No drift does not mean that the topics are
 * right: a subject that the model has no topic for may use the model's words.
 */
export const driftMeasures = (placed: Placed): DriftMeasures => {
  const { assignments, knownWords, modelKnownWords, nTopics, placedAgain, topics } = placed
  const { fit, modelTopic, similarity, topic } = assignments.columns
  const posts = assignments.numRows
  const hasTopic = (each: number) => each >= 0
  const nPlaced = topic.filter(hasTopic).length
  const nOfModel = topics.columns.topic.filter(hasTopic).length
  let [nKnown, nAgree] = [0, 0]
  for (let post = 0; post < posts; post++) {
    if (modelTopic.valid[post] === 0) continue
    nKnown++
    if (modelTopic.values[post] === topic[post]) nAgree++
  }
  const known = knownShare(knownWords)
  const knownOfModel = knownShare(modelKnownWords)
  let nPoor = 0
  for (let post = 0; post < posts; post++) if (topic[post]! >= 0 && fit[post]! < poorFit) nPoor++
  const poor = ratio(nPoor, nPlaced)
  const shares = sharesOf(topic, nTopics, nPlaced)
  const sharesOfModel = sharesOf(topics.columns.topic, nTopics, nOfModel)
  const byChance = nPlaced * poorFit + 3 * Math.sqrt(nPlaced * poorFit * (1 - poorFit))
  const drifted = [
    ...(known < tooFewKnown * knownOfModel
      ? [`it knows ${percent(known)} of their words, of its own posts' ${percent(knownOfModel)}`]
      : []),
    ...(poor > tooManyPoor && nPoor > byChance
      ? [`${percent(poor)} of them fit worse than 95 % of their topic's own posts`]
      : [])
  ]
  const agree = placedAgain.reduce((n, each, post) => n + Number(each >= 0 && each === topics.columns.topic[post]), 0)
  const rows: ReadonlyArray<readonly [string, number, string]> = [
    ["posts", posts, "New posts."],
    ["placed", nPlaced, "New posts with a topic; the others have no word that the model knows."],
    ["in-model", nKnown, "New posts that the model's corpus holds already (same site and id)."],
    [
      "in-model-agreement",
      ratio(nAgree, nKnown),
      "Of these, the share that is placed in the topic that it has in the model; 0 without one."
    ],
    [
      "model-agreement",
      ratio(agree, nOfModel),
      "Share of the model's own posts that this way of placing gives the topic that they have: what it costs by itself."
    ],
    [
      "known-share",
      known,
      "Share of the new posts' words (every occurrence, stop words left out) that the model's vocabulary holds."
    ],
    [
      "known-share-model",
      knownOfModel,
      "The same of the model's own posts: the rest are words that its thresholds left out."
    ],
    [
      "similarity",
      meanSimilarity(topic, similarity, nPlaced),
      "Mean cosine of the placed posts to the centroid of their topic."
    ],
    [
      "similarity-model",
      meanSimilarity(topics.columns.topic, topics.columns.similarity, nOfModel),
      "The same of the model's own posts; higher by nature, since centroids are fitted to them."
    ],
    [
      "poor-fit",
      poor,
      "Share of the placed posts that are less similar to their topic's centroid than 95 % of the topic's own posts; .05 is what the model's own posts have."
    ],
    [
      "topic-divergence",
      jensenShannon(shares, sharesOfModel),
      "Jensen–Shannon divergence (base 2, 0 to 1) of the topics' shares among placed posts and among the model's: another mix of topics is no bad fit."
    ],
    [
      "topic-divergence-chance",
      nPlaced === 0 ? 0 : (nTopics - 1) / (8 * nPlaced * Math.LN2),
      "What that divergence is on average where as many posts are drawn from the model's own shares: (K − 1) / (8 n ln 2)."
    ],
    [
      "drift",
      Number(drifted.length > 0),
      "1 where known-share is below .8 of known-share-model, or poor-fit is above .15 and above what chance explains (three standard errors of .05); else 0."
    ],
    ...shares.flatMap(
      (share, each): ReadonlyArray<readonly [string, number, string]> => [
        [`topic-${each}`, share, `Share of topic ${each} among the placed posts.`],
        [
          `topic-${each}-model`,
          sharesOfModel[each]!,
          `Share of topic ${each} among the model's posts that have a topic.`
        ]
      ]
    )
  ]
  return { measures: rows.map(([measure, value, definition]) => ({ measure, value, definition })), drifted }
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const knownShare = ({ columns: { known, words } }: Table.Table<typeof KnownWords>): number =>
  ratio(sum(known), sum(words))

const sum = (values: Uint32Array): number => values.reduce((total, value) => total + value, 0)

const meanSimilarity = (topic: Int32Array, similarity: Float64Array, n: number): number =>
  ratio(
    similarity.reduce((total, value, post) => total + (topic[post]! >= 0 ? value : 0), 0),
    n
  )

const sharesOf = (topic: Int32Array, nTopics: number, n: number): ReadonlyArray<number> => {
  const counts = new Float64Array(nTopics)
  for (const each of topic) if (each >= 0) counts[each]!++
  return Array.from(counts, (count) => ratio(count, n))
}

/** Of two distributions, base 2: 0 where they are the same, 1 where they have nothing in common. Source: Lin, IEEE Transactions on Information Theory 37, 1991. */
const jensenShannon = (p: ReadonlyArray<number>, q: ReadonlyArray<number>): number => {
  const toMiddle = (from: ReadonlyArray<number>) =>
    from.reduce((total, value, i) => total + (value === 0 ? 0 : value * Math.log2((2 * value) / (p[i]! + q[i]!))), 0)
  return (toMiddle(p) + toMiddle(q)) / 2
}
