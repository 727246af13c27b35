import { Utf8Column } from "@praxis/dataflow/Column"
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { DocTermCounts, DocVectors, Tokens, Vocabulary } from "@praxis/tables/Documents"
import { TopicQuality as TopicQualityTable } from "@praxis/tables/Quality"
import { Topics, TopicTerms } from "@praxis/tables/Topics"
import { Effect, Schema, Stream } from "effect"
import { addCounts, type CoOccurrence, missingWords, noCoOccurrence } from "./coherence/CoOccurrence.ts"
import type { countWindows } from "./coherence/countWindows.ts"
import { cv } from "./coherence/cv.ts"
import { addDocuments } from "./coherence/inDocuments.ts"
import { npmi } from "./coherence/npmi.ts"
import { umass, umassGensim, umassStm } from "./coherence/umass.ts"
import { counted } from "./counted.ts"
import { countTopics } from "./countTopics.ts"
import { smoothedBeta } from "./labels/smoothedBeta.ts"
import { balance } from "./quality/balance.ts"
import { diversity } from "./quality/diversity.ts"
import { exclusivity } from "./quality/exclusivity.ts"
import { firstWords, termNumbers } from "./quality/firstWords.ts"
import { byTopic, qualityRows } from "./quality/qualityRows.ts"
import { streamedSilhouettes } from "./quality/streamedSilhouettes.ts"
import { addTopicTermCounts, noTopicTermCounts } from "./topicTermCounts.ts"

/** Parameters of {@link TopicQuality}. */
export const TopicQualityParams = Schema.Struct({
  nWords: Schema.Int.check(Schema.isGreaterThan(1)).annotate({
    description:
      "Words a topic that coherence and diversity look at: the first of its terms. Published figures have 10."
  }),
  silhouetteSample: Schema.Int.check(Schema.isGreaterThan(1)).annotate({
    description: "Posts in the random sample of the exact silhouette; time grows with its square."
  })
})

/**
 * How good topics are by the field's measures, a row a measure, variant and topic, and one for all topics together: the
 * mean over topics (silhouette: over posts). Each row says what it is and when it misleads.
 *
 * Coherence and diversity are of the first words of the table of terms; exclusivity is of the 10 most probable words.
 * Unassigned posts are documents to coherence, since they are text, and nothing to the rest. No topic, no row.
 *
 * Tokens are read once, counts once and vectors twice, batch by batch: memory holds nTopics × nTerms numbers, the
 * sample's vectors, and the pairs of each topic's words.
 */
export const TopicQuality = Stage.stream("topic-quality", {
  module: import.meta.url,
  inputs: {
    tokens: Tokens,
    counts: DocTermCounts,
    vocabulary: Vocabulary,
    topics: Topics,
    lsa: DocVectors,
    topicTerms: TopicTerms
  },
  params: TopicQualityParams,
  output: TopicQualityTable,
  seeded: true,
  run: Effect.fn("TopicQuality.run")(function* ({ inputs, output, params, progress, seed, warn, workers }) {
    const { counts, lsa, tokens } = inputs
    const nDocs = inputs.topics.numRows
    if (tokens.numRows !== nDocs || counts.numRows !== nDocs || lsa.numRows !== nDocs) {
      throw new RangeError(
        `${nDocs} rows of topics belong to ${tokens.numRows} of tokens, ${counts.numRows} of counts and ${lsa.numRows} of vectors`
      )
    }
    const labels = (yield* inputs.topics.table).columns.topic
    const nTopics = countTopics(labels)
    if (nTopics === 0) return yield* output.write(Table.fromRows(TopicQualityTable, []))
    const words = firstWords(yield* inputs.topicTerms.table, nTopics, params.nWords)
    const { term } = (yield* inputs.vocabulary.table).columns
    const nTerms = term.length
    progress.total(4 * nDocs, "posts")

    const documents = noCoOccurrence(termNumbers(words, term))
    const sums = noTopicTermCounts(nTopics, nTerms)
    let first = 0
    yield* Stream.runForEach(counts.batches, ({ columns, numRows }) =>
      Effect.sync(() => {
        const { terms } = columns
        const start = terms.offsets[0]!
        addDocuments(documents, {
          nRows: numRows,
          nCols: nTerms,
          offsets: terms.offsets.map((offset) => offset - start),
          indices: terms.values.subarray(start, terms.offsets[numRows]!)
        })
        addTopicTermCounts(sums, terms, columns.counts, labels.subarray(first, first + numRows), nTerms)
        first += numRows
        progress.advance(numRows)
      })
    )

    const windowed = windows.map(() => noCoOccurrence(words.numbers))
    const shared = { words: Utf8Column.from(words.different), topicWords: words.numbers, windows }
    const chunks = Stream.flatMap(tokens.batches, (batch) => Stream.fromIterable(rowChunks(batch)))
    const jobs = Stream.map(chunks, (chunk) => chunk.columns.tokens)
    yield* Stream.runForEach(workers.map(kernel, shared, jobs), (found) =>
      Effect.sync(() => found.forEach((part, i) => void addCounts(windowed[i]!, part)))
    )
    progress.advance(nDocs)
    const [windowed10, gensim10, windowed110, gensim110] = windowed as [
      CoOccurrence,
      CoOccurrence,
      CoOccurrence,
      CoOccurrence
    ]
    const missing = missingWords(windowed10)
    if (missing > 0) {
      warn(
        `${counted(missing, "word")} of topics ${missing === 1 ? "stands" : "stand"} in no document as one token, so coherence in windows leaves ${missing === 1 ? "it" : "them"} out.`
      )
    }

    const silhouettes = yield* streamedSilhouettes(
      lsa.batches,
      labels,
      nTopics,
      params.silhouetteSample,
      seed("silhouette"),
      progress.advance
    )
    const sizes = new Float64Array(nTopics)
    for (const label of labels) if (label >= 0) sizes[label]!++
    const rows = qualityRows({
      umass: {
        textbook: byTopic(umass(documents)),
        stm: byTopic(umassStm(documents)),
        gensim: byTopic(umassGensim(documents))
      },
      npmi: {
        textbook: byTopic(npmi(windowed10)),
        gensim: byTopic(npmi(gensim10)),
        document: byTopic(npmi(documents))
      },
      "c-v": { textbook: byTopic(cv(windowed110)), gensim: byTopic(cv(gensim110)) },
      exclusivity: { stm: byTopic(exclusivity(smoothedBeta(sums.counts, nTopics, nTerms), nTopics, nTerms)) },
      diversity: { textbook: { all: diversity(words.numbers) } },
      silhouette: silhouettes,
      balance: { entropy: { all: balance(sizes) } }
    })
    yield* output.write(Table.fromRows(TopicQualityTable, rows))
  })
})

const kernel = Kernel.make<typeof countWindows>(new URL("./coherence/countWindows.ts", import.meta.url), "countWindows")

const windows = [
  { size: 10, variant: "textbook" },
  { size: 10, variant: "gensim" },
  { size: 110, variant: "textbook" },
  { size: 110, variant: "gensim" }
] as const
