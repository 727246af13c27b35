/**
 * Stage `selection`: which posts a study's rule selects, by which terms, and what each step leaves.
 */
import * as Kernel from "@praxis/dataflow/Kernel"
import { rowChunks } from "@praxis/dataflow/rowChunks"
import * as Stage from "@praxis/dataflow/Stage"
import { Posts } from "@praxis/tables/Posts"
import { SelectionFunnel, Selection as SelectionTable, TermHits } from "@praxis/tables/Selection"
import { Effect, Schema, Stream } from "effect"
import { checked, type Rule } from "./Rule.ts"
import * as SelectionTally from "./SelectionTally.ts"
import type { selectPosts } from "./selectPosts.ts"

/** What {@link make} is told. */
export interface SelectionOptions {
  /** `import.meta.url` of the study's module that holds the rule: editing its terms is then a change of code. */
  readonly module: string
  readonly rule: Rule
}

const outputs = { selection: SelectionTable, "selection-funnel": SelectionFunnel, "term-hits": TermHits }

/**
 * Makes the stage. It marks posts and drops none; see {@link Rule}, and `Corpus.ts` for what drops. Each batch of posts is
 * a task of its own, so that new posts alone are read. Source: Berman (2023), section 3; what its code did is the variant
 * `paper` beside the one that was meant.
 */
export const make = ({ module, rule }: SelectionOptions) => {
  const shared = checked(rule)
  return Stage.mapped("selection", {
    module,
    inputs: { posts: Posts },
    params: Schema.Struct({}),
    over: Stage.eachBatch("posts"),
    part: outputs,
    map: Effect.fn("Selection.map")(function* ({ partition: { batch }, output, progress, workers }) {
      const tally = SelectionTally.make(rule)
      progress.total(batch.numRows, "posts")
      const jobs = Stream.map(Stream.fromIterable(rowChunks(batch)), ({ columns }) => {
        const { site, id, title, body, tags, createdAt } = columns
        return { site, id, title, body, tags, createdAt }
      })
      yield* Stream.runForEach(workers.map(kernel, shared, jobs), ({ selection, funnel, hits }) => {
        SelectionTally.add(tally, funnel, hits)
        progress.advance(selection.numRows)
        return output.selection.write(selection)
      })
      yield* output["selection-funnel"].write(tally.funnel())
      yield* output["term-hits"].write(tally.hits())
    }),
    output: outputs,
    combine: Effect.fn("Selection.combine")(function* ({ parts, output }) {
      const tally = SelectionTally.make(rule)
      for (const part of parts) {
        yield* Stream.runForEach(part.output.selection.batches, output.selection.write)
        SelectionTally.add(tally, yield* part.output["selection-funnel"].table, yield* part.output["term-hits"].table)
      }
      yield* output["selection-funnel"].write(tally.funnel())
      yield* output["term-hits"].write(tally.hits())
    })
  })
}

const kernel = Kernel.make<typeof selectPosts>(new URL("./selectPosts.ts", import.meta.url), "selectPosts")
