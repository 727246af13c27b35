import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { fuzz } from "./fuzz.ts"
import { csv } from "./ingest.ts"

const header = ["Id", "PostTypeId", "Title", "Body", "Tags", "CreationDate", "Score"]
const rows = [
  ["1", "1", "How?", '<p>a, "b"</p>\r\n<p>é 漢 😀</p>', "<c#><.net>", "2022-04-18 12:44:51", "3"],
  ["2", "2", "", "an answer\n\n", "", "2022-04-18", "-1"],
  ["10", "1", "Two\rlines", "=1+1", "|a|b|", "2014-08-08 14:04:22.160000 UTC", ""],
  ["3", "1", "", "no title", "", "", "many"]
]
const exports = [
  csv([header, ...rows], "\r\n"),
  csv([header, ...rows]),
  `\ufeff${csv([header, ...rows], "\r").trimEnd()}`,
  "Id,Title,Body\n1,a,b\n\n2,c,d\n3,e,f"
]

const row = (id: number, type: number, more = "") =>
  `  <row Id="${id}" PostTypeId="${type}" CreationDate="2016-08-02T15:39:14.947" Score="-1" Body="&lt;p&gt;&quot;a&quot; &amp;lt; 漢&lt;/p&gt;&#xA;" Title="What's &amp;amp;?" Tags="&lt;a-b&gt;&lt;c++&gt;" ${more}/>`
const dumps = [
  `\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<posts>\r\n${[row(1, 1), row(2, 2), row(5, 1), row(4, 1)].join("\r\n")}\r\n</posts>`,
  `<posts>${row(1, 1)}<!-- <row Id="9"/> -->${row(3, 5)}<row\n Id='7' Title='&#x1F;' Body="&#128512;"></row>\n<![CDATA[<row ]]><?x <row ?></posts>\n`
]

describe("a mutated input", () => {
  for (const [name, contents] of [
    ["CSV", exports],
    ["Posts.xml", dumps]
  ] as const) {
    it.effect(
      `of ${name} gives its rows, all accounted for, or a problem, never a crash, and the same in any chunks`,
      () =>
        Effect.gen(function* () {
          const { read, refused } = yield* fuzz(contents, { seed: 9, maxFieldBytes: 2000 })
          assert.isAbove(read, 0)
          assert.isAbove(refused, 0)
        }),
      1_200_000
    )
  }
})
