import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { tableHandle } from "@praxis/dataflow/testing"
import { StateChanges } from "@praxis/tables/Duplicates"
import { Funnel, InputNotes, Posts, Rejects } from "@praxis/tables/Posts"
import { Effect } from "effect"
import { IngestLatest, IngestNotes, type IngestRow, IngestRows, IngestTally } from "../src/IngestRows.ts"
import { mergeParts } from "../src/mergeParts.ts"
import { comparePosts } from "../src/postOrder.ts"

type Row = Partial<IngestRow> & { readonly id: string }

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

const asRow = (row: Row, at: number): IngestRow => ({
  site: "ai",
  title: "title",
  body: "body",
  tags: ["tag"],
  createdAt: day("2016-08-02"),
  score: null,
  viewCount: null,
  answerCount: null,
  owner: null,
  licence: "CC BY-SA 3.0 (by date)",
  activeAt: null,
  editedAt: null,
  row: at + 1,
  line: at + 1,
  ...row
})

/** What the task of a file leaves of these rows: those at even places in `rows`, the others in `late`. */
const part = (name: string, rows: ReadonlyArray<Row>) => {
  const all = rows.map(asRow)
  const sorted = (keep: (at: number) => boolean) => {
    const table = Table.fromRows(
      IngestRows,
      all.filter((_, at) => keep(at))
    )
    const order = Array.from({ length: table.numRows }, (_, i) => i).sort((i, j) => comparePosts(table, i, table, j))
    const plain = Table.toRows(table)
    return tableHandle(
      Table.fromRows(
        IngestRows,
        order.map((i) => plain[i]!)
      )
    )
  }
  const readBySite = Map.groupBy(all, ({ site }) => site)
  return {
    name,
    output: {
      rows: sorted((at) => at % 2 === 0),
      late: sorted((at) => at % 2 === 1),
      rejects: tableHandle(Table.fromRows(Rejects, [])),
      tally: tableHandle(
        Table.fromRows(
          IngestTally,
          Array.from(readBySite, ([site, { length }]) => ({ site, step: "read", rows: length }))
        )
      ),
      notes: tableHandle(Table.fromRows(IngestNotes, [])),
      latest: tableHandle(Table.fromRows(IngestLatest, [{ at: Math.max(...all.map(({ activeAt }) => activeAt ?? 0)) }]))
    }
  }
}

const collector = <K extends Table.AnyContract>(contract: K) => {
  const batches: Array<Table.Batch<K>> = []
  return {
    write: (batch: Table.Batch<K>) => Effect.sync(() => void batches.push(batch)),
    table: () => Table.concat(contract, batches)
  }
}

const merge = (files: Readonly<Record<string, ReadonlyArray<Row>>>) =>
  Effect.gen(function* () {
    const output = {
      posts: collector(Posts),
      rejects: collector(Rejects),
      funnel: collector(Funnel),
      "input-notes": collector(InputNotes),
      "state-changes": collector(StateChanges)
    }
    yield* mergeParts({
      parts: Object.entries(files).map(([name, rows]) => part(name, rows)),
      output,
      scratch: { file: Effect.die("nothing is spilled") },
      warn: () => {}
    } as Parameters<typeof mergeParts>[0])
    return {
      posts: output.posts.table(),
      rejects: Table.toRows(output.rejects.table()),
      changes: Table.toRows(output["state-changes"].table()),
      notes: Table.toRows(output["input-notes"].table()).map(({ note }) => note),
      funnel: Table.toRows(output.funnel.table()).map(({ input, step, rows }) => `${input} ${step} ${rows}`)
    }
  })

const keptTitles = (posts: Table.Table<typeof Posts>) => Array.from(posts.columns.title)

