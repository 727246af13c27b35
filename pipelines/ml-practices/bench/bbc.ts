/**
 * News in 10 to 50 topics: coherence and diversity of their first ten words, as studies of topic models report them.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Utf8Column } from "@praxis/dataflow/Column"
import { nmf } from "@praxis/numerics/nmf"
import { random } from "@praxis/numerics/random"
import { clusterBest } from "@praxis/topic-clustering/cluster"
import type { TopicWords } from "@praxis/topic-clustering/coherence/CoOccurrence"
import { countWindows } from "@praxis/topic-clustering/coherence/countWindows"
import { npmi } from "@praxis/topic-clustering/coherence/npmi"
import { highestTerms } from "@praxis/topic-clustering/labels/highestTerms"
import { diversity } from "@praxis/topic-clustering/quality/diversity"
import { topWords } from "@praxis/topic-clustering/topWords"
import { type Vectorised, vectorise } from "@praxis/topic-clustering/vectorise"
import type { Bench, Task } from "./Bench.ts"
import { type Figure, mean } from "./Figure.ts"
import { type PeerKMeans, readFloats, readLabels, writeDense, writeSparse } from "./peers.ts"
import { type TokenCounts, tokenCounts } from "./tokenCounts.ts"

const ks = [10, 20, 30, 40, 50]
const seeds = [0, 1, 2]
const nWords = 10
const nInit = 10

/** Coherence and diversity of k-means and NMF, means over K and seeds. */
export const bbc: Task = async (bench) => {
  const docs = readFileSync(join(bench.corpora, "bbc-news-octis", "corpus.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0]!.split(" "))
  // The corpus comes without stop words and rare words.
  const corpus = await tokenCounts(docs, {
    stopWords: [],
    extraStopWords: [],
    numbers: "keep",
    minLength: 1,
    minDf: 1,
    maxDf: 1
  })
  // Weights as scikit-learn has them where nobody says otherwise, and one dimension for all K.
  const weighting = { sublinearTf: false, idf: "smooth", norm: "l2" } as const
  const rows = vectorise(corpus.counts, { ...weighting, dims: 50, oversampling: 10, powerIterations: 5 }, 1)
  return [...kMeans(bench, corpus, rows), ...nonnegative(bench, corpus, rows)]
}

const kMeans = ({ peers, say, temporary }: Bench, corpus: TokenCounts, { docs, features }: Vectorised) => {
  const counts = corpus.counts
  const wordsOf = (k: number, labels: Int32Array): TopicWords => {
    const all = new Int32Array(counts.nRows).fill(-1)
    docs.forEach((doc, row) => {
      all[doc] = labels[row]!
    })
    return topWords(counts, all, k, nWords)
  }
  const folder = peers && writeDense(join(temporary, "bbc-vectors"), features.vectors)
  const ours: Array<TopicWords> = []
  const theirs: Array<TopicWords> = []
  for (const k of ks) {
    for (const seed of seeds) {
      const options = { method: "lloyd", k, maxIterations: 300, tolerance: 0 } as const
      const starts = Array.from({ length: nInit }, (_, start) => seed * nInit + start)
      ours.push(wordsOf(k, clusterBest(features, options, starts).labels))
    }
    say(`bbc, k-means, K = ${k}: ours`)
    if (folder === undefined) continue
    peers!.run<PeerKMeans>("kmeans.py", folder, k, nInit, seeds.length)
    theirs.push(...readLabels(folder, docs.length).map((labels) => wordsOf(k, labels)))
    say(`bbc, k-means, K = ${k}: peer`)
  }
  return judged("k-means", corpus, ours, theirs, { npmi: 0.16, diversity: 0.8 })
}

const nonnegative = ({ peers, say, temporary }: Bench, corpus: TokenCounts, { features: { weights } }: Vectorised) => {
  const wordsOf = (k: number, weightOf: (topic: number, term: number) => number): TopicWords =>
    Array.from({ length: k }, (_, topic) =>
      highestTerms(
        Float64Array.from({ length: nTerms }, (_, term) => weightOf(topic, term)),
        nWords
      )
    )
  const nTerms = weights.nCols
  const folder = peers && writeSparse(join(temporary, "bbc-weights"), weights)
  const ours: Array<TopicWords> = []
  const theirs: Array<TopicWords> = []
  for (const k of ks) {
    for (const seed of seeds) {
      const { termTopics } = nmf(weights, k, { maxIterations: 200, tolerance: 1e-4 }, random(seed))
      ours.push(wordsOf(k, (topic, term) => termTopics[term * k + topic]!))
      if (folder === undefined) continue
      peers!.run("nmf.py", folder, k, seed)
      const topicTerms = readFloats(join(folder, "topicTerms.f64"))
      theirs.push(wordsOf(k, (topic, term) => topicTerms[topic * nTerms + term]!))
    }
    say(`bbc, NMF, K = ${k}`)
  }
  return judged("NMF", corpus, ours, theirs, { npmi: 0.178, diversity: 0.85 })
}

const judged = (
  method: string,
  corpus: TokenCounts,
  ours: ReadonlyArray<TopicWords>,
  theirs: ReadonlyArray<TopicWords>,
  targets: { readonly npmi: number; readonly diversity: number }
): ReadonlyArray<Figure> => {
  const own = measuresOf(corpus, ours)
  const peer = theirs.length === 0 ? undefined : measuresOf(corpus, theirs)
  return [
    ["NPMI, gensim's windows of 10", "gensim", targets.npmi] as const,
    ["NPMI, textbook's windows of 10", "textbook", null] as const,
    ["diversity@10", "diversity", targets.diversity] as const
  ].map(([measure, name, least]) => ({
    task: `bbc-news-octis, ${method}, mean of K = ${ks.join(", ")} and ${seeds.length} seeds`,
    measure,
    ours: own[name],
    peer: peer?.[name] ?? null,
    target: least === null ? null : `at least ${least}`,
    passed: least === null ? null : own[name] >= least
  }))
}

/** Means over runs of each run's mean over topics. */
const measuresOf = ({ terms, tokens }: TokenCounts, runs: ReadonlyArray<TopicWords>) => {
  const numbers = Array.from(new Set(runs.flatMap((topics) => topics.flatMap((words) => Array.from(words)))))
  const rowOf = new Map(numbers.map((term, row) => [term, row]))
  const words = Utf8Column.from(numbers.map((term) => terms[term]!))
  const topicWords = runs.flatMap((topics) => topics.map((ofTopic) => Array.from(ofTopic, (term) => rowOf.get(term)!)))
  const windows = (["gensim", "textbook"] as const).map((variant) => ({ size: 10, variant }))
  const [gensim, textbook] = countWindows({ words, topicWords, windows }, tokens).map((found) =>
    npmi({ ...found, topicWords })
  ) as [Float64Array, Float64Array]
  const meanOfRuns = (values: Float64Array) => {
    let from = 0
    const means = runs.map(({ length }) => {
      const ofRun = values.subarray(from, from + length)
      from += length
      return mean(ofRun)
    })
    return mean(means)
  }
  return {
    gensim: meanOfRuns(gensim),
    textbook: meanOfRuns(textbook),
    diversity: mean(runs.map((topics) => diversity(topics)))
  }
}
