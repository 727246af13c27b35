import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Funnel, RejectReasons } from "@praxis/tables/Posts"
import { Provenance } from "@praxis/tables/Provenance"
import { SelectionFunnel } from "@praxis/tables/Selection"
import { corpusGraph, foldSites, siteFlows, sumFlows } from "../src/CorpusFlow.ts"
import { modelOf } from "./render.ts"
import { smallShape } from "./smallShape.ts"
import { type StudyTables, studyParams, studyTables } from "./studyTables.ts"

const model = (tables: Partial<StudyTables>) => modelOf({ ...studyTables(smallShape), ...tables }, studyParams)

const funnelRows = (site: string, rows: Readonly<Record<string, number>>) =>
  Object.entries(rows).map(([step, n]) => ({ input: `${site}.csv`, site, step, rows: n }))

const reject = (step: string, reason: string) => ({
  input: "ai.csv",
  step,
  reason,
  rows: 1,
  remedy: "",
  places: [],
  details: []
})

/** Of ten questions, six bear a tag of A and five one of B, three of them both; two, one and two of these groups are selected. */
const steps = { posts: 10, "tagged-a": 6, "tagged-b": 5, "tagged-both": 3, selected: 5 }
const selectedSteps = { "selected-only-a": 2, "selected-only-b": 1, "selected-tagged-both": 2 }

const ruleRows = (site: string, variant: string, counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([step, posts]) => ({ variant, site, year: 2020, step, posts }))

const tables: Partial<StudyTables> = {
  funnel: Table.fromRows(Funnel, [
    ...funnelRows("ai", { read: 20, kept: 10, answer: 4, "tag-wiki": 1, malformed: 2, "no-body": 1, duplicate: 2 }),
    ...funnelRows("cs", { read: 3, kept: 0, "no-title": 1, "earlier-state": 2 })
  ]),
  rejectReasons: Table.fromRows(RejectReasons, [
    reject("kind", "answer"),
    reject("kind", "tag-wiki"),
    reject("parse", "malformed"),
    reject("fields", "no-body"),
    reject("fields", "no-title"),
    reject("merge", "duplicate"),
    reject("merge", "earlier-state")
  ]),
  selectionFunnel: Table.fromRows(SelectionFunnel, ruleRows("ai", "words", { ...steps, ...selectedSteps }))
}

describe("siteFlows", () => {
  it("sorts the rows of each site by what became of them, and the questions by the lists of their tags", () => {
    assert.deepStrictEqual(siteFlows(model(tables)), [
      {
        site: "ai",
        read: 20,
        notQuestions: 5,
        faulty: 3,
        repeated: 2,
        questions: 10,
        onlyA: 3,
        both: 3,
        onlyB: 2,
        neither: 2,
        selected: 5,
        unselected: 3,
        selectedByTags: { onlyA: 2, both: 2, onlyB: 1 }
      },
      {
        site: "cs",
        read: 3,
        notQuestions: 0,
        faulty: 1,
        repeated: 2,
        questions: 0,
        onlyA: 0,
        both: 0,
        onlyB: 0,
        neither: 0,
        selected: 0,
        unselected: 0,
        selectedByTags: { onlyA: 0, both: 0, onlyB: 0 }
      }
    ])
  })

  it("reads the variant that the study ran on", () => {
    const flows = (rule: string) =>
      siteFlows(
        model({
          ...tables,
          selectionFunnel: Table.fromRows(SelectionFunnel, [
            ...ruleRows("ai", "words", { posts: 10, selected: 5 }),
            ...ruleRows("ai", "paper", { posts: 10, selected: 7 })
          ]),
          provenance: Table.fromRows(Provenance, [
            { section: "parameter", name: "corpus.rule", value: JSON.stringify(rule) }
          ])
        })
      )[0]!.selected
    assert.deepStrictEqual(["words", "paper", "all"].map(flows), [5, 7, 5])
  })
})

describe("corpusGraph", () => {
  it("passes on in every node what came into it, or leaves it there", () => {
    const { nodes, flows } = corpusGraph(model(tables), siteFlows(model(tables)))
    const sum = (of: "from" | "to", id: string) =>
      flows.reduce((total, flow) => (flow[of] === id ? total + flow.amount : total), 0)
    for (const { id, column, amount, isDropped } of nodes) {
      if (column > 0) assert.strictEqual(sum("to", id), amount, id)
      if (!isDropped && id !== "selected") assert.strictEqual(sum("from", id), amount, id)
    }
    assert.deepStrictEqual(
      nodes.map(({ column, name, amount }) => `${column} ${name} ${amount}`),
      [
        "0 Artificial Intelligence 20",
        "0 Computer Science 3",
        "1 questions 10",
        "1 not questions 5",
        "1 faulty rows 4",
        "1 repetitions and earlier states 4",
        "2 notebooks alone 3",
        "2 both lists 3",
        "2 machine learning alone 2",
        "2 neither list 2",
        "3 selected 5",
        "3 the other list not named 3"
      ]
    )
  })

  it("leaves out nodes without a row, but says that none is selected", () => {
    const bare = model({
      funnel: Table.fromRows(Funnel, funnelRows("ai", { read: 2, kept: 2 })),
      rejectReasons: Table.fromRows(RejectReasons, []),
      selectionFunnel: Table.fromRows(SelectionFunnel, ruleRows("ai", "words", { posts: 2 }))
    })
    assert.deepStrictEqual(
      corpusGraph(bare, siteFlows(bare)).nodes.map(({ name, amount }) => `${name} ${amount}`),
      ["Artificial Intelligence 2", "questions 2", "neither list 2", "selected 0"]
    )
  })

  it("draws seven of nine sites by themselves and the two smallest as one", () => {
    const many = model({
      funnel: Table.fromRows(
        Funnel,
        Array.from({ length: 9 }, (_, i) => funnelRows(`s${i}`, { read: 10 - i, kept: 10 - i })).flat()
      )
    })
    const flows = siteFlows(many)
    assert.lengthOf(flows, 9)
    assert.deepStrictEqual(
      corpusGraph(many, flows)
        .nodes.filter(({ column }) => column === 0)
        .map(({ name, amount }) => `${name} ${amount}`),
      ["s0 10", "s1 9", "s2 8", "s3 7", "s4 6", "s5 5", "s6 4", "2 other sites 5"]
    )
    assert.strictEqual(sumFlows(flows).read, 54)
  })
})

describe("foldSites", () => {
  it("keeps eight as they are", () => {
    const eight = [1, 2, 3, 4, 5, 6, 7, 8]
    assert.strictEqual(
      foldSites(
        eight,
        (n) => n,
        (rest) => rest.length
      ),
      eight
    )
  })
})