describe("rows of one post", () => {
  it.effect("that are equal are one post and duplicates, which name the row that is kept", () =>
    Effect.gen(function* () {
      const { posts, rejects, changes, funnel } = yield* merge({
        a: [{ id: "1" }, { id: "2" }, { id: "1" }],
        b: [{ id: "2" }]
      })
      assert.deepStrictEqual(Array.from(posts.columns.id), ["1", "2"])
      assert.deepStrictEqual(
        rejects.map(({ input, row, reason, step, detail }) => [input, row, step, reason, detail]),
        [
          ["a", 3, "merge", "duplicate", "equal to row 1 of a"],
          ["b", 1, "merge", "duplicate", "equal to row 2 of a"]
        ]
      )
      assert.deepStrictEqual(changes, [])
      assert.deepStrictEqual(funnel, ["a read 3", "a kept 2", "a duplicate 1", "b read 1", "b kept 0", "b duplicate 1"])
    })
  )

  it.effect("that differ are earlier states, whose changes are counted by column, each post once", () =>
    Effect.gen(function* () {
      const [before, now] = [day("2016-12-01"), day("2017-03-01")]
      const { posts, rejects, changes } = yield* merge({
        now: [
          { id: "1", title: "new", score: 5, viewCount: 70, activeAt: now },
          { id: "2", activeAt: now },
          { id: "3", score: 1, viewCount: 9, activeAt: now }
        ],
        before: [
          { id: "1", title: "old", score: 5, viewCount: 60, activeAt: before },
          { id: "2", activeAt: before },
          { id: "3", score: 2, viewCount: 7, activeAt: now }
        ],
        older: [{ id: "1", title: "oldest", score: 4, viewCount: 50, activeAt: day("2016-11-01") }]
      })
      assert.deepStrictEqual(keptTitles(posts), ["new", "title", "title"])
      assert.deepStrictEqual(
        rejects.map(({ input, id, reason, detail }) => [input, id, reason, detail]),
        [
          [
            "before",
            "1",
            "earlier-state",
            "differs in title, viewCount, activeAt from row 1 of now, which is kept since it has the later activity"
          ],
          [
            "before",
            "2",
            "earlier-state",
            "differs in activeAt from row 2 of now, which is kept since it has the later activity"
          ],
          [
            "before",
            "3",
            "earlier-state",
            "differs in score, viewCount from row 3 of now, which is kept since it has more views"
          ],
          [
            "older",
            "1",
            "earlier-state",
            "differs in title, score, viewCount, activeAt from row 1 of now, which is kept since it has the later activity"
          ]
        ]
      )
      assert.deepStrictEqual(changes, [
        { site: "ai", column: "any", posts: 3 },
        { site: "ai", column: "title", posts: 1 },
        { site: "ai", column: "score", posts: 2 },
        { site: "ai", column: "viewCount", posts: 2 }
      ])
    })
  )

  it.effect("of which one export has no dates are told apart by what both say", () =>
    Effect.gen(function* () {
      const { posts, rejects } = yield* merge({
        dump: [{ id: "1", title: "old", viewCount: 60, activeAt: day("2016-12-01"), owner: 7 }],
        export: [{ id: "1", title: "new", viewCount: 900, licence: "CC BY-SA 4.0" }]
      })
      assert.deepStrictEqual(keptTitles(posts), ["new"])
      assert.deepStrictEqual(
        rejects.map(({ detail }) => detail),
        [
          "differs in title, viewCount from row 1 of export, which is kept since it has more views; has no licence; alone has author, activeAt"
        ]
      )
    })
  )

  it.effect("of which nothing of their own tells the newer are told by their files", () =>
    Effect.gen(function* () {
      const { posts, rejects } = yield* merge({
        before: [
          { id: "1", title: "a", tags: ["old-name"], activeAt: day("2016-08-02") },
          { id: "2", activeAt: day("2016-12-01") }
        ],
        now: [
          { id: "1", title: "a", tags: ["name"], activeAt: day("2016-08-02") },
          { id: "3", activeAt: day("2017-03-01") }
        ]
      })
      assert.strictEqual(posts.columns.tags.values.at(0), "name")
      assert.deepStrictEqual(
        rejects.map(({ input, detail }) => [input, detail]),
        [["before", "differs in tags from row 1 of now, which is kept since its file tells of later activity"]]
      )
    })
  )

  it.effect("are equal where one only leaves out what the other says, and the one that says more is kept", () =>
    Effect.gen(function* () {
      const { posts, rejects } = yield* merge({
        short: [{ id: "1", tags: [] }],
        long: [{ id: "1", score: 3, owner: 7 }]
      })
      assert.deepStrictEqual(Array.from(posts.columns.score.values), [3])
      assert.deepStrictEqual(
        rejects.map(({ input, reason, detail }) => [input, reason, detail]),
        [["short", "duplicate", "equal to row 1 of long; has no tags, score, author"]]
      )
    })
  )

  it.effect("give the same posts, changes and numbers of rejects in any order of rows and files", () =>
    Effect.gen(function* () {
      const states: ReadonlyArray<Row> = Array.from({ length: 60 }, (_, at) => ({
        id: `${at % 7}`,
        title: `t${at % 3}`,
        activeAt: at % 4 === 0 ? null : day(`2017-01-0${1 + (at % 5)}`),
        editedAt: at % 5 === 0 ? null : day(`2016-01-0${1 + (at % 6)}`),
        viewCount: at % 6 === 0 ? null : at % 11,
        owner: at % 2 === 0 ? null : 9
      }))
      const one = yield* merge({ all: states })
      const reversed = yield* merge({ b: states.slice(0, 25).toReversed(), a: states.slice(25).toReversed() })
      assert.deepStrictEqual(reversed.posts, one.posts)
      assert.deepStrictEqual(reversed.changes, one.changes)
      assert.strictEqual(one.posts.numRows, 7)
      assert.strictEqual(one.rejects.length, 53)
      const reasons = (of: typeof one) => of.rejects.map(({ id, reason }) => `${id} ${reason}`).toSorted()
      assert.deepStrictEqual(reasons(reversed), reasons(one))
    })
  )

  it.effect("may be thousands", () =>
    Effect.gen(function* () {
      const n = 3000
      const { posts, rejects } = yield* merge({
        a: Array.from({ length: n }, (_, at) => ({ id: "1", title: `${at}`, viewCount: at }))
      })
      assert.deepStrictEqual(keptTitles(posts), [`${n - 1}`])
      assert.strictEqual(rejects.length, n - 1)
      assert.isTrue(rejects.every(({ reason }) => reason === "earlier-state"))
    })
  )
})

describe("sites", () => {
  it.effect("that are not in the table keep their posts, without links, and are said", () =>
    Effect.gen(function* () {
      const { posts, notes } = yield* merge({ a: [{ id: "1" }, { id: "1", site: "stackoverlow" }] })
      assert.deepStrictEqual(Array.from(posts.columns.url.valid), [1, 0])
      assert.strictEqual(notes.filter((note) => note.includes("stackoverlow")).length, 1)
    })
  )
})
