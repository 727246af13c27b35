import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { SimilarPosts, StateChanges } from "@praxis/tables/Duplicates"
import { CorpusLicences, RejectReasons } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { SelectionFunnel, TermHits } from "@praxis/tables/Selection"
import { TopicSizes } from "@praxis/tables/Topics"
import type { Html } from "../src/html.ts"
import { licences } from "../src/sections/licences.ts"
import { rejects } from "../src/sections/rejects.ts"
import { rule } from "../src/sections/rule.ts"
import { similar } from "../src/sections/similar.ts"
import { hostileShape, vectors } from "./hostileShape.ts"
import { modelOf } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { type StudyTables, studyParams, studyTables } from "./studyTables.ts"

const textOf = ({ text }: Html): string =>
  text
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim()

const model = (tables: Partial<StudyTables>, shape = smallShape) =>
  modelOf({ ...studyTables(shape), ...tables }, studyParams)

const reject = (input: string, step: string, reason: string, rows: number) => ({
  input,
  step,
  reason,
  rows,
  remedy: `mend ${reason}`,
  places: ["line 4"],
  details: ["an open quote"]
})

describe("rejects", () => {
  const shown = (rows: ReadonlyArray<ReturnType<typeof reject>>) =>
    rejects(model({ rejectReasons: Table.fromRows(RejectReasons, rows) }))

  it("says so where no row was dropped", () => {
    assert.strictEqual(textOf(shown([])), "No row was dropped: every row of every input is a question of its own.")
  })

  it("sums a reason over the inputs, with its remedy, and lists first places with faults before the rest", () => {
    const text = textOf(
      shown([
        reject("a.csv", "kind", "answer", 900),
        reject("a.csv", "parse", "malformed", 2),
        reject("b.csv", "kind", "answer", 30)
      ])
    )
    assert.include(text, "932 rows were not kept. 2 of them tell of a fault in an export.")
    assert.include(text, "Answer not a question 930 2 An answer. The study is of questions. mend answer")
    assert.include(text, "a.csv Malformed 2 line 4: an open quote … a.csv Answer 900")
  })

  it("does not call answers and repetitions faults", () => {
    assert.include(
      textOf(shown([reject("a.csv", "kind", "answer", 1), reject("a.csv", "merge", "duplicate", 1)])),
      "2 rows were not kept. None tells of a fault in an export"
    )
  })

  it("lists no more than 24 places, and says of how many", () => {
    const text = textOf(shown(Array.from({ length: 40 }, (_, i) => reject(`${i}.csv`, "kind", "answer", 1))))
    assert.include(text, "faults first: 24 of 40; the table rejects lists every row")
    assert.lengthOf(text.match(/line 4/g)!, 24)
  })
})

describe("rule", () => {
  const counts = (variant: string, year: number | null, steps: Readonly<Record<string, number>>) =>
    Object.entries(steps).map(([step, posts]) => ({ variant, site: "ai", year, step, posts }))
  const selectionFunnel = Table.fromRows(SelectionFunnel, [
    ...counts("words", 2015, { posts: 30, selected: 4 }),
    ...counts("words", 2016, { posts: 0, selected: 0 }),
    ...counts("words", null, { posts: 10, selected: 2 }),
    ...counts("paper", 2015, { posts: 30, "a-mentions-b": 12, selected: 7 }),
    ...counts("paper", null, { posts: 10, "a-mentions-b": 0, selected: 1 })
  ])
  const ran = (value: string, posts: number): Partial<StudyTables> => ({
    selectionFunnel,
    provenance: Table.fromRows(Provenance, [
      { section: "parameter", name: "corpus.rule", value: JSON.stringify(value) }
    ]),
    sizes: Table.fromRows(TopicSizes, [{ topic: 0, posts, share: 1 }])
  })

  it("says which posts the topics are made of, by parameter and counts", () => {
    const text = (value: string, posts: number) => textOf(rule(model(ran(value, posts))))
    assert.include(
      text("all", 40),
      "made of 40 questions: all that were kept, whether the rule selects them or not (6 are)."
    )
    assert.include(text("words", 6), "made of 6 questions: those that the rule selects, matched by whole words.")
    assert.include(
      text("paper", 8),
      "made of 8 questions: those that the rule selects, matched by the paper’s own matching."
    )
    assert.include(text("words", 5), "made of 5 questions.")
  })

  it("counts by site, and by year with those without a date last and empty years left out", () => {
    const text = textOf(rule(model(ran("all", 40))))
    assert.include(text, "Artificial Intelligence 40 0 0 0 0 6 ")
    assert.include(text, "2015 30 0 0 0 0 4 no date 10 0 0 0 0 2 ")
    assert.notInclude(text, "2016")
  })

  it("shows both ways of matching side by side with their difference", () => {
    const text = textOf(rule(model(ran("all", 40))))
    assert.include(text, "Tagged notebooks, naming machine learning 0 12 +12")
    assert.include(text, "Selected 6 8 +2")
  })

  it("lists each term once, with what it lets in by both ways", () => {
    const hit = (variant: string, list: string, term: string, selected: number) => ({
      variant,
      list,
      term,
      tagged: 3,
      mentioned: 9,
      selected
    })
    const text = textOf(
      rule(
        model({
          termHits: Table.fromRows(TermHits, [
            hit("words", "a", "jupyter", 5),
            hit("words", "b", "c++", 2),
            hit("paper", "a", "jupyter", 6),
            hit("paper", "b", "c++", 0)
          ])
        })
      )
    )
    assert.include(text, "The list on notebooks: 1 term ")
    assert.include(text, "jupyter 3 9 5 6")
    assert.include(text, "c++ 3 9 2 0")
  })

  it("says so where no rule was counted", () => {
    assert.strictEqual(
      textOf(rule(model({ selectionFunnel: Table.fromRows(SelectionFunnel, []) }))),
      "This run counts no selection rule."
    )
  })
})

