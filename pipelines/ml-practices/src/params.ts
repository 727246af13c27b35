/**
 * Every parameter of the study, by the name of its node. `--set node.param=value` changes one for a run.
 */
import { machineLearning, notebooks } from "./terms.ts"
import { reportWords } from "./words.ts"

/** The study's seed; every seeded stage derives its own from it. The original study used the same number. */
export const seed = 180587

const weighting = { sublinearTf: true, idf: "smooth", norm: "l2" } as const
const dimensions = { dims: 30, oversampling: 10, powerIterations: 5 } as const
const channels = { title: "keep", text: "keep", inline: "drop", code: "drop", traceback: "drop" } as const

/** How posts are read where the names in code count too. */
export const codeChannels = { ...channels, inline: "names", code: "names", traceback: "names" } as const

/** Settings that mean the same wherever topics are made again. */
export const followsTopics = {
  sublinearTf: "tf-idf.sublinearTf",
  idf: "tf-idf.idf",
  norm: "tf-idf.norm",
  dims: "lsa.dims",
  oversampling: "lsa.oversampling",
  powerIterations: "lsa.powerIterations",
  method: "topics.method",
  maxIterations: "topics.maxIterations",
  tolerance: "topics.tolerance"
} as const

/** Settings of the weights alone. */
export const followsWeights = {
  sublinearTf: "tf-idf.sublinearTf",
  idf: "tf-idf.idf",
  norm: "tf-idf.norm"
} as const

/** Settings of what is no word. */
export const followsStopWords = {
  stopWords: "vocabulary.stopWords",
  extraStopWords: "vocabulary.extraStopWords"
} as const

/** The same for the multiverse, whose own choices stand apart. */
export const multiverseFollows = {
  "study.minDf": "vocabulary.minDf",
  "study.maxDf": "vocabulary.maxDf",
  "study.sublinearTf": "tf-idf.sublinearTf",
  "study.idf": "tf-idf.idf",
  "study.dims": "lsa.dims",
  "study.method": "topics.method",
  norm: "tf-idf.norm",
  oversampling: "lsa.oversampling",
  powerIterations: "lsa.powerIterations",
  maxIterations: "topics.maxIterations",
  tolerance: "topics.tolerance"
} as const

/** The terms as tags: nearly every post of the corpus bears one of them, since they selected it. */
const selectingTags = [...notebooks.terms, ...machineLearning.terms].map((term) => term.replaceAll(" ", "-"))

/** How topics are made again to see what comes back: as the study makes them, with fewer starts. */
const again = {
  ...weighting,
  ...dimensions,
  method: "lloyd",
  starts: 2,
  maxIterations: 300,
  tolerance: 0,
  maxPosts: 20_000
} as const

/** The values; what each means stands in its stage's schema. */
export const params = {
  simulated: {
    nPosts: 3000,
    firstYear: 2008,
    lastYear: 2022,
    difficulty: {
      topicSizeRatio: 9,
      wordsPerTopic: 40,
      sharedWordShare: 0.3,
      rankOffset: 6,
      backgroundShare: 0.35,
      strayShare: 0.05,
      mixedShare: 0.2,
      mainShare: 0.66,
      minDrawnWords: 8,
      maxDrawnWords: 26
    },
    dirt: {
      duplicateShare: 0.02,
      answerShare: 0.03,
      wikiShare: 0.02,
      emptyBodyShare: 0.005,
      emptyTitleShare: 0.005,
      missingIdShare: 0.004,
      ownerlessShare: 0.03
    }
  },
  posts: { maxFieldBytes: 8 * 1024 * 1024, maxRejects: 0.2, columns: {} },
  corpus: { rule: "all" },
  "similar-posts": { similarity: 0.5, shingle: 5, hashes: 256 },
  documents: { quotes: "keep", math: "drop" },
  tokens: { channels, split: "none", stem: "none" },
  vocabulary: {
    stopWords: ["english", "contractions", "forum"],
    extraStopWords: [],
    numbers: "drop",
    minLength: 1,
    minDf: 5,
    maxDf: 0.5
  },
  "known-words": { stopWords: ["english", "contractions", "forum"], extraStopWords: [] },
  phrases: {
    stopWords: ["english", "contractions", "forum"],
    extraStopWords: [],
    numbers: "drop",
    minCount: 10,
    minDf: 5,
    minNpmi: 0.3
  },
  "tf-idf": weighting,
  lsa: dimensions,
  "k-sweep": { ks: [5, 10, 15, 20, 25, 30], seeds: 3, samples: 10, silhouettePosts: 1000, ...again },
  topics: { k: "convention", method: "lloyd", starts: 10, maxIterations: 300, tolerance: 0 },
  stability: { samples: 20, seeds: 3, ...again, starts: 3 },
  multiverse: {
    study: {
      minDf: 5,
      maxDf: 0.5,
      dropTop: 0,
      sublinearTf: weighting.sublinearTf,
      idf: weighting.idf,
      dims: dimensions.dims,
      k: null,
      method: "lloyd",
      channels: "text"
    },
    factors: {
      minDf: [10, 20],
      maxDf: [0.2],
      dropTop: [50],
      sublinearTf: [false],
      dims: [15, 60],
      method: ["spherical", "nmf"],
      channels: ["code"]
    },
    design: "each",
    combinations: 10,
    combinationSeed: 1,
    norm: weighting.norm,
    oversampling: dimensions.oversampling,
    powerIterations: dimensions.powerIterations,
    starts: 3,
    maxIterations: 300,
    tolerance: 0,
    maxPosts: 20_000
  },
  "topic-identity": { minOverlap: 0.5 },
  assignments: weighting,
  "topic-trends": { minAuthored: 0.9, permutations: 9999 },
  "topic-contrasts": { nWords: 10, minPosts: 50, minAuthored: 0.9, permutations: 9999, ...again, starts: 10 },
  "topic-network": { threshold: 0.1, starts: 10 },
  "topic-tree": { nWords: 5 },
  "topic-terms": { nTerms: 20 },
  "topic-phrases": { nTerms: 10 },
  "topic-labels": { nWords: 10, frexWeight: 0.5, frexShrinkage: true, liftMinPosts: 10, mmrDelta: 0.1 },
  "topic-quality": { nWords: 10, silhouetteSample: 1000 },
  "tag-agreement": { selectingTags, minPosts: 20, ...again, starts: 10 },
  evidence: { central: 5, borderline: 3, random: 3, maxExcerpt: 400 },
  report: reportWords
} as const
