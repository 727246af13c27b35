/**
 * Labels and measures of a fit of R stm 1.3.7 that is given, against what R and gensim say of it.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import type { SparseMatrix } from "@praxis/numerics/SparseMatrix"
import { inDocuments } from "@praxis/topic-clustering/coherence/inDocuments"
import { umass, umassGensim, umassStm } from "@praxis/topic-clustering/coherence/umass"
import { shrunkExclusivityShares } from "@praxis/topic-clustering/labels/exclusivityShares"
import { frex } from "@praxis/topic-clustering/labels/frex"
import { highestTerms } from "@praxis/topic-clustering/labels/highestTerms"
import { lift } from "@praxis/topic-clustering/labels/lift"
import { score } from "@praxis/topic-clustering/labels/score"
import { exclusivity } from "@praxis/topic-clustering/quality/exclusivity"
import type { Task } from "./Bench.ts"
import { type Figure, mean } from "./Figure.ts"

const task = "stm-poliblog5k-k20, 20 topics of 5,000 blog posts"
const nTopics = 20
const nWords = 10

/** How many of the 20 lists of ten words are R's, by measure; exclusivity and coherences beside R's and gensim's. */
export const stm: Task = async ({ reference }) => {
  const folder = join(reference, "stm-poliblog5k-k20")
  const vocabulary = linesOf(folder, "vocab.txt")
  const nTerms = vocabulary.length
  const counts = countsOf(folder, nTerms)
  const beta = Float64Array.from(fieldsOf(folder, "beta.csv.gz").flat(), Number)
  const termCounts = new Float64Array(nTerms)
  counts.indices.forEach((term, at) => {
    termCounts[term]! += counts.values[at]!
  })
  const shares = shrunkExclusivityShares(beta, nTopics, nTerms, termCounts)
  const scores = {
    prob: beta,
    frex: frex(beta, shares, nTopics, nTerms, 0.5),
    lift: lift(beta, nTerms, termCounts),
    score: score(beta, nTopics, nTerms)
  }
  const first = (values: Float64Array) =>
    Array.from({ length: nTopics }, (_, topic) =>
      highestTerms(values.subarray(topic * nTerms, (topic + 1) * nTerms), nWords)
    )
  const lists = Object.entries(scores).map(([measure, values]): Figure => {
    const theirs = fieldsOf(folder, `labels_${measure}.csv`)
    const same = first(values).filter((terms, topic) =>
      terms.every((term, rank) => vocabulary[term] === theirs[topic]![rank])
    ).length
    return {
      task,
      measure: `${measure}: lists of ten words as R's`,
      ours: same,
      peer: nTopics,
      target: "all equal",
      passed: same === nTopics
    }
  })
  const quality = fieldsOf(folder, "quality.csv").map((fields) => fields.map(Number))
  const together = inDocuments(counts, first(beta))
  return [
    ...lists,
    eachTopic(
      "exclusivity",
      exclusivity(beta, nTopics, nTerms),
      quality.map((fields) => fields[2]!)
    ),
    eachTopic(
      "UMass coherence, R stm's variant",
      umassStm(together),
      quality.map((fields) => fields[1]!)
    ),
    known("UMass coherence, textbook's, mean", mean(umass(together)), -60, 2),
    known("u_mass, gensim's, mean", mean(umassGensim(together)), -1.3405, 4)
  ]
}

const eachTopic = (measure: string, ours: Float64Array, theirs: ReadonlyArray<number>): Figure => {
  const off = Math.max(...theirs.map((value, topic) => Math.abs(ours[topic]! - value)))
  return {
    task,
    measure: `${measure}, mean`,
    ours: mean(ours),
    peer: mean(theirs),
    target: "each topic within 1e-6",
    passed: off <= 1e-6
  }
}

/** A value that is known to some digits. */
const known = (measure: string, ours: number, expected: number, digits: number): Figure => ({
  task,
  measure,
  ours,
  peer: expected,
  target: `${expected.toFixed(digits)} to all its digits`,
  passed: ours.toFixed(digits) === expected.toFixed(digits)
})

/** A line a document: the number of its terms, then `term:count`, not sorted. */
const countsOf = (folder: string, nTerms: number): SparseMatrix => {
  const docs = linesOf(folder, "docs_ldac.txt.gz").map((line) =>
    line
      .split(" ")
      .slice(1)
      .map((pair) => pair.split(":").map(Number) as [number, number])
      .sort(([a], [b]) => a - b)
  )
  const offsets = new Int32Array(docs.length + 1)
  docs.forEach(({ length }, doc) => {
    offsets[doc + 1] = offsets[doc]! + length
  })
  const cells = docs.flat()
  return {
    nRows: docs.length,
    nCols: nTerms,
    offsets,
    indices: Uint32Array.from(cells, ([term]) => term),
    values: Float64Array.from(cells, ([, count]) => count)
  }
}

/** The fields of each line but the first, without quotes. */
const fieldsOf = (folder: string, file: string): ReadonlyArray<ReadonlyArray<string>> =>
  linesOf(folder, file)
    .slice(1)
    .map((line) => line.replaceAll('"', "").split(","))

const linesOf = (folder: string, file: string): ReadonlyArray<string> => {
  const bytes = readFileSync(join(folder, file))
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trimEnd().split("\n")
}
