import type * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import type { Tokens } from "@praxis/tables/Documents"
import { Effect } from "effect"
import { Counts } from "../src/Counts.ts"
import { Lsa } from "../src/Lsa.ts"
import { TfIdf } from "../src/TfIdf.ts"
import { Vocabulary } from "../src/Vocabulary.ts"

/** What {@link features} is run with; what is not given keeps every word. */
export interface FeatureParams {
  readonly vocabulary?: Partial<typeof Vocabulary.params.Type>
  readonly tfIdf?: Partial<typeof TfIdf.params.Type>
  readonly lsa?: Partial<typeof Lsa.params.Type>
  readonly batchRows?: number
}

/** All tables from tokens to LSA. */
export const features = (tokens: Table.Table<typeof Tokens>, params: FeatureParams = {}) =>
  Effect.gen(function* () {
    const { batchRows = 3 } = params
    const { output: words } = yield* runStage(Vocabulary, {
      inputs: { tokens },
      params: {
        stopWords: [],
        extraStopWords: [],
        numbers: "keep",
        minLength: 1,
        minDf: 1,
        maxDf: 1,
        ...params.vocabulary
      },
      batchRows
    })
    const { vocabulary } = words
    const { output: counts } = yield* runStage(Counts, { inputs: { tokens, vocabulary }, params: {}, batchRows })
    const { output: tfIdf } = yield* runStage(TfIdf, {
      inputs: { counts, vocabulary },
      params: { sublinearTf: false, idf: "smooth", norm: "l2", ...params.tfIdf },
      batchRows
    })
    const { output, warnings } = yield* runStage(Lsa, {
      inputs: { tfIdf, vocabulary },
      params: { dims: 4, oversampling: 8, powerIterations: 4, ...params.lsa },
      batchRows
    })
    return { ...words, counts, tfIdf, ...output, warnings }
  })
