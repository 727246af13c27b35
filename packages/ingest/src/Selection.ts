/**
 * Stage `selection`: which posts two lists of terms would select, crosswise by tag and by mention.
 */
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Posts, SelectionCounts, Selection as SelectionTable } from "@praxis/tables/Posts"
import { Effect, Schema, Stream } from "effect"
import { bodyText } from "./bodyText.ts"
import { asTag, mentions } from "./mentions.ts"

/** What {@link make} is told. */
export interface SelectionOptions {
  /** `import.meta.url` of the study's module that holds the terms: editing them is then a change of code. */
  readonly module: string
  /** The first list of terms; as tags with hyphens for blanks. */
  readonly a: ReadonlyArray<string>
  /** The second list of terms. */
  readonly b: ReadonlyArray<string>
}

/**
 * Makes the stage. A post is selected where it bears a tag of one list and its title or body holds a term of the other as
 * whole words; see {@link mentions}. The body is its text with code, see {@link bodyText}. Source: Berman (2023), section 3,
 * with whole words in the place of substrings.
 */
export const make = ({ module, a, b }: SelectionOptions) =>
  Stage.stream("selection", {
    module,
    inputs: { posts: Posts },
    params: Schema.Struct({}),
    output: { selection: SelectionTable, "selection-counts": SelectionCounts },
    run: Effect.fn("Selection.run")(function* ({ inputs, output, progress }) {
      const tagsA = new Set(a.map(asTag))
      const tagsB = new Set(b.map(asTag))
      const holdsA = mentions(a)
      const holdsB = mentions(b)
      const countsBySite = new Map<string, Record<Step, number>>()

      progress.total(inputs.posts.numRows, "posts")
      yield* Stream.runForEach(inputs.posts.batches, (batch) => {
        const { site, id, title, body, tags } = batch.columns
        const selection = Table.builder(SelectionTable)
        for (let i = 0; i < batch.numRows; i++) {
          const own = tagsAt(tags, i)
          const texts = [title.at(i), bodyText(body.at(i))]
          const taggedA = own.some((tag) => tagsA.has(tag))
          const taggedB = own.some((tag) => tagsB.has(tag))
          const mentionsA = texts.some(holdsA)
          const mentionsB = texts.some(holdsB)
          const selected = (taggedA && mentionsB) || (taggedB && mentionsA)
          const siteName = site.at(i)
          selection.append({ site: siteName, id: id.at(i), taggedA, taggedB, mentionsA, mentionsB, selected })

          const counts = countsBySite.get(siteName) ?? noCounts()
          countsBySite.set(siteName, counts)
          counts.posts++
          if (taggedA) counts["tagged-a"]++
          if (taggedB) counts["tagged-b"]++
          if (taggedA && mentionsB) counts["a-mentions-b"]++
          if (taggedB && mentionsA) counts["b-mentions-a"]++
          if (selected) counts.selected++
        }
        progress.advance(batch.numRows)
        return output.selection.write(selection.finish())
      })

      const rows = Array.from(countsBySite).flatMap(([site, counts]) =>
        steps.map((step) => ({ site, step, posts: counts[step] }))
      )
      yield* output["selection-counts"].write(Table.fromRows(SelectionCounts, rows))
    })
  })

const steps = ["posts", "tagged-a", "tagged-b", "a-mentions-b", "b-mentions-a", "selected"] as const
type Step = (typeof steps)[number]

const noCounts = (): Record<Step, number> => ({
  posts: 0,
  "tagged-a": 0,
  "tagged-b": 0,
  "a-mentions-b": 0,
  "b-mentions-a": 0,
  selected: 0
})

const tagsAt = ({ offsets, values }: Table.ColumnsOf<typeof Posts>["tags"], i: number): ReadonlyArray<string> =>
  Array.from({ length: offsets[i + 1]! - offsets[i]! }, (_, k) => values.at(offsets[i]! + k))
