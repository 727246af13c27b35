import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { parse } from "csv-parse/sync"
import { Effect } from "effect"
import { csv, ingest } from "./ingest.ts"

const root = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))
const corpora = [
  "stackoverflow-notebooks/dataset.csv",
  "stackoverflow-data-science-2022/QueryResults.csv",
  "sede-mixed-posts/posts.csv"
]

type Row = Readonly<Record<string, string>>

const bigQueryName: Readonly<Record<string, string>> = {
  Title: "Question_title",
  Body: "Question_body",
  Id: "question_id"
}
const snake = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
const tagsOf = (text: string) => (text === "" ? [] : text.slice(1, -1).split("><"))
const numbers = new Set(["Id", "Score", "ViewCount", "AnswerCount", "OwnerUserId", "PostTypeId", "ParentId"])

/** A row as a program would write it: numbers as numbers, tags as a list, nothing as null. */
const asObject = (row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === "Tags") return [name, tagsOf(value)]
      if (value === "") return [name, null]
      return [name, numbers.has(name) ? Number(value) : value]
    })
  )

const asBigQuery = (name: string, value: string): string => {
  if (name === "Tags") return tagsOf(value).join("|")
  return name.endsWith("Date") && value !== "" ? `${value}.000000 UTC` : value
}

const forms: Readonly<Record<string, (rows: ReadonlyArray<Row>) => string>> = {
  "a JSON array": (rows) => JSON.stringify(rows.map(asObject)),
  "a JSON array over lines": (rows) => JSON.stringify(rows.map(asObject), null, 2),
  "JSON Lines with dates in seconds": (rows) =>
    rows
      .map(asObject)
      .map((row) => ({ ...row, CreationDate: Date.parse(`${row["CreationDate"]}Z`) / 1000 }))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  "CSV in BigQuery's form": (rows) => {
    const names = Object.keys(rows[0]!)
    return csv([
      names.map((name) => bigQueryName[name] ?? snake(name)),
      ...rows.map((row) => names.map((name) => asBigQuery(name, row[name]!)))
    ])
  }
}

describe("real exports in other formats", () => {
  for (const path of corpora) {
    for (const [name, convert] of Object.entries(forms)) {
      it.effect(`${path} gives the same posts and counts as ${name}`, () =>
        Effect.gen(function* () {
          const content = yield* Effect.promise(() => readFile(`${root}/${path}`, "utf8"))
          const rows: ReadonlyArray<Row> = parse(content, {
            columns: true,
            bom: true,
            record_delimiter: ["\r\n", "\n"]
          })
          const expected = (yield* ingest({ f: { site: "SO", content } })).output
          const { output } = yield* ingest({ f: { site: "SO", content: convert(rows) } })
          assert.deepStrictEqual(Table.toRows(output.funnel), Table.toRows(expected.funnel))
          assert.deepStrictEqual(Table.toRows(output.posts), Table.toRows(expected.posts))
        })
      )
    }
  }
})
