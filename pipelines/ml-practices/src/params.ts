/**
 * Every parameter of the study, by the name of its node. `--set node.param=value` changes one for a run.
 */
import { reportWords } from "./words.ts"

/** The study's seed; every seeded stage derives its own from it. The original study used the same number. */
export const seed = 180587

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
  tokens: { channels: ["title", "text"] },
  vocabulary: { stopWords: ["english", "contractions", "forum"], numbers: "drop", minLength: 1, minDf: 5, maxDf: 0.5 },
  "tf-idf": { sublinearTf: true, norm: "l2" },
  lsa: { dims: 30, oversampling: 10, powerIterations: 4 },
  topics: { k: 15, starts: 10, maxIterations: 300, tolerance: 0, engine: "lloyd" },
  "topic-terms": { nTerms: 20 },
  evidence: { central: 5, borderline: 3, random: 3, maxExcerpt: 400 },
  report: reportWords
} as const
