import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { rawFiles, runStage } from "@praxis/dataflow/testing"
import { Effect } from "effect"
import { IngestPosts } from "../src/IngestPosts.ts"
import { siteFromPath } from "../src/siteOf.ts"

const root = process.env["PRAXIS_CORPORA"] ?? fileURLToPath(new URL("../../../../shared/corpora", import.meta.url))

const notebooks = "stackoverflow-notebooks/dataset.csv"
const dataScience = "stackoverflow-data-science-2022/QueryResults.csv"
const ai = "ai.stackexchange.com-2017-03/Posts.xml"
const aiBefore = "ai.stackexchange.com-2016-12/Posts.xml"
const mixed = "sede-mixed-posts/posts.csv"

const textOf = (path: string) => readFile(`${root}/${path}`, "utf8")

const ingest = (paths: ReadonlyArray<string>, chunkBytes = 65_536) =>
  Effect.gen(function* () {
    const contents = yield* Effect.promise(() => Promise.all(paths.map((path) => readFile(`${root}/${path}`))))
    const files = rawFiles(
      paths.map((label, i) => {
        const site = siteFromPath(label) ?? (label === mixed ? undefined : "stackoverflow")
        return { label, content: contents[i]!, ...(site === undefined ? {} : { site }) }
      }),
      chunkBytes
    )
    return yield* runStage(IngestPosts, {
      inputs: { files },
      params: { maxFieldBytes: 8 << 20, maxRejects: 0.2, columns: {} }
    })
  })

const funnelOf = (funnel: Table.Table<any>) =>
  Table.toRows(funnel).map(({ step, rows }) => `${String(step)} ${String(rows)}`)

/** CSV after RFC 4180, character by character; shares no code with ingest. */
const parseCsv = (text: string): ReadonlyArray<Record<string, string>> => {
  const records: Array<Array<string>> = [[]]
  let field = ""
  let quoted = false
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const char = text[i]!
    if (quoted) {
      if (char !== '"') field += char
      else if (text[i + 1] === '"') field += text[i++]
      else quoted = false
    } else if (char === '"') quoted = true
    else if (char === "," || char === "\n") {
      records.at(-1)!.push(field)
      field = ""
      if (char === "\n") records.push([])
    } else if (char !== "\r") field += char
  }
  if (field !== "" || records.at(-1)!.length > 0) records.at(-1)!.push(field)
  const [header, ...rows] = records.filter((record) => record.length > 0)
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])))
}

/** Attributes of rows by pattern; shares no code with ingest. */
const parseDump = (text: string): ReadonlyArray<Record<string, string>> => {
  const char: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }
  const decode = (value: string) =>
    value.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (_, hex, decimal, name) =>
      name ? char[name]! : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
    )
  return Array.from(text.matchAll(/^ *<row (.*) \/>\r?$/gm), ([, attributes]) =>
    Object.fromEntries(
      Array.from(attributes!.matchAll(/(\w+)="([^"]*)"/g), ([, name, value]) => [name!, decode(value!)])
    )
  )
}

const number = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text))

/** What posts must say of the independent parse, author apart. */
const expectedPosts = (records: ReadonlyArray<Record<string, string>>, site: string, address: string) =>
  Array.from(new Map(records.map((record) => [record["Id"]!, record])).values())
    .filter((record) => (record["PostTypeId"] ?? "1") === "1")
    .sort((a, b) => Number(a["Id"]) - Number(b["Id"]))
    .map((record) => {
      const createdAt = Date.parse(`${record["CreationDate"]!.replace(" ", "T")}Z`)
      const licence = createdAt < Date.parse("2018-05-02") ? "CC BY-SA 3.0 (by date)" : "CC BY-SA 4.0 (by date)"
      return {
        site,
        id: record["Id"]!,
        title: record["Title"]!,
        body: record["Body"]!,
        tags: record["Tags"]!.slice(1, -1).split("><"),
        createdAt,
        score: number(record["Score"]),
        viewCount: number(record["ViewCount"]),
        answerCount: number(record["AnswerCount"]),
        url: `${address}/questions/${record["Id"]}`,
        licence: record["ContentLicense"] || licence
      }
    })

