import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { CorpusSites, Funnel, InputNotes } from "@praxis/tables/Posts"
import { loadCanvas } from "../src/figures/Canvas.ts"
import { corpus } from "../src/sections/corpus.ts"
import { notes } from "../src/sections/notes.ts"
import { modelOf } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { type StudyTables, studyParams, studyTables } from "./studyTables.ts"

const textOf = (markup: string | undefined): string =>
  (markup ?? "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim()

const model = (tables: Partial<StudyTables>) => modelOf({ ...studyTables(smallShape), ...tables }, studyParams)

describe("notes", () => {
  const kept = (input: string, site: string, rows: number) => ({ input, site, step: "kept", rows })

  it("lists what the table holds, as text", () => {
    const shown = notes(
      model({ funnel: Table.fromRows(Funnel, []), notes: Table.fromRows(InputNotes, [{ note: "a.csv <b>: odd" }]) })
    )
    assert.include(shown?.text, "Notes on the inputs")
    assert.include(shown?.text, "a.csv &lt;b&gt;: odd")
    assert.notInclude(shown?.text, "mixture")
  })

  it("names sites to which more than one input gave a question", () => {
    const shown = (funnel: ReadonlyArray<ReturnType<typeof kept>>) =>
      notes(model({ funnel: Table.fromRows(Funnel, funnel), notes: Table.fromRows(InputNotes, []) }))
    assert.include(
      textOf(shown([kept("a.csv", "ai", 3), kept("b.csv", "ai", 4), kept("b.csv", "unknown", 2)])?.text),
      "More than one input holds questions of Artificial Intelligence. "
    )
    assert.isNull(shown([kept("a.csv", "ai", 3), kept("b.csv", "ai", 0), kept("b.csv", "unknown", 2)]))
  })
})

describe("authors", () => {
  it("names the base where some questions name no author", async () => {
    const canvas = await loadCanvas()
    const site = { site: "ai", title: null, address: null, posts: 1475, firstAt: null, lastAt: null, undated: 1475 }
    const shown = (authors: number | null, withAuthor: number) =>
      textOf(
        corpus(canvas, model({ corpusSites: Table.fromRows(CorpusSites, [{ ...site, authors, withAuthor }]) })).text
      )
    assert.include(shown(1235, 1455), "1235 (of 1455 questions that name one)")
    assert.include(shown(1, 1), "1 (of 1 question that names one)")
    assert.notInclude(shown(1235, 1475), "that name one")
    assert.include(shown(null, 0), "not given")
  })
})
