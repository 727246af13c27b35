import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { withEngine } from "./engine.ts"
import { csv, ingest, type TestFiles } from "./ingest.ts"

const header = ["Id", "Title", "Body", "OwnerUserId", "Source", "ViewCount"]

/** Rows with repeated ids, other views each time, and two sites; the same for the same numbers. */
const rows = (first: number, n: number) =>
  Array.from({ length: n }, (_, i) => {
    const at = first + i
    return [`${(at * 37) % 50}`, `title ${at % 7}`, `body ${at}`, `${at % 9}`, at % 3 === 0 ? "DS" : "SO", `${at % 5}`]
  })

const file = (first: number, n: number) => csv([header, ...rows(first, n)])

const params = { maxFieldBytes: 1000, maxRejects: 0.2, columns: {} }

describe("files as partitions", () => {
  it.effect("an added file runs one task, a changed one another, and a removed one leaves no trace", () =>
    withEngine(
      params,
      Effect.fnUntraced(function* ({ run }) {
        const two = { a: file(0, 40), b: file(40, 30) }
        const first = yield* run(two)
        assert.deepStrictEqual(first.tasks.toSorted(), ["a", "b"])
        const added = yield* run({ ...two, c: file(70, 20) })
        assert.deepStrictEqual(added.tasks, ["c"])
        assert.notStrictEqual(added.digests["posts"], first.digests["posts"])
        const changed = yield* run({ a: two.a, b: file(41, 30), c: file(70, 20) })
        assert.deepStrictEqual(changed.tasks, ["b"])
        const removed = yield* run(two)
        assert.deepStrictEqual(removed.tasks, [])
        assert.deepStrictEqual(removed.digests, first.digests)
      })
    )
  )

  it.effect("a new month runs its own task alone, a new site another, and nothing runs again for what is there", () =>
    withEngine(
      params,
      Effect.fnUntraced(function* ({ run }) {
        const january = { "so/2022-01.csv": { site: "stackoverflow", content: csv([header, ...rows(0, 30)]) } }
        const february = { "so/2022-02.csv": { site: "stackoverflow", content: csv([header, ...rows(30, 30)]) } }
        const other = { "ds/2022.csv": { site: "datascience", content: csv([header, ...rows(60, 20)]) } }
        const first = yield* run(january)
        const month = yield* run({ ...january, ...february })
        const site = yield* run({ ...january, ...february, ...other })
        const again = yield* run({ ...other, ...february, ...january })
        assert.deepStrictEqual(
          [first, month, site, again].map(({ tasks }) => tasks),
          [["so/2022-01.csv"], ["so/2022-02.csv"], ["ds/2022.csv"], []]
        )
        assert.strictEqual(again.digests["posts"], site.digests["posts"])
        const sites = (yield* site.rows("posts")).map((post) => post["site"])
        assert.deepStrictEqual([...new Set(sites)], ["datascience", "stackoverflow"])
      })
    )
  )

  it.effect(
    "the problems of all files come together, no task's failure is kept, and the good file is not read again",
    () =>
      withEngine(
        params,
        Effect.fnUntraced(function* ({ run }) {
          const files = { a: file(0, 3), b: "Id,Title,Body\n1,t", c: file(3, 3), d: "<rss/>" }
          const first = yield* run(files)
          assert.deepStrictEqual(
            first.message?.split("\n").map((line) => line.slice(0, 60)),
            [
              "2 inputs cannot be read:",
              "- b: 1 of 1 row cannot be kept, more than 20%: 1 malformed (",
              "- d:1:6: expected <posts>, found <rss>. Give Posts.xml of a "
            ]
          )
          const again = yield* run(files)
          assert.strictEqual(again.message, first.message)
          assert.deepStrictEqual(again.tasks, [])
          const repaired = yield* run({ ...files, b: file(6, 3), d: file(9, 3) })
          assert.deepStrictEqual(repaired.tasks.toSorted(), ["b", "d"])
        })
      )
  )

  it.effect("three files, one of all their rows, and a file a row give the same posts", () =>
    Effect.gen(function* () {
      const whole = yield* ingest({ all: file(0, 90) })
      const three = yield* ingest({ c: file(60, 30), a: file(0, 20), b: file(20, 40) })
      const single = yield* ingest(
        Object.fromEntries(rows(0, 90).map((row, i) => [`${89 - i}.csv`, csv([header, row])])) as TestFiles
      )
      assert.deepStrictEqual(three.output.posts, whole.output.posts)
      assert.deepStrictEqual(single.output.posts, whole.output.posts)
      assert.strictEqual(whole.output.rejects.numRows, three.output.rejects.numRows)
      const labels = Table.toRows(single.output.rejects).map(({ input }) => input)
      assert.deepStrictEqual(labels, labels.toSorted())
    })
  )

  it.effect("more rows than a sort holds in memory come out in order and whole", () =>
    Effect.gen(function* () {
      const n = 3500
      const body = (id: number) => `${id} é€😀`.padEnd(10_000)
      const ids = Array.from({ length: n }, (_, i) => 1 + ((i * 17) % n))
      const { output } = yield* ingest({
        f: csv([["Id", "Title", "Body"], ...ids.map((id) => [`${id}`, "t", body(id)])])
      })
      assert.deepStrictEqual(
        Array.from(output.posts.columns.id),
        Array.from({ length: n }, (_, i) => `${i + 1}`)
      )
      for (let i = 0; i < n; i++) assert.isTrue(output.posts.columns.body.at(i) === body(i + 1))
    })
  )
})
