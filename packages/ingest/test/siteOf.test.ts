import { assert, describe, it } from "@effect/vitest"
import { postUrl, siteFromPath, siteOf, siteUrl } from "../src/siteOf.ts"

describe("siteOf", () => {
  it.each([
    ["SO", "stackoverflow"],
    ["DS", "datascience"],
    ["SE", "softwareengineering"],
    ["CS", "cs"],
    ["CV", "stats"],
    ["so", "stackoverflow"],
    ["www.stackoverflow.com", "stackoverflow"],
    ["https://www.superuser.com/", "superuser"],
    ["ai", "ai"],
    [" DataScience ", "datascience"],
    ["ai.stackexchange.com", "ai"],
    ["https://stats.stackexchange.com/questions", "stats"],
    ["stackoverflow.com", "stackoverflow"],
    ["ru.stackoverflow.com", "ru.stackoverflow"],
    ["ai.meta.stackexchange.com", "ai.meta"],
    ["mathoverflow.net", "mathoverflow"],
    ["meta.stackexchange.com", "meta"]
  ])("reads %s as %s", (named, site) => assert.strictEqual(siteOf(named), site))

  it.each(["", "  ", "two words", "<script>", "42"])("reads no site in %j", (named) =>
    assert.strictEqual(siteOf(named), undefined)
  )
})

describe("siteFromPath", () => {
  it.each([
    ["ai.stackexchange.com-2017-03/Posts.xml", "ai"],
    ["/dumps/stackoverflow.com-Posts/Posts.xml", "stackoverflow"],
    ["datascience.stackexchange.com/Posts.xml", "datascience"],
    ["dumps/stackoverflow.com/ai.stackexchange.com.csv", "ai"],
    ["C:\\dumps\\meta.stackoverflow.com\\Posts.xml", "meta.stackoverflow"]
  ])("reads the site of %s as %s", (path, site) => assert.strictEqual(siteFromPath(path), site))

  it.each(["stackoverflow-notebooks/dataset.csv", "Posts.xml", "notstackoverflow.community/Posts.xml", ""])(
    "finds no host in %j",
    (path) => assert.strictEqual(siteFromPath(path), undefined)
  )
})

describe("siteUrl and postUrl", () => {
  it.each([
    ["stackoverflow", "https://stackoverflow.com/questions/7"],
    ["ru.stackoverflow", "https://ru.stackoverflow.com/questions/7"],
    ["mathoverflow", "https://mathoverflow.net/questions/7"],
    ["ai", "https://ai.stackexchange.com/questions/7"],
    ["ai.meta", "https://ai.meta.stackexchange.com/questions/7"]
  ])("link to a post of %s", (site, url) => assert.strictEqual(postUrl(site, "7"), url))

  it("link to nothing where the site is unknown or the id is no number", () => {
    assert.strictEqual(siteUrl("unknown"), null)
    assert.strictEqual(postUrl("unknown", "7"), null)
    assert.strictEqual(postUrl("ai", "a/../b"), null)
  })
})
