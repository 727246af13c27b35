import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as ArrowFile from "@praxis/dataflow/ArrowFile"
import { sha256 } from "@praxis/dataflow/Digest"
import * as Table from "@praxis/dataflow/Table"
import { Effect } from "effect"
import { csv, ingest, problemsOf, type TestFiles } from "./ingest.ts"
import { type MadeUpPost, madeUpPosts } from "./madeUpPosts.ts"

const names = Object.keys(madeUpPosts[0]!) as ReadonlyArray<keyof MadeUpPost>
const instant = (post: MadeUpPost) => new Date(post.CreationDate).toISOString()

const asCsv = csv([
  names,
  ...madeUpPosts.map((post) =>
    names.map((name) => {
      if (name === "Tags") return post.Tags.map((tag) => `<${tag}>`).join("")
      return name === "CreationDate" ? instant(post) : String(post[name] ?? "")
    })
  )
])
const parquet = (name: string) => new Uint8Array(readFileSync(new URL(`./parquet/${name}.parquet`, import.meta.url)))
const apiTitle = (title: string) => title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

const forms: Readonly<Record<string, string | Uint8Array>> = {
  "JSON array, dates in milliseconds as pandas writes them": JSON.stringify(madeUpPosts),
  "JSON array over lines": JSON.stringify(madeUpPosts, null, 2),
  "JSON Lines": madeUpPosts.map((post) => `${JSON.stringify({ ...post, CreationDate: instant(post) })}\n`).join(""),
  "JSON with members in another order and spelling": JSON.stringify(
    madeUpPosts.map((post) =>
      Object.fromEntries(Array.from(names, (name) => [name.toLowerCase(), post[name]]).reverse())
    )
  ),
  "CSV with BigQuery's names, tags and dates": csv([
    [
      "",
      "question_id",
      "Question_title",
      "question_body",
      "tags",
      "creation_date",
      "score",
      "view_count",
      "owner_user_id"
    ],
    ...madeUpPosts.map((post, i) => [
      String(i),
      String(post.Id),
      post.Title,
      post.Body,
      post.Tags.join("|"),
      `${instant(post).replace("T", " ").replace("Z", "000")} UTC`,
      post.Score === null ? "" : `${post.Score}.0`,
      String(post.ViewCount),
      post.OwnerUserId === null ? "NaN" : `${post.OwnerUserId}.0`
    ])
  ]),
  "Parquet with lists and Snappy": parquet("snappy"),
  "Parquet of pandas": parquet("pandas"),
  "Parquet with an object for the owner": parquet("owner-object")
}

const postsOf = (file: TestFiles[string]) => Effect.map(ingest({ file }), ({ output }) => output.posts)

describe("one set of posts in several formats", () => {
  for (const [name, form] of Object.entries(forms)) {
    it.effect(`is the same table: ${name}`, () =>
      Effect.gen(function* () {
        const expected = yield* postsOf(asCsv)
        assert.strictEqual(expected.numRows, madeUpPosts.length)
        const posts = yield* postsOf(form)
        assert.deepStrictEqual(Table.toRows(posts), Table.toRows(expected))
        assert.strictEqual(sha256(ArrowFile.encodeTable(posts)), sha256(ArrowFile.encodeTable(expected)))
      })
    )
  }

  it.effect("is the same table from answers of the API, but for what these lack", () =>
    Effect.gen(function* () {
      const items = madeUpPosts.map((post) => ({
        question_id: post.Id,
        title: apiTitle(post.Title),
        body: post.Body,
        tags: post.Tags,
        creation_date: Math.floor(post.CreationDate / 1000),
        score: post.Score,
        view_count: post.ViewCount,
        owner: post.OwnerUserId === null ? { user_type: "does_not_exist" } : { user_id: post.OwnerUserId },
        link: `https://ai.stackexchange.com/questions/${post.Id}/why`
      }))
      const pages = [items.slice(0, 10), items.slice(10)].map((page) => JSON.stringify({ items: page, quota_max: 300 }))
      const posts = yield* postsOf(pages.join("\n"))
      const expected = yield* postsOf({ site: "ai", content: asCsv })
      assert.deepStrictEqual(
        Table.toRows(posts),
        Table.toRows(expected).map((post) => ({ ...post, createdAt: Math.floor(post.createdAt! / 1000) * 1000 }))
      )
    })
  )
})

describe("an export without ids", () => {
  const header = ["Question_title", "Question_body", "tags", "creation_date"]
  const row = ["t", "b", "a|b", "2020-01-01 00:00:00 UTC"]

  it.effect("gets ids of its content, no links, and one post for equal rows; a note says what that costs", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* ingest({
        f: { site: "ai", content: csv([header, row, ["u", ...row.slice(1)], row]) }
      })
      const posts = Table.toRows(output.posts)
      assert.strictEqual(posts.length, 2)
      for (const { id, url } of posts) {
        assert.match(id, /^c-[0-9a-f]{16}$/)
        assert.strictEqual(url, null)
      }
      assert.deepStrictEqual(
        Table.toRows(output.rejects).map(({ row, reason }) => `${row} ${reason}`),
        ["3 duplicate"]
      )
      assert.match(warnings.join("\n"), /no Id in f: a post's id is made of its site, title, body, tags and date/)
    })
  )

  it.effect("gives the same ids as CSV and as JSON", () =>
    Effect.gen(function* () {
      const asJson = JSON.stringify([{ title: "t", body: "b", tags: ["a", "b"], created_at: 1577836800 }])
      const ids = (file: string) => Effect.map(postsOf(file), (posts) => Table.toRows(posts).map(({ id }) => id))
      assert.deepStrictEqual(yield* ids(asJson), yield* ids(csv([header, row])))
    })
  )
})

describe("columns that the person names", () => {
  it.effect("are read in CSV and in JSON", () =>
    Effect.gen(function* () {
      const columns = { Title: "Headline", Body: "Text" }
      for (const file of [
        csv([
          ["Id", "Headline", "Text"],
          ["1", "t", "b"]
        ]),
        '[{"Id":1,"Headline":"t","Text":"b"}]'
      ]) {
        const { output } = yield* ingest({ file }, { columns })
        assert.deepInclude(Table.rowAt(output.posts, 0), { id: "1", title: "t", body: "b" })
      }
    })
  )

  it.effect("must be there", () =>
    Effect.gen(function* () {
      const [problem] = yield* problemsOf(
        { f: '{"Id":1,"Headline":"t","Body":"b"}\n' },
        { columns: { Title: "Head_line2" } }
      )
      assert.include(problem!.message, 'expected the column "Head_line2" for Title')
      assert.include(problem!.message, 'did you mean "Headline"?')
    })
  )
})
