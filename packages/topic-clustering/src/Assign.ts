/**
 * New posts to the topics of a model that is not fitted to them.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { inverseDocumentFrequency } from "@praxis/numerics/inverseDocumentFrequency"
import { nearestCentroids } from "@praxis/numerics/nearestCentroids"
import { DocTermCounts, Documents, DocVectors, TermVectors, Vocabulary } from "@praxis/tables/Documents"
import { Assignments, Drift, KnownWords } from "@praxis/tables/Runs"
import { TopicCentroids, Topics } from "@praxis/tables/Topics"
import { Effect, Schema } from "effect"
import { centroidCosines } from "./centroidCosines.ts"
import { counted } from "./counted.ts"
import { countsMatrix } from "./countsMatrix.ts"
import { driftMeasures } from "./driftMeasures.ts"
import { project } from "./vectorise.ts"

/** How counts become weights: as in the stage `tf-idf` that the model was made with. */
export const AssignParams = Schema.Struct({
  sublinearTf: Schema.Boolean.annotate({ description: "As in tf-idf." }),
  idf: Schema.Literals(["smooth", "plain", "none"]).annotate({ description: "As in tf-idf." }),
  norm: Schema.Literals(["l2", "none"]).annotate({ description: "As in tf-idf." })
})

/**
 * Places posts in a model: their counts (nDocs × nTerms of the model's vocabulary) are weighted with the model's idf,
 * brought into its dimensions by `lsa-terms`, scaled to unit length, and given to the topic whose centroid is nearest by
 * distance, the lowest number of equals. Nothing of the model changes, and no post has a say in where another falls.
 *
 * For topics made by k-means on the LSA vectors this is how their own posts were placed. After `spherical` and `nmf` it
 * is another rule than theirs: the measure `model-agreement` says how much of the model's own posts it places as the
 * model does. A post always gets the nearest topic, also where it belongs to none: read `fit` and `known` before `topic`.
 *
 * `drift` says how well the new posts fit, each measure beside the model's own: see {@link driftMeasures}. All of both
 * is in memory: 8 · dims bytes a post, and twice 12 bytes a count.
 */
export const Assign = Stage.make("assignments", {
  module: import.meta.url,
  inputs: {
    documents: Documents,
    counts: DocTermCounts,
    knownWords: KnownWords,
    modelKnownWords: KnownWords,
    vocabulary: Vocabulary,
    termVectors: TermVectors,
    lsa: DocVectors,
    centroids: TopicCentroids,
    topics: Topics
  },
  params: AssignParams,
  output: { assignments: Assignments, drift: Drift },
  run: ({ inputs, params, warn }) =>
    Effect.sync(() => {
      const { documents, counts, knownWords, modelKnownWords, vocabulary, termVectors, lsa, topics } = inputs
      const centroids = inputs.centroids.columns.centroid.values
      const dims = termVectors.columns.vector.width
      const { features, docs } = project(countsMatrix(counts, vocabulary.numRows), {
        sublinearTf: params.sublinearTf,
        norm: params.norm,
        idf: inverseDocumentFrequency(vocabulary.columns.df, topics.numRows, params.idf),
        loadings: termVectors.columns.vector.values,
        dims,
        floor: roundingLength
      })
      const nearest = nearestCentroids(features.vectors, centroids)
      const cosines = centroidCosines(features.vectors, nearest, centroids)
      const own = similaritiesByTopic(topics, inputs.centroids.numRows)
      const modelTopics = topicsByPost(topics)
      const rowOf = new Map(Array.from(docs, (doc, row) => [doc, row]))
      const rows = Table.builder(Assignments)
      for (let doc = 0; doc < documents.numRows; doc++) {
        const [site, id] = [documents.columns.site.at(doc), documents.columns.id.at(doc)]
        const row = rowOf.get(doc)
        const words = knownWords.columns.words[doc]!
        const topic = row === undefined ? -1 : nearest[row]!
        const similarity = row === undefined ? 0 : cosines.similarity[row]!
        rows.append({
          site,
          id,
          title: documents.columns.title.at(doc),
          topic,
          similarity,
          margin: row === undefined ? 0 : cosines.margin[row]!,
          second: row === undefined ? -1 : cosines.second[row]!,
          known: words === 0 ? 0 : knownWords.columns.known[doc]! / words,
          fit: topic < 0 ? 0 : shareBelow(own[topic]!, similarity),
          modelTopic: modelTopics.get(postKey(site, id)) ?? null
        })
      }
      const assignments = rows.finish()
      const placedAgain = nearestOfModel(lsa, centroids)
      const { measures, drifted } = driftMeasures({
        assignments,
        knownWords,
        topics,
        modelKnownWords,
        placedAgain,
        nTopics: inputs.centroids.numRows
      })
      for (const reason of drifted) warn(`the new posts do not fit the model well: ${reason}`)
      const unplaced = documents.numRows - docs.length
      if (unplaced > 0)
        warn(
          `${unplaced} of ${counted(documents.numRows, "new post")} ${unplaced === 1 ? "has" : "have"} no word that the model knows`
        )
      return { assignments, drift: Table.fromRows(Drift, measures) }
    })
})

/** A vector of at most this length, of weights whose rows have about unit length, is rounding. */
const roundingLength = 1e-9

/** The topic that the rule of {@link Assign} gives each post of the model; −1 for a post without a vector. */
const nearestOfModel = ({ columns: { vector } }: Table.Table<typeof DocVectors>, centroids: Float64Array): Int32Array =>
  nearestCentroids(vector, centroids).map((topic, doc) =>
    vector.values.subarray(doc * vector.width, (doc + 1) * vector.width).some((value) => value !== 0) ? topic : -1
  )

/** How similar each topic's own posts are to its centroid, ascending. */
const similaritiesByTopic = (
  { columns: { topic, similarity } }: Table.Table<typeof Topics>,
  nTopics: number
): ReadonlyArray<Float64Array> => {
  const byTopic = Array.from({ length: nTopics }, (): Array<number> => [])
  topic.forEach((each, doc) => {
    if (each >= 0) byTopic[each]!.push(similarity[doc]!)
  })
  return byTopic.map((values) => Float64Array.from(values).sort())
}

/** Share of ascending values that are below `limit`, 0 to 1. */
const shareBelow = (values: Float64Array, limit: number): number => {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < limit) low = middle + 1
    else high = middle
  }
  return values.length === 0 ? 0 : low / values.length
}

const topicsByPost = ({ columns: { site, id, topic } }: Table.Table<typeof Topics>): ReadonlyMap<string, number> =>
  new Map(Array.from(topic, (each, doc) => [postKey(site.at(doc), id.at(doc)), each]))

/** No site holds a line feed. */
const postKey = (site: string, id: string): string => `${site}\n${id}`
