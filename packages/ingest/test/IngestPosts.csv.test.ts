import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { csv, ingest } from "./ingest.ts"

describe("a CSV export", () => {
  it.effect("becomes posts in all columns", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({
        "q.csv": {
          site: "SO",
          content: csv([
            [
              "Score",
              "Id",
              "Body",
              "Title",
              "Tags",
              "CreationDate",
              "ViewCount",
              "AnswerCount",
              "OwnerUserId",
              "ContentLicense"
            ],
            [
              "-3",
              "12",
              '<p>a, "b"</p>\r\n<p>c</p>',
              "é 漢 😀",
              "<C#><.net>",
              "2022-04-18 12:44:51",
              "368",
              "0",
              "77",
              "CC BY-SA 4.0"
            ]
          ])
        }
      })
      assert.deepStrictEqual(Table.toRows(output.posts), [
        {
          site: "stackoverflow",
          id: "12",
          title: "é 漢 😀",
          body: '<p>a, "b"</p>\r\n<p>c</p>',
          tags: ["c#", ".net"],
          createdAt: Date.parse("2022-04-18T12:44:51Z"),
          score: -3,
          viewCount: 368,
          answerCount: 0,
          author: 0,
          url: "https://stackoverflow.com/questions/12",
          licence: "CC BY-SA 4.0"
        }
      ])
      assert.deepStrictEqual(warnings, ["1 row read: 1 question kept"])
      assert.deepStrictEqual(Table.toRows(output["input-notes"]), [])
    })
  )

  it.effect("may have any line end, a byte-order mark, no last line end, blank lines and unknown columns", () =>
    Effect.gen(function* () {
      const rows = [
        ["", "ID", "creation_date", "__proto__", "title", "body"],
        ["0", "1", "2020-01-01", "x", "t\nwith\r\nends\r.", 'b,\n"q"'],
        ["1", "2", "2020-01-02", "y", "u", "c"]
      ]
      const expected = Table.toRows((yield* ingest({ f: csv(rows) })).output.posts)
      assert.deepStrictEqual(
        expected.map(({ id, title, body }) => [id, title, body]),
        [
          ["1", "t\nwith\r\nends\r.", 'b,\n"q"'],
          ["2", "u", "c"]
        ]
      )
      for (const content of [
        csv(rows, "\r\n"),
        csv(rows, "\r"),
        `\ufeff${csv(rows)}`,
        csv(rows).trimEnd(),
        `${csv(rows)}\n\n`,
        `,ID,creation_date,__proto__,title,body\r\n${csv(rows.slice(1), "\r\n").trimEnd()}`
      ]) {
        for (const chunkBytes of [1, 7, 65_536]) {
          assert.deepStrictEqual(Table.toRows((yield* ingest({ f: content }, { chunkBytes })).output.posts), expected)
        }
      }
    })
  )

  it.effect("is sorted by site, then id as a number, then id as text", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({
        f: csv([
          ["Source", "Id", "Title", "Body"],
          ...["10", "9", "b1", "a2", "123456789012345672", "123456789012345671"].map((id) => ["SO", id, "t", "b"]),
          ["DS", "99", "t", "b"],
          ["", "1", "t", "b"]
        ])
      })
      assert.deepStrictEqual(
        Table.toRows(output.posts).map(({ site, id }) => `${site} ${id}`),
        [
          "datascience 99",
          "stackoverflow 9",
          "stackoverflow 10",
          "stackoverflow a2",
          "stackoverflow b1",
          "stackoverflow 123456789012345671",
          "stackoverflow 123456789012345672",
          "unknown 1"
        ]
      )
    })
  )

  it.effect("names the row and the line of each reject, its reason and what to do", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({
        "b.csv": csv([
          ["Id", "PostTypeId", "Title", "Body"],
          ["1", "1", "t", "two\nlines"],
          ["2", "2", "", "an answer"],
          ["", "1", "t", "b\r\n\r\nb"],
          ["4", "1", " ", "b"],
          ["5", "1", "t", ""],
          ["1", "1", "t", "two\nlines"]
        ]),
        "a.csv": csv([
          ["Id", "Title", "Body"],
          ["9", "", "b"]
        ])
      })
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ input, row, line, id, reason, detail }) =>
          [input, row, line, id, reason, detail].join(" | ")
        ),
        [
          "a.csv | 1 | 2 | 9 | no-title | Title is empty",
          "b.csv | 2 | 4 | 2 | answer | PostTypeId is 2",
          "b.csv | 3 | 5 |  | no-id | Id is empty",
          "b.csv | 4 | 8 | 4 | no-title | Title is empty",
          "b.csv | 5 | 9 | 5 | no-body | Body is empty",
          "b.csv | 6 | 10 | 1 | duplicate | equal to row 1 of b.csv"
        ]
      )
      assert.isTrue(Table.toRows(output.rejects).every(({ remedy }) => remedy.length > 0))
      assert.deepStrictEqual(
        Table.toRows(output.funnel).map(({ input, site, step, rows }) => `${input} ${site} ${step} ${rows}`),
        [
          "b.csv unknown read 6",
          "b.csv unknown kept 1",
          "b.csv unknown answer 1",
          "b.csv unknown no-id 1",
          "b.csv unknown no-title 1",
          "b.csv unknown no-body 1",
          "b.csv unknown duplicate 1",
          "a.csv unknown read 1",
          "a.csv unknown kept 0",
          "a.csv unknown no-title 1"
        ]
      )
    })
  )

  it.effect("sorts rejects by the label's bytes, then by row", () =>
    Effect.gen(function* () {
      const answers = (ids: ReadonlyArray<string>) =>
        csv([["Id", "ParentId", "Title", "Body"], ...ids.map((id) => [id, "1", "", "b"])])
      const { output } = yield* ingest({
        "b.csv": answers(["1"]),
        "a.csv": answers(["3", "2"]),
        "B.csv": answers(["4"])
      })
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ input, row, id }) => `${input} ${row} ${id}`),
        ["B.csv 1 4", "a.csv 1 3", "a.csv 2 2", "b.csv 1 1"]
      )
    })
  )

  it.effect("counts blank lines before a record as lines, and none of them as a row", () =>
    Effect.gen(function* () {
      for (const content of [
        "\nId,Title,Body\n\n\n1,,b\n\n2,,b",
        "\r\nId,Title,Body\r\n\r\n\r\n1,,b\r\n\r\n2,,b\r\n"
      ]) {
        for (const chunkBytes of [1, 5, 65_536]) {
          const { output } = yield* ingest({ f: content }, { chunkBytes })
          assert.deepStrictEqual(
            Table.toRows(output.rejects).map(({ row, line }) => [row, line]),
            [
              [1, 5],
              [2, 7]
            ]
          )
        }
      }
    })
  )

  it.effect("lets no id or name of a person out, neither in a table nor in what it says", () =>
    Effect.gen(function* () {
      const result = yield* ingest({
        f: csv([
          ["Id", "ParentId", "Title", "Body", "OwnerUserId", "OwnerDisplayName", "LastEditorDisplayName"],
          ["1", "", "t", "b", "424242", "Some Body", "Some Editor"],
          ["1", "", "t", "b", "434343", "Some Body", ""],
          ["2", "", "", "b", "424242", "Some Body", ""],
          ["3", "1", "", "b", "Some Body", "", ""],
          ["4", "", "t", "b", "Some Body", "", ""]
        ])
      })
      assert.deepStrictEqual(
        Table.toRows(result.output.posts).map(({ id, author }) => [id, author]),
        [
          ["1", 0],
          ["4", 1]
        ]
      )
      const tables = Object.values(result.output).map((table) => Table.toRows<any>(table))
      assert.notMatch(JSON.stringify([tables, result.warnings]), /424242|434343|Some/)
    })
  )

  it.effect("takes the site that the person gives before the column Source", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({ f: { site: "ai", content: "Id,Title,Body,Source\n1,t,b,SO\n" } })
      assert.strictEqual(Table.rowAt(output.posts, 0).site, "ai")
    })
  )

  it.effect("gives authors numbers by first appearance in the order of posts, apart for each site", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({
        f: csv([
          ["Source", "Id", "Title", "Body", "OwnerUserId"],
          ["SO", "3", "t", "b", "500"],
          ["SO", "1", "t", "b", "700"],
          ["SO", "2", "t", "b", ""],
          ["CS", "8", "t", "b", "500"],
          ["SO", "4", "t", "b", "700"]
        ])
      })
      assert.deepStrictEqual(
        Table.toRows(output.posts).map(({ site, id, author }) => [site, id, author]),
        [
          ["cs", "8", 0],
          ["stackoverflow", "1", 1],
          ["stackoverflow", "2", null],
          ["stackoverflow", "3", 2],
          ["stackoverflow", "4", 1]
        ]
      )
    })
  )

  it.effect(
    "keeps of two states of a post the one with the later activity, else more views, and says what differs",
    () =>
      Effect.gen(function* () {
        const header = ["Id", "Title", "Body", "ViewCount", "LastActivityDate"]
        const old = csv([header, ["1", "old", "b", "90", "2020-01-01"], ["2", "same", "b", "5", ""]])
        const young = csv([header, ["1", "new", "b", "10", "2021-01-01"], ["2", "same", "b", "6", ""]])
        for (const files of [
          { "old.csv": old, "young.csv": young },
          { "young.csv": young, "old.csv": old }
        ]) {
          const { output } = yield* ingest(files)
          assert.deepStrictEqual(
            Table.toRows(output.posts).map(({ title, viewCount }) => [title, viewCount]),
            [
              ["new", 10],
              ["same", 6]
            ]
          )
          assert.deepStrictEqual(
            Table.toRows(output.rejects).map(({ input, detail }) => `${input}: ${detail}`),
            [
              "old.csv: differs in title, viewCount, activeAt from row 1 of young.csv, which is kept since it has the later activity",
              "old.csv: differs in viewCount from row 2 of young.csv, which is kept since it has more views"
            ]
          )
        }
      })
  )

  it.effect(
    "keeps of states with equal activity and views the one with more answers, else with the greater content",
    () =>
      Effect.gen(function* () {
        const header = ["Id", "Title", "Body", "AnswerCount"]
        const rows = [
          ["1", "z", "b", "1"],
          ["1", "a", "b", "2"],
          ["2", "t", "a", "1"],
          ["2", "t", "z", "1"]
        ]
        for (const content of [csv([header, ...rows]), csv([header, ...rows.toReversed()])]) {
          const { output } = yield* ingest({ f: { site: "ai", content } })
          assert.deepStrictEqual(
            Table.toRows(output.posts).map(({ id, title, body }) => [id, title, body]),
            [
              ["1", "a", "b"],
              ["2", "t", "z"]
            ]
          )
          assert.deepStrictEqual(
            Table.toRows(output.rejects)
              .map(({ detail }) => detail.replace(/row \d/, "row n"))
              .sort(),
            [
              "differs in body from row n of f, which is kept since nothing tells which is newer and its values sort first",
              "differs in title, answerCount from row n of f, which is kept since it has more answers"
            ]
          )
        }
      })
  )

  it.effect("keeps a post whose score is no number, and says so with the line", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({
        f: csv([
          ["Id", "Title", "Body", "Score"],
          ["1", "t", "b", "1"],
          ["2", "t", "b", "many"],
          ["3", "t", "b", "99999999999"]
        ])
      })
      assert.deepStrictEqual(
        Table.toRows(output.posts).map(({ score }) => score),
        [1, null, null]
      )
      assert.include(
        warnings,
        'f: 2 values of Score cannot be read (first "many" on line 3); the posts are kept without'
      )
    })
  )

  it.effect(
    "does not call a column missing whose values cannot be read, nor a licence stated that the date implies",
    () =>
      Effect.gen(function* () {
        const { output } = yield* ingest({
          f: {
            site: "ai",
            content: csv([
              ["Id", "Title", "Body", "Tags", "CreationDate", "Score", "ViewCount", "AnswerCount", "OwnerUserId"],
              ["1", "t", "b", "<a>", "2020-01-01", "many", "1", "1", "1"]
            ])
          }
        })
        assert.deepStrictEqual(
          Table.toRows(output["input-notes"]).map(({ note }) => note),
          [
            "no ContentLicense in f: licences are those that the dates imply, though the licence follows a post's last edit",
            'f: 1 value of Score cannot be read (first "many" on line 2); the post is kept without'
          ]
        )
      })
  )

  it.effect("says what each missing column and an unknown site cost, and keeps these sentences as notes", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({
        "a.csv": csv([
          ["Id", "Title", "Body"],
          ["1", "t", "b"]
        ]),
        "b.csv": {
          site: "ai",
          content: csv([
            ["Id", "Title", "Body", "Score"],
            ["1", "t", "b", "1"]
          ])
        }
      })
      assert.strictEqual(warnings[0], "2 rows read: 2 questions kept")
      const notes = Table.toRows(output["input-notes"]).map(({ note }) => note)
      assert.deepStrictEqual(warnings.slice(1), notes)
      assert.deepStrictEqual(notes, [
        "no Tags in a.csv, b.csv: no selection by tags, no comparison of topics with tags",
        "no CreationDate in a.csv, b.csv: no shares by year, no licence by date",
        "no Score in a.csv: no score beside the posts",
        "no ViewCount in a.csv, b.csv: no views beside the posts",
        "no AnswerCount in a.csv, b.csv: no number of answers beside the posts",
        "no OwnerUserId in a.csv, b.csv: posts of one author count as independent",
        "no ContentLicense in a.csv, b.csv: licences are those that the dates imply, though the licence follows a post's last edit",
        "a.csv: nothing tells the site of 1 post, so it has no link, sites cannot be compared, and posts of several sites with one id count as one; give it as SITE=FILE"
      ])
    })
  )

  it.effect("says first how many rows were kept and left out over all inputs, the most frequent reason first", () =>
    Effect.gen(function* () {
      const rows = (n: number, postType: string, title: string, first: number) =>
        Array.from({ length: n }, (_, i) => [String(first + i), postType, title, "b"])
      const { output, warnings } = yield* ingest({
        "a.csv": {
          site: "ai",
          content: csv([["Id", "PostTypeId", "Title", "Body"], ...rows(1001, "1", "t", 1), ...rows(4, "1", "", 2000)])
        },
        "b.csv": {
          site: "ai",
          content: csv([
            ["Id", "PostTypeId", "Title", "Body"],
            ...rows(3, "2", "", 3000),
            ...rows(3, "5", "t", 4000),
            ...rows(1, "1", "t", 1)
          ])
        }
      })
      const summary =
        "1,012 rows read: 1,001 questions kept, 11 left out (4 no-title, 3 answer, 3 tag-wiki, 1 duplicate); `pnpm pipeline show rejects` lists them"
      assert.strictEqual(warnings[0], summary)
      assert.isFalse(Table.toRows(output["input-notes"]).some(({ note }) => note === summary))
      assert.strictEqual(warnings.length, 1 + output["input-notes"].numRows)
    })
  )

  it.effect("says loudly that rows without a site which share an id and differ may be questions of two sites", () =>
    Effect.gen(function* () {
      const header = ["Id", "Title", "Body", "ViewCount", "CreationDate"]
      const files = {
        "a.csv": csv([
          header,
          ["1", "How to pin numpy?", "b", "5", "2020-01-01"],
          ["2", "same", "b", "5", "2020-01-01"],
          ["3", "equal", "b", "5", "2020-01-01"]
        ]),
        "b.csv": csv([
          header,
          ["1", "What is a kernel?", "c", "4", "2019-01-01"],
          ["2", "same", "b", "4", "2020-01-01"],
          ["3", "equal", "b", "5", "2020-01-01"]
        ])
      }
      const { output, warnings } = yield* ingest(files)
      const note =
        "1 question may be lost, left out for an id that another row has too: title, body or date differ, and nothing tells the site, " +
        "while two sites give the same ids to their questions; name the site of each file with SITE=FILE, or of each row in a column Source " +
        "(`pnpm pipeline show rejects` lists what was left out)"
      assert.strictEqual(warnings[1], note)
      assert.strictEqual(Table.rowAt(output["input-notes"], 0).note, note)
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ id, remedy }) => `${id}: ${remedy}`),
        [
          "1: name the site of each file with SITE=FILE, or of each row in a column Source: without a site it cannot be told from another question with this id",
          "2: nothing: of several states of a post the newest is kept",
          "3: nothing: one row of each post is kept"
        ]
      )
      const named = yield* ingest({
        "a.csv": { site: "ai", content: files["a.csv"] },
        "b.csv": { site: "ai", content: files["b.csv"] }
      })
      assert.isFalse(named.warnings.some((warning) => warning.includes("may be lost")))
      assert.deepStrictEqual(Array.from(new Set(Table.toRows(named.output.rejects).map(({ remedy }) => remedy))), [
        "nothing: of several states of a post the newest is kept",
        "nothing: one row of each post is kept"
      ])
    })
  )

  it.effect("of answers alone is an empty table, and says so", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({ f: { site: "ai", content: "Id,ParentId,Title,Body\n2,1,,b\n" } })
      assert.strictEqual(output.posts.numRows, 0)
      assert.deepStrictEqual(warnings, [
        "1 row read: 0 questions kept, 1 left out (1 answer); `pnpm pipeline show rejects` lists them",
        "f: holds no question"
      ])
    })
  )
})
