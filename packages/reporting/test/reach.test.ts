import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { SelectionFunnel } from "@praxis/tables/Selection"
import { TopicSizes } from "@praxis/tables/Topics"
import { reach } from "../src/sections/reach.ts"
import { modelOf } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { type StudyTables, studyParams, studyTables } from "./studyTables.ts"

const textOf = (markup: string | undefined): string =>
  (markup ?? "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim()

const model = (tables: Partial<StudyTables>) => modelOf({ ...studyTables(smallShape), ...tables }, studyParams)

/** Two sites: posts and selected posts of each; a topic a size. */
const reachOf = (sites: ReadonlyArray<readonly [posts: number, selected: number]>, sizes: ReadonlyArray<number>) => {
  const total = sizes.reduce((sum, posts) => sum + posts, 0)
  return reach(
    model({
      selectionFunnel: Table.fromRows(
        SelectionFunnel,
        sites.flatMap(([posts, selected], s) =>
          [2015, null].flatMap((year, y) => [
            { variant: "words", site: `site-${s}`, year, step: "posts", posts: y * posts },
            { variant: "words", site: `site-${s}`, year, step: "tagged-a", posts: y * posts },
            { variant: "words", site: `site-${s}`, year, step: "selected", posts: y * selected }
          ])
        )
      ),
      sizes: Table.fromRows(
        TopicSizes,
        sizes.map((posts, i) => ({ topic: i === sizes.length - 1 ? -1 : i, posts, share: posts / total }))
      )
    })
  ).text
}

describe("reach", () => {
  it("says how many questions of all sites meet the rule", () => {
    assert.strictEqual(
      textOf(
        reachOf(
          [
            [60, 10],
            [40, 0]
          ],
          [50, 50, 0]
        )
      ),
      "10 of these 100 questions (10.0%) meet the study’s rule (tagged with a term on notebooks and naming one on machine learning, or the other way round); the topics are made of all."
    )
  })

  it("warns under a tenth, and where no question meets the rule", () => {
    const few = reachOf(
      [
        [60, 1],
        [40, 0]
      ],
      [50, 50, 0]
    )
    assert.include(few, 'class="banner"')
    assert.include(
      textOf(few),
      "This corpus is not the study’s: only 1 of these 100 questions (1.0%) meets the study’s rule"
    )
    assert.include(
      textOf(reachOf([[604, 0]], [300, 304, 0])),
      "not the study’s: none of these 604 questions meets the study’s rule"
    )
  })

  it("does not warn where all meet the rule, or where the topics are made of those that do", () => {
    assert.match(
      textOf(reachOf([[100, 100]], [50, 50, 0])),
      /^All of these 100 questions meet the study’s rule \([^)]*\)\.$/
    )
    assert.match(
      textOf(reachOf([[1000, 55]], [30, 25, 0])),
      /^These are the 55 of 1000 questions that meet the study’s rule \([^)]*\)\.$/
    )
  })

  it("is silent on a rule that was not counted", () => {
    assert.strictEqual(reachOf([], [50, 50, 0]), "")
  })

  it("says below 20 questions a topic on average that topics mean little, unassigned ones left out", () => {
    assert.notInclude(reachOf([], [20, 20, 0]), "mean little")
    assert.include(textOf(reachOf([], [20, 19, 500])), "A topic has 19.5 questions on average here")
  })
})
