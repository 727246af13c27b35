import { assert, describe, it } from "@effect/vitest"
import { authorKey } from "../src/authorKey.ts"
import { licenceOn } from "../src/licenceOn.ts"
import { parseInstant } from "../src/parseInstant.ts"
import { parseTags } from "../src/parseTags.ts"
import type { Reason } from "../src/Reason.ts"
import { readPost } from "../src/readPost.ts"

describe("parseInstant", () => {
  it.each([
    ["2022-04-18 12:44:51", "2022-04-18T12:44:51.000Z"],
    ["2016-08-02T15:39:14.947", "2016-08-02T15:39:14.947Z"],
    ["2014-08-08 14:04:22.160000 UTC", "2014-08-08T14:04:22.160Z"],
    ["2014-08-08 14:04:22.16 UTC", "2014-08-08T14:04:22.160Z"],
    ["2014-08-08T14:04:22.123456789Z", "2014-08-08T14:04:22.123Z"],
    ["2014-08-08 14:04:22 GMT", "2014-08-08T14:04:22.000Z"],
    ["2014-08-08t14:04:22z", "2014-08-08T14:04:22.000Z"],
    ["2022-04-18T12:44:51Z", "2022-04-18T12:44:51.000Z"],
    ["2022-04-18T12:44:51+02:00", "2022-04-18T10:44:51.000Z"],
    ["2022-04-18 12:44:51-0130", "2022-04-18T14:14:51.000Z"],
    ["2022-04-18 12:44:51+00", "2022-04-18T12:44:51.000Z"],
    ["2022-04-18 12:44:51 UTC+05:30", "2022-04-18T07:14:51.000Z"],
    ["2022-04-18 12:44", "2022-04-18T12:44:00.000Z"],
    ["2022-04-18", "2022-04-18T00:00:00.000Z"],
    ["2020-02-29", "2020-02-29T00:00:00.000Z"],
    ["2008-01-01", "2008-01-01T00:00:00.000Z"],
    ["2100-12-31 23:59:59", "2100-12-31T23:59:59.000Z"],
    ["1407506662", "2014-08-08T14:04:22.000Z"],
    ["1407506662.0", "2014-08-08T14:04:22.000Z"],
    ["1407506662160", "2014-08-08T14:04:22.160Z"],
    ["1407506662160000", "2014-08-08T14:04:22.160Z"],
    ["1407506662160000000", "2014-08-08T14:04:22.160Z"]
  ])("reads %s as %s", (text, iso) => assert.strictEqual(parseInstant(text), Date.parse(iso)))

  it.each([
    "18/04/2022",
    "04/18/2022",
    "8/8/2014 2:04:22 PM",
    "2021-02-29",
    "2022-13-01",
    "2022-00-10",
    "2022-01-01 24:00:00",
    "2022-01-01 10:60",
    "2022-01-01 10:00:60",
    "2022-01-01 10:00 PST",
    "2022-01-01 10:00+15:00",
    "2022-01-01 10:00+01:60",
    "2022-01-01garbage",
    "yesterday",
    "0001-01-01",
    "1970-01-01",
    "2007-12-31 23:59:59",
    "2101-01-01",
    "2014",
    "20140808",
    "0",
    "-1407506662",
    "140750666216",
    "9999999999",
    "1e9"
  ])("does not guess what %s means", (text) => assert.strictEqual(parseInstant(text), undefined))
})

describe("parseTags", () => {
  it.each([
    ["<c++><.net><Machine-Learning>", ["c++", ".net", "machine-learning"]],
    ["|c#|node.js|", ["c#", "node.js"]],
    ["a|b|c", ["a", "b", "c"]],
    ["c++|c#|.net|node.js", ["c++", "c#", ".net", "node.js"]],
    ["a, b", ["a", "b"]],
    ["c#,.net", ["c#", ".net"]],
    ["a;b; c", ["a", "b", "c"]],
    ["a b", ["a", "b"]],
    ["python", ["python"]],
    ['["a","c++"]', ["a", "c++"]],
    ['[ "node.js" , "C#" ]', ["node.js", "c#"]],
    ['["caf\\u00e9"]', ["café"]],
    ["['a', 'c#']", ["a", "c#"]],
    ["[u'a', u'.net']", ["a", ".net"]],
    ["['a' 'b']", ["a", "b"]],
    ["('a', 'b')", ["a", "b"]],
    ["{c++,.net}", ["c++", ".net"]],
    ["[a, b]", ["a", "b"]],
    ["[]", []],
    ["<null>", ["null"]],
    ["null", ["null"]],
    ["NULL", []],
    ["NaN", []],
    ["None", []],
    ["<>", []],
    [" \n", []],
    ["<машинное-обучение>", ["машинное-обучение"]],
    ["", []]
  ])("reads %s", (text, tags) => assert.deepStrictEqual(parseTags(text), tags))

  it("takes time in proportion to the text, even of one letter or sign", () => {
    for (const sign of ["a", "<", "'", '"', "[", "\\", "[u"]) assert.isArray(parseTags(sign.repeat(500_000)))
    assert.isArray(parseTags(`['${"\\a".repeat(500_000)}`))
  })
})

