import { assert, describe, it } from "@effect/vitest"
import { likeLiteral, literal, sedeQueries } from "../src/sedeQueries.ts"

const queries = sedeQueries({
  sites: ["stats"],
  a: { title: "notebooks", terms: ["jupyter", "Jupyter Notebook", "o'hara 100%"] },
  b: { title: "machine learning", terms: ["scikit-learn", "tensorflow2.0"] }
})
const [windows, posts] = queries.map(({ sql }) => sql) as [string, string]

describe("sedeQueries", () => {
  it("makes a query that counts and one that yields, for each site", () => {
    assert.deepStrictEqual(
      queries.map(({ site, name }) => [site, name]),
      [
        ["stats", "windows"],
        ["stats", "posts"]
      ]
    )
  })

  it("asks for the same posts in both", () => {
    const condition = posts.slice(posts.indexOf("  AND (("), posts.indexOf("\nORDER BY")).trim()
    assert.include(windows, condition)
  })

  it("names tags in lower case with hyphens, and doubles quotes", () => {
    assert.include(posts, "t.TagName IN (N'jupyter', N'jupyter-notebook', N'o''hara-100%')")
  })

  it("looks for the words of a term in their order, and leaves out terms that another one finds", () => {
    assert.include(posts, "(VALUES (N'%jupyter%'), (N'%o''hara%100\\%%')) AS term (Pattern)")
    assert.include(posts, "(VALUES (N'%scikit%learn%'), (N'%tensorflow2.0%')) AS term (Pattern)")
  })

  it("yields the columns that ingest reads, of questions in a window, ordered by id", () => {
    const columns = Array.from(posts.matchAll(/^ {2}p\.(\w+),?$/gm), ([, name]) => name)
    assert.deepStrictEqual(columns, [
      "Id",
      "PostTypeId",
      "Title",
      "Body",
      "Tags",
      "Score",
      "ViewCount",
      "AnswerCount",
      "CreationDate",
      "LastActivityDate",
      "OwnerUserId",
      "ContentLicense"
    ])
    assert.match(posts, /p\.PostTypeId = 1\n {2}AND p\.CreationDate >= @From\n {2}AND p\.CreationDate < @To\n/)
    assert.match(posts, /ORDER BY p\.Id;\n$/)
  })

  it("has as many closing brackets as opening ones, and quotes in pairs", () => {
    for (const sql of [windows, posts]) {
      const code = sql.replace(/--.*$/gm, "")
      assert.strictEqual(code.split("'").length % 2, 1)
      const bare = code.replace(/'(?:[^']|'')*'/g, "''")
      assert.strictEqual(bare.split("(").length, bare.split(")").length)
    }
  })
})

describe("literal", () => {
  it("cannot be left by a quote, and holds no parameter of the Data Explorer", () => {
    assert.strictEqual(literal("a'); DROP TABLE Posts; --"), "N'a''); DROP TABLE Posts; --'")
    assert.strictEqual(literal("##x##"), "N'#' + N'#x#' + N'#'")
  })
})

describe("likeLiteral", () => {
  it("takes every wildcard of LIKE as it is", () => {
    assert.strictEqual(likeLiteral("100% a_b [c] \\"), "100\\% a\\_b \\[c] \\\\")
  })
})
