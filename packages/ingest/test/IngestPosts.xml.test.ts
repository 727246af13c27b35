import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { ingest } from "./ingest.ts"

const dump = (rows: string) => `\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<posts>\r\n${rows}\r\n</posts>`

const question = (attributes: string) => `  <row Id="1" PostTypeId="1" Title="t" Body="b" ${attributes}/>`

describe("Posts.xml of a dump", () => {
  it.effect("becomes posts: escaped bodies decoded, line feeds kept", () =>
    Effect.gen(function* () {
      const content = dump(
        `  <row Id="7" PostTypeId="1" CreationDate="2016-08-02T15:39:14.947" Score="-1" ViewCount="169" Body="&lt;p&gt;&quot;a&quot; &amp;lt; 漢&lt;/p&gt;&#xA;&#xD;&#x1F600;" OwnerUserId="8" Title="What's &amp;amp;?" Tags="&lt;a-b&gt;&lt;c++&gt;" AnswerCount="3" />`
      )
      for (const chunkBytes of [1, 5, 65_536]) {
        const { output } = yield* ingest({ "Posts.xml": { site: "ai.stackexchange.com", content } }, { chunkBytes })
        assert.deepStrictEqual(Table.toRows(output.posts), [
          {
            site: "ai",
            id: "7",
            title: "What's &amp;?",
            body: '<p>"a" &lt; 漢</p>\n\r😀',
            tags: ["a-b", "c++"],
            createdAt: Date.parse("2016-08-02T15:39:14.947Z"),
            score: -1,
            viewCount: 169,
            answerCount: 3,
            author: 0,
            url: "https://ai.stackexchange.com/questions/7",
            licence: "CC BY-SA 3.0 (by date)"
          }
        ])
      }
    })
  )

  it.effect("reads tags between bars", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({ f: dump(question('Tags="|c#|node.js|"')) })
      assert.deepStrictEqual(Table.rowAt(output.posts, 0).tags, ["c#", "node.js"])
    })
  )

  it.effect("rejects what is no question by its post type, with row and line", () =>
    Effect.gen(function* () {
      const rows = ["2", "4", "5", "6", "7", "1"].map(
        (type, i) => `  <row Id="${i + 1}" PostTypeId="${type}" Title="t" Body="b" />`
      )
      const { output } = yield* ingest({ f: dump(rows.join("\r\n")) })
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ row, line, id, reason }) => `${row} ${line} ${id} ${reason}`),
        [
          "1 3 1 answer",
          "2 4 2 tag-wiki-excerpt",
          "3 5 3 tag-wiki",
          "4 6 4 moderator-nomination",
          "5 7 5 wiki-placeholder"
        ]
      )
      assert.strictEqual(output.posts.numRows, 1)
    })
  )

  it.effect("names the line on which a row's element opens, wherever its attributes stand", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest({
        f: '<posts>\n<row\n Id="1" PostTypeId="2" />\n<row\r\n\r\n Id="2" PostTypeId="2" />\n<row Id="3"\n PostTypeId="2"/></posts>'
      })
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ id, line }) => `${id} ${line}`),
        ["1 2", "2 4", "3 7"]
      )
    })
  )

  it.effect("keeps numbered characters that XML forbids as they are written, and says so", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({ f: dump(question('Tags="&#x1F;a"')) })
      assert.deepStrictEqual(Table.rowAt(output.posts, 0).tags, ["&#x1f", "a"])
      assert.include(warnings, "f: 1 forbidden character reference (first on line 3) is kept as it is written")
    })
  )
})