describe("licenceOn", () => {
  it.each([
    ["2011-04-07T23:59:59.999Z", "CC BY-SA 2.5 (by date)"],
    ["2011-04-08T00:00:00Z", "CC BY-SA 3.0 (by date)"],
    ["2018-05-01T23:59:59.999Z", "CC BY-SA 3.0 (by date)"],
    ["2018-05-02T00:00:00Z", "CC BY-SA 4.0 (by date)"]
  ])("on %s is %s", (iso, licence) => assert.strictEqual(licenceOn(Date.parse(iso)), licence))

  it("follows the last edit, which puts the post under the licence of its day", () => {
    const asked = Date.parse("2011-01-01T00:00:00Z")
    assert.strictEqual(licenceOn(asked, Date.parse("2018-05-02T00:00:00Z")), "CC BY-SA 4.0 (by date)")
    assert.strictEqual(licenceOn(asked, null), "CC BY-SA 2.5 (by date)")
  })

  it("is null without a date", () => assert.strictEqual(licenceOn(null, Date.parse("2020-01-01T00:00:00Z")), null))
})

describe("readPost", () => {
  const question = { id: "7", title: "Why?", body: "<p>Because</p>" }
  const read = (raw: Parameters<typeof readPost>[0]) => {
    const bad: Array<string> = []
    return { post: readPost(raw, (field, value) => bad.push(`${field}=${value}`)), bad }
  }

  it("keeps title and body as they are", () => {
    const { post } = read({ ...question, title: " a &lt; b ", body: "\r\n<p>x</p>\n" })
    assert.strictEqual(post.kind === "question" && post.title, " a &lt; b ")
    assert.strictEqual(post.kind === "question" && post.body, "\r\n<p>x</p>\n")
  })

  it.each([
    ["2", "answer"],
    ["3", "orphaned-tag-wiki"],
    ["4", "tag-wiki-excerpt"],
    ["5", "tag-wiki"],
    ["6", "moderator-nomination"],
    ["7", "wiki-placeholder"],
    ["8", "privilege-wiki"],
    ["99", "other-post-type"],
    ["__proto__", "other-post-type"]
  ])("rejects post type %s as %s", (postType, reason) => {
    const { post } = read({ ...question, postType })
    assert.strictEqual("reason" in post ? post.reason : "kept", reason as Reason)
  })

  it.each([
    [{ id: " " }, "no-id"],
    [{ title: undefined }, "no-title"],
    [{ title: "\n" }, "no-title"],
    [{ body: "" }, "no-body"],
    [{ parent: "3", title: "" }, "answer"]
  ])("rejects %j as %s", (change, reason) => {
    const { post } = read({ ...question, ...change })
    assert.strictEqual("reason" in post ? post.reason : "kept", reason as Reason)
  })

  it("keeps a post whose optional values cannot be read, without them", () => {
    const { post, bad } = read({
      ...question,
      score: "many",
      viewCount: "-1",
      createdAt: "18/04/2022",
      answerCount: "2"
    })
    assert.deepInclude(post, { score: null, viewCount: null, createdAt: null, answerCount: 2 })
    assert.deepStrictEqual(bad, ["createdAt=18/04/2022", "score=many", "viewCount=-1"])
  })

  it("takes what databases write for nothing as nothing", () => {
    const { post, bad } = read({
      ...question,
      postType: "NaN",
      parent: "NULL",
      score: "NULL",
      viewCount: "nan",
      owner: "",
      createdAt: ""
    })
    assert.deepInclude(post, { score: null, viewCount: null, owner: null, createdAt: null, licence: null })
    assert.deepStrictEqual(bad, [])
  })

  it("reads whole numbers that pandas wrote as floats", () => {
    const { post } = read({ ...question, id: "7.0", postType: "1.0", owner: "12.0", viewCount: "3.0", score: "-2" })
    assert.deepInclude(post, { id: "7", owner: authorKey("12"), viewCount: 3, score: -2 })
  })

  it("makes the id of the content where the export has none", () => {
    const id = (change: Partial<Parameters<typeof readPost>[0]> = {}, site = "ai") => {
      const { id: _, ...raw } = { ...question, tags: "<a>", createdAt: "2020-01-01", ...change }
      const post = readPost(raw, () => {}, site)
      return post.kind === "question" ? post.id : post.reason
    }
    // printf '["ai","Why?","<p>Because</p>",["a"],1577836800000]' | sha256sum
    assert.strictEqual(id(), "c-76d7a580793d9817")
    assert.strictEqual(id({ score: "5", owner: "7" }), id())
    const others = [id({ title: "Why" }), id({ body: "b" }), id({ tags: "" }), id({ createdAt: "" }), id({}, "cs")]
    assert.strictEqual(new Set([id(), ...others]).size, 6)
  })

  it("rejects a row without an id where the export has ids", () => {
    const { post } = read({ ...question, id: "" })
    assert.strictEqual("reason" in post ? post.reason : "kept", "no-id")
  })

  it("prefers the licence that the export states to the one of the date", () => {
    const createdAt = "2010-01-01"
    const stated = read({ ...question, createdAt, licence: "CC BY-SA 4.0" }).post
    const byDate = read({ ...question, createdAt }).post
    assert.strictEqual(stated.kind === "question" && stated.licence, "CC BY-SA 4.0")
    assert.strictEqual(byDate.kind === "question" && byDate.licence, "CC BY-SA 2.5 (by date)")
  })
})
