import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { ingest } from "./ingest.ts"

const rows = (sign: string, quoted: boolean): string =>
  [
    ["Id", "Title", "Body", "Tags"],
    ["7", `a${sign} b`, "<p>x, y; z</p>", "<r>"]
  ]
    .map((fields) => fields.map((field) => (quoted || field.includes(sign) ? `"${field}"` : field)).join(sign))
    .join("\r\n")

describe("the header of a CSV export", () => {
  for (const [what, before, sign, quoted] of [
    ["commas", "", ",", false],
    ["semicolons", "", ";", false],
    ["semicolons and quotes around all", "", ";", true],
    ["tabs", "", "\t", false],
    ["Excel's line sep=; before it", "sep=;\r\n", ";", false],
    ["Excel's line sep=, before it", "sep=,\r\n", ",", true],
    ["blank lines before it", "\r\n\n", "\t", false]
  ] as const) {
    it.effect(`tells what stands between the fields: ${what}`, () =>
      Effect.gen(function* () {
        const { output } = yield* ingest({ "q.csv": { site: "SO", content: before + rows(sign, quoted) } })
        const [post] = Table.toRows(output.posts)
        assert.deepInclude(post, { id: "7", title: `a${sign} b`, body: "<p>x, y; z</p>", tags: ["r"] })
        assert.strictEqual(output.posts.numRows, 1)
      })
    )
  }
})
