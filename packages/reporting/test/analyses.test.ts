/** What the report says of the analyses that a study wires, and of those that it does not. */
import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { TopicCount } from "@praxis/tables/Stability"
import { TopicChange, TopicContrasts } from "@praxis/tables/Trends"
import { Effect } from "effect"
import type { Everything } from "./analysisTables.ts"
import { render } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { studyParams, studyTables, wideShape } from "./studyTables.ts"

const textOf = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")

const textWith = (changed: Partial<Everything>, shape = smallShape) =>
  Effect.map(render({ ...studyTables(shape), ...changed }, studyParams), textOf)

const none: Everything = {
  labels: undefined,
  phrases: undefined,
  tags: undefined,
  identity: undefined,
  trends: undefined,
  changes: undefined,
  contrasts: undefined,
  links: undefined,
  communities: undefined,
  tree: undefined,
  stability: undefined,
  kSweep: undefined,
  kChoice: undefined,
  topicCount: undefined,
  cells: undefined,
  standing: undefined,
  quality: undefined,
  agreement: undefined
}

describe("the analyses in the report", () => {
  it.effect("say of each topic how often it came back and in how many ways to make the study it stands", () =>
    Effect.gen(function* () {
      const text = yield* textWith({}, wideShape)
      assert.match(text, /steady Known as topic 1 ?, “ \w+ ”, since the accepted run/)
      assert.include(text, "Found again in 19 of 20 samples of the questions")
      assert.include(text, "it stands in 3 of 4 ways to make the study")
      assert.include(text, "0 of 15 topics are steady. What steady means")
      assert.include(text, "5 of 15 topics are steady, 5 wavering, 5 fleeting.")
      assert.include(text, "dims=60, channels=code")
    })
  )

  it.effect(
    "give the words of every measure, phrases and tags of a topic, and say which tags selected the corpus",
    () =>
      Effect.gen(function* () {
        const text = yield* textWith({})
        assert.include(text, "FREX layer, input_shape")
        assert.include(text, "Phrases that set it apart, by cTfIdf: keras layer, keras input_shape .")
        assert.include(text, "layer selected the corpus 5 25.0% 6.0")
      })
  )

  it.effect("say who chose the number of topics", () =>
    Effect.gen(function* () {
      assert.include(yield* textWith({}), "A person set the number to 2 ; the convention would have chosen 10.")
      const convention = { k: 2, chosenBy: "convention", conventionK: 2, reason: "Most posts are in steady topics." }
      const topicCount = Table.fromRows(TopicCount, [convention])
      assert.include(yield* textWith({ topicCount }), "This report has 2 topics . Most posts are in steady topics.")
    })
  )

  it.effect("put intervals beside shares, and say what they allow for", () =>
    Effect.gen(function* () {
      const text = yield* textWith({}, wideShape)
      assert.match(text, /\d+ of \d+ \(\d+\.\d%; \d+\.\d% to \d+\.\d%\)/)
      assert.include(text, "where authors are known they allow for questions of one author being alike, elsewhere")
    })
  )

  it.effect("say why there is no test where there is none", () =>
    Effect.gen(function* () {
      const text = yield* textWith({
        changes: Table.fromRows(TopicChange, []),
        contrasts: Table.fromRows(TopicContrasts, [])
      })
      assert.include(text, "No change was tested.")
      assert.include(text, "No difference was tested")
    })
  )

  it.effect("name the tests of the family, and never more than the table shows", () =>
    Effect.gen(function* () {
      const text = yield* textWith({}, wideShape)
      assert.include(text, "These are 45 tests, corrected together (Benjamini and Hochberg)")
      assert.include(text, "by rising q: the first 30 of 45; the table topic-change has all")
    })
  )

  it.effect("nest the tree of topics, each topic once", () =>
    Effect.gen(function* () {
      const report = yield* render(studyTables(wideShape), studyParams)
      const tree = /<ul class="tree">.*?<\/section>/s.exec(report)![0]
      const topics = [...tree.matchAll(/href="#topic-(\d+)"/g)].map(([, number]) => Number(number))
      assert.deepStrictEqual(
        topics.toSorted((a, b) => a - b),
        Array.from({ length: 15 }, (_, topic) => topic)
      )
    })
  )

  it.effect("are not spoken of where the study has none, and what was not tested is named", () =>
    Effect.gen(function* () {
      const text = yield* textWith(none)
      for (const absent of [
        "Comes back",
        "Do the topics come back?",
        "How many topics?",
        "Years and sites",
        "Together"
      ]) {
        assert.notInclude(text, absent)
      }
      assert.include(text, "Stability. Whether the same topics return in other samples")
      assert.include(text, "Change over time. The yearly shares have no intervals and no test.")
      assert.notInclude(yield* textWith({}), "Whether the same topics return in other samples")
    })
  )
})