describe("similar", () => {
  const pair = (site: string, id: string, otherSite: string, otherId: string) => ({
    site,
    id,
    otherSite,
    otherId,
    kind: "near",
    crossPost: site !== otherSite,
    sameAuthor: false,
    similarity: 0.853
  })
  const shown = (shape: typeof smallShape, ...pairs: ReadonlyArray<ReturnType<typeof pair>>) =>
    similar(model({ similarPosts: Table.fromRows(SimilarPosts, pairs) }, shape))

  it("links both questions of a pair by site and id, where the site is known and the id is a number", () => {
    const { text } = shown(smallShape, pair("ai", "12", "unknown", "34"), pair("ai", "x1", "ai", "7"))
    assert.deepStrictEqual(
      [...text.matchAll(/href="([^"]*)"/g)].map((match) => match[1]),
      ["https://ai.example/questions/12", "https://ai.example/questions/7"]
    )
    assert.include(text, "unknown <bdi>34</bdi>")
  })

  it("links no simulated question", () => {
    assert.notInclude(shown({ ...smallShape, simulated: true }, pair("ai", "12", "ai", "34")).text, "href")
  })

  it("says that both were kept, and what the similarity counts", () => {
    const text = textOf(shown(smallShape, pair("ai", "12", "ai", "34")))
    assert.include(text, "1 pair of questions says the same or nearly the same. Both questions of a pair were kept")
    assert.include(text, "(5 words each)")
    assert.include(text, "pairs of 0.80 or more are listed")
    assert.include(text, "Artificial Intelligence 12 Artificial Intelligence 34 0.85 nearly the same words not known")
  })

  it("says so where nothing is similar and nothing changed", () => {
    assert.strictEqual(
      textOf(
        similar(
          model({
            similarPosts: Table.fromRows(SimilarPosts, []),
            stateChanges: Table.fromRows(StateChanges, [])
          })
        )
      ),
      "No two questions were found to say the same. No question came in two states that differ."
    )
  })

  it("counts questions once that changed in several ways", () => {
    assert.include(
      textOf(similar(model({}))),
      "31 questions came in more than one state, as from two dumps of one site. The newest state was kept"
    )
  })
})

describe("licences", () => {
  const row = (site: string, licence: string | null, posts: number) => ({ site, licence, posts })
  const shown = (...rows: ReadonlyArray<ReturnType<typeof row>>) =>
    textOf(licences(model({ corpusLicences: Table.fromRows(CorpusLicences, rows) })))

  it("counts by licence and site, says how many follow from the date, and how to attribute", () => {
    const text = shown(
      row("ai", "CC BY-SA 3.0 (by date)", 4),
      row("ai", null, 1),
      row("unknown", "CC BY-SA 3.0 (by date)", 2),
      row("unknown", "CC BY-SA 4.0", 5)
    )
    assert.include(text, "Of 12 questions, 6 have a licence that follows from the question’s date")
    assert.include(text, "for 1 nothing tells it.")
    assert.include(text, "CC BY-SA 3.0 (by date) 4 2 6 CC BY-SA 4.0 0 5 5 not given 1 0 1 All 5 7 12")
    assert.include(text, "To attribute a question, give its link")
  })

  it("says that exports name all licences where they do", () => {
    assert.include(
      shown(row("ai", "CC BY-SA 4.0", 3)),
      "Of 3 questions, all that bear a licence name it in their export."
    )
  })
})

describe("hostile tables", () => {
  it("reach no section as anything but text", () => {
    const hostile = vectors[1]!
    const shown = [rejects, rule, similar, licences].map((section) => section(model({}, hostileShape)).text)
    const terms = rule(
      model({
        termHits: Table.fromRows(
          TermHits,
          vectors.map((term) => ({ variant: "words", list: "a", term, tagged: 1, mentioned: 1, selected: 1 }))
        )
      })
    ).text
    for (const text of [...shown, terms]) {
      assert.notMatch(text, /<(?:script|img|iframe|style|svg (?!class="bar")|base|form|video|math|link|meta)/)
      assert.notMatch(text.replace(/"[^"]*"/g, '""'), /<[^>]*\s(?:on\w+|style|src)=/)
      assert.notInclude(text, hostile)
    }
  })
})
