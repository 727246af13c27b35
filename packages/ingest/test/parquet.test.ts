import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { parseTags } from "../src/parseTags.ts"
import { madeUpPosts } from "./madeUpPosts.ts"
import { readParquet } from "./readRows.ts"

const folder = new URL("./parquet/", import.meta.url)
const refused = ["no-title.parquet", "body-list.parquet", "two-million-nulls.parquet"]
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))
const all = readdirSync(folder).filter((name) => name.endsWith(".parquet") && !refused.includes(name))

describe("a Parquet file", () => {
  for (const name of all) {
    it.effect(`gives the posts that are in it: ${name}`, () =>
      Effect.gen(function* () {
        const { rows, problem } = yield* readParquet(fixture(name))
        assert.strictEqual(problem, undefined)
        assert.deepStrictEqual(
          rows.map((raw) => (typeof raw === "string" ? raw : { ...raw, tags: parseTags(raw.tags!) })),
          madeUpPosts.map((post) => ({
            id: String(post.Id),
            title: post.Title,
            body: post.Body,
            tags: post.Tags,
            createdAt: new Date(post.CreationDate).toISOString(),
            ...(post.Score === null ? {} : { score: String(post.Score) }),
            viewCount: String(post.ViewCount),
            ...(post.OwnerUserId === null ? {} : { owner: String(post.OwnerUserId) })
          }))
        )
      })
    )
  }

  it.effect("names the column that is missing, and takes the one that the person names", () =>
    Effect.gen(function* () {
      const { problem } = yield* readParquet(fixture("no-title.parquet"))
      assert.include(problem!, 'expected the columns Title and Body, found no Title in the schema "Id", "Body", "Tags"')
      const { rows } = yield* readParquet(fixture("no-title.parquet"), { title: "Body", body: "body" })
      assert.strictEqual(rows.length, 0)
      const mapped = yield* readParquet(fixture("none.parquet"), { Title: "View_Count" })
      assert.include(mapped.problem!, "expected text for Title, found the column ViewCount, which is of the type INT64")
    })
  )

  it.effect("whose body is a list is refused by name", () =>
    Effect.gen(function* () {
      const { problem } = yield* readParquet(fixture("body-list.parquet"))
      assert.include(problem!, "expected text for Body, found the column Body, which is a list")
    })
  )

  it.effect("that unpacks to more than a thousand times its size is refused", () =>
    Effect.gen(function* () {
      const { rows, problem } = yield* readParquet(fixture("two-million-nulls.parquet"))
      assert.include(problem!, "unpacks to more than 1000 times its size")
      assert.isBelow(rows.length, 1_300_000)
    })
  )

  it.effect("with a byte changed in a page that has a checksum is refused", () =>
    Effect.gen(function* () {
      const bytes = fixture("checksums.parquet")
      const at = Buffer.from(bytes).indexOf("step 7 of")
      bytes[at] = bytes[at]! ^ 1
      const { problem } = yield* readParquet(bytes)
      assert.include(problem!, "in column Title of row group 1 a page's checksum does not match its bytes")
    })
  )

  it.effect("with a text that is not UTF-8 loses that row alone", () =>
    Effect.gen(function* () {
      const bytes = fixture("none.parquet")
      const at = Buffer.from(bytes).indexOf("é fail", Buffer.from(bytes).indexOf("step 7 of"))
      bytes[at] = 0xff
      const { rows } = yield* readParquet(bytes)
      assert.strictEqual(rows.length, madeUpPosts.length)
      assert.deepStrictEqual(
        rows.flatMap((row, i) => (typeof row === "string" ? [[i, row]] : [])),
        [[7, "malformed: Title is no text in UTF-8"]]
      )
    })
  )

  it.effect("cut off anywhere is refused", () =>
    Effect.gen(function* () {
      const bytes = fixture("snappy.parquet")
      for (let end = 0; end < bytes.length; end += 37) {
        const { problem } = yield* readParquet(bytes.slice(0, end))
        assert.include(problem!, "expected a sound Parquet file, found that")
      }
    })
  )
})
