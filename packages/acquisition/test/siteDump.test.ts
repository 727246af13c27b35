import { assert, describe, it } from "@effect/vitest"
import { apiSite, dumpFile, siteHost } from "../src/siteDump.ts"

describe("siteHost", () => {
  it("gives the host of a site by host or short name, and none of a path", () => {
    const cases: ReadonlyArray<readonly [string, string | undefined]> = [
      ["ai", "ai.stackexchange.com"],
      ["AI.stackexchange.com", "ai.stackexchange.com"],
      ["https://ai.stackexchange.com/", "ai.stackexchange.com"],
      ["stackoverflow", "stackoverflow.com"],
      ["mathoverflow", "mathoverflow.net"],
      ["pt.stackoverflow.com", "pt.stackoverflow.com"],
      ["../x", undefined],
      ["a/b.com", undefined],
      ["", undefined]
    ]
    for (const [named, host] of cases) assert.strictEqual(siteHost(named), host, named)
  })
})

describe("dumpFile", () => {
  it("is the site's archive; of Stack Overflow that of its posts", () => {
    assert.strictEqual(dumpFile("ai.stackexchange.com"), "ai.stackexchange.com.7z")
    assert.strictEqual(dumpFile("stackoverflow.com"), "stackoverflow.com-Posts.7z")
  })
})

describe("apiSite", () => {
  it("is the short name", () => {
    assert.strictEqual(apiSite("ai.stackexchange.com"), "ai")
    assert.strictEqual(apiSite("stackoverflow.com"), "stackoverflow")
    assert.strictEqual(apiSite("pt.stackoverflow.com"), "pt.stackoverflow")
  })
})