const withoutAuthor = (posts: Table.Table<any>) =>
  Table.toRows(posts).map((row) => {
    const { author: _, ...rest } = row as Record<string, unknown>
    return rest
  })

describe("real exports and dumps", () => {
  it.effect("the notebooks' sample has 1,779 rows: 1,617 posts and 162 duplicates, none cut or merged", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest([notebooks])
      const records = parseCsv(yield* Effect.promise(() => textOf(notebooks)))
      assert.deepStrictEqual(funnelOf(output.funnel), ["read 1779", "kept 1617", "duplicate 162"])
      assert.strictEqual(records.length, 1779)
      assert.deepStrictEqual(
        withoutAuthor(output.posts),
        expectedPosts(records, "stackoverflow", "https://stackoverflow.com")
      )
      assert.isTrue(Table.toRows(output.rejects).every(({ detail }) => detail.startsWith("equal to row")))
    })
  )

  it.effect("the data-science export has 1,475 posts, none cut or merged", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest([dataScience])
      const records = parseCsv(yield* Effect.promise(() => textOf(dataScience)))
      assert.deepStrictEqual(funnelOf(output.funnel), ["read 1475", "kept 1475"])
      assert.deepStrictEqual(warnings, ["1,475 rows read: 1,475 questions kept"])
      assert.deepStrictEqual(
        withoutAuthor(output.posts),
        expectedPosts(records, "stackoverflow", "https://stackoverflow.com")
      )
      const authors = Table.toRows(output.posts).map(({ author }) => author)
      const owners = Array.from(new Set(records.map((record) => record["OwnerUserId"]).filter((owner) => owner !== "")))
      assert.strictEqual(new Set(authors.filter((author) => author !== null)).size, owners.length)
    })
  )

  for (const [path, read, kept, others] of [
    [ai, 1735, 604, ["answer 1004", "tag-wiki-excerpt 62", "tag-wiki 62", "wiki-placeholder 3"]],
    [aiBefore, 1279, 421, ["answer 749", "tag-wiki-excerpt 54", "tag-wiki 54", "wiki-placeholder 1"]]
  ] as const) {
    it.effect(`${path} has ${kept} questions among ${read} posts, none cut or merged`, () =>
      Effect.gen(function* () {
        const { output } = yield* ingest([path])
        const records = parseDump(yield* Effect.promise(() => textOf(path)))
        assert.deepStrictEqual(funnelOf(output.funnel), [`read ${read}`, `kept ${kept}`, ...others])
        assert.strictEqual(records.length, read)
        assert.deepStrictEqual(
          withoutAuthor(output.posts),
          expectedPosts(records, "ai", "https://ai.stackexchange.com")
        )
      })
    )
  }

  it.effect("the mixed export has 41 questions and 59 answers", () =>
    Effect.gen(function* () {
      const { output } = yield* ingest([mixed])
      const records = parseCsv(yield* Effect.promise(() => textOf(mixed)))
      assert.deepStrictEqual(funnelOf(output.funnel), ["read 100", "kept 41", "answer 59"])
      assert.deepStrictEqual(
        Table.toRows(output.posts).map(({ id, title, body }) => [id, title, body]),
        expectedPosts(records, "", "").map(({ id, title, body }) => [id, title, body])
      )
    })
  )

  it.effect("three corpora together have 3,696 posts, the same in any order of files and any pieces", () =>
    Effect.gen(function* () {
      const first = yield* ingest([notebooks, dataScience, ai])
      const second = yield* ingest([ai, notebooks, dataScience], 4099)
      assert.strictEqual(first.output.posts.numRows, 3696)
      assert.deepStrictEqual(second.output.posts, first.output.posts)
    })
  )

  it.effect("two states of a site merge into one, the same in either order", () =>
    Effect.gen(function* () {
      const first = yield* ingest([ai, aiBefore])
      const second = yield* ingest([aiBefore, ai])
      assert.strictEqual(first.output.posts.numRows, 608)
      assert.deepStrictEqual(second.output.posts, first.output.posts)
    })
  )
})
