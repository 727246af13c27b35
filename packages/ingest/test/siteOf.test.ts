import { assert, describe, it } from "@effect/vitest"
import { postUrl, siteUrl } from "../src/postUrl.ts"
import { allSites, hostBySite, isSite, sayNoSite, siteFromPath, siteOf } from "../src/siteOf.ts"
import { closedSites, siteByOtherHost, siteByOtherName, titleBySite } from "../src/sites.ts"
import { sayUnknownSites } from "../src/unknownSites.ts"

describe("the table of sites", () => {
  it("has 183 sites, the sites where they discuss themselves, and two that are closed", () => {
    assert.strictEqual(Object.keys(titleBySite).length, 183)
    assert.strictEqual(allSites.length, 2 * (183 + 2) - 2)
    assert.strictEqual(new Set(allSites).size, allSites.length)
    assert.strictEqual(new Set(hostBySite.values()).size, allSites.length)
  })

  it("leads from each host, address, short name and title back to its site", () => {
    for (const [site, host] of hostBySite) {
      assert.strictEqual(siteOf(host), site)
      assert.strictEqual(siteOf(`https://${host}/questions/1`), site)
      assert.strictEqual(siteOf(site.toUpperCase()), site)
      assert.strictEqual(siteFromPath(`dumps/${host}-2017-03/Posts.xml`), site)
      assert.strictEqual(siteFromPath(`${host}.7z`), site)
    }
    for (const [site, title] of Object.entries(titleBySite)) assert.strictEqual(siteOf(title), site)
  })

  it("gives each open site an address, and no name of a site is another name of a second one", () => {
    for (const site of allSites) {
      const isOpen = !closedSites.has(site.replace(/\.meta$/, ""))
      assert.strictEqual(siteUrl(site), isOpen ? `https://${hostBySite.get(site)}` : null)
    }
    for (const [name, site] of siteByOtherName) {
      assert.isFalse(isSite(name), name)
      assert.isTrue(isSite(site), site)
    }
    for (const [host, site] of siteByOtherHost) assert.strictEqual(siteOf(host), site)
  })
})

describe("siteOf", () => {
  it.each([
    ["SO", "stackoverflow"],
    ["DS", "datascience"],
    ["SE", "softwareengineering"],
    ["CS", "cs"],
    ["CV", "stats"],
    ["so", "stackoverflow"],
    ["MSO", "meta.stackoverflow"],
    ["www.stackoverflow.com", "stackoverflow"],
    ["https://www.superuser.com/", "superuser"],
    ["ai", "ai"],
    [" DataScience ", "datascience"],
    ["Cross Validated", "stats"],
    ["crossvalidated", "stats"],
    ["crossvalidated.com", "stats"],
    ["Mi Yodeya", "judaism"],
    ["Unix & Linux", "unix"],
    ["TeX - LaTeX", "tex"],
    ["math.SE", "math"],
    ["Data Science Stack Exchange", "datascience"],
    ["ai.stackexchange.com", "ai"],
    ["https://stats.stackexchange.com/questions", "stats"],
    ["stackoverflow.com", "stackoverflow"],
    ["stackoverflow.com-Posts.7z", "stackoverflow"],
    ["ai.stackexchange.com_en_all_2023-05.zim", "ai"],
    ["ru.stackoverflow.com", "ru.stackoverflow"],
    ["ru.stackoverflow", "ru.stackoverflow"],
    ["es.meta.stackoverflow.com", "es.meta.stackoverflow"],
    ["ai.meta.stackexchange.com", "ai.meta"],
    ["3dprinting.meta", "3dprinting.meta"],
    ["meta.gaming.stackexchange.com", "gaming.meta"],
    ["meta.stackoverflow", "meta.stackoverflow"],
    ["programmers.stackexchange.com", "softwareengineering"],
    ["meta.programmers.stackexchange.com", "softwareengineering.meta"],
    ["cogsci", "psychology"],
    ["mathoverflow.net", "mathoverflow"],
    ["meta.mathoverflow.net", "meta.mathoverflow"],
    ["meta.stackexchange.com", "meta"],
    ["stackexchange.com", "meta"],
    ["newest.stackexchange.com", "newest"],
    ["foo.com", "foo.com"],
    ["notstackoverflow.com", "notstackoverflow.com"]
  ])("reads %s as %s", (named, site) => assert.strictEqual(siteOf(named), site))

  it.each(["", "  ", "two words", "<script>", "42", "../ai", "ai\u001b[31m"])("reads no site in %j", (named) =>
    assert.strictEqual(siteOf(named), undefined)
  )
})

describe("siteFromPath", () => {
  it.each([
    ["ai.stackexchange.com-2017-03/Posts.xml", "ai"],
    ["/dumps/stackoverflow.com-Posts/Posts.xml", "stackoverflow"],
    ["datascience.stackexchange.com/Posts.xml", "datascience"],
    ["dumps/stackoverflow.com/ai.stackexchange.com.csv", "ai"],
    ["C:\\dumps\\meta.stackoverflow.com\\Posts.xml", "meta.stackoverflow"],
    ["programmers.stackexchange.com.7z", "softwareengineering"]
  ])("reads the site of %s as %s", (path, site) => assert.strictEqual(siteFromPath(path), site))

  it.each([
    "stackoverflow-notebooks/dataset.csv",
    "Posts.xml",
    "notstackoverflow.community/Posts.xml",
    "foo.com.csv",
    ""
  ])("finds no host in %j", (path) => assert.strictEqual(siteFromPath(path), undefined))
})

describe("siteUrl and postUrl", () => {
  it.each([
    ["stackoverflow", "https://stackoverflow.com/questions/7"],
    ["ru.stackoverflow", "https://ru.stackoverflow.com/questions/7"],
    ["mathoverflow", "https://mathoverflow.net/questions/7"],
    ["ai", "https://ai.stackexchange.com/questions/7"],
    ["ai.meta", "https://ai.meta.stackexchange.com/questions/7"],
    ["meta", "https://meta.stackexchange.com/questions/7"]
  ])("link to a post of %s", (site, url) => assert.strictEqual(postUrl(site, "7"), url))

  it("link to nothing where the site is not known or closed, or the id is no number", () => {
    for (const site of ["unknown", "foo", "foo.com", "windowsphone", "windowsphone.meta"]) {
      assert.strictEqual(siteUrl(site), null)
      assert.strictEqual(postUrl(site, "7"), null)
    }
    assert.strictEqual(postUrl("ai", "a/../b"), null)
  })
})

describe("sayNoSite", () => {
  const start = "no site of Stack Exchange is called"
  it.each([
    ["stackoverlow", `${start} stackoverlow, so its posts have no links; did you mean "stackoverflow"?`],
    ["datasience", `${start} datasience, so its posts have no links; did you mean "datascience"?`],
    ["our-wiki-of-things", `${start} our-wiki-of-things, so its posts have no links`]
  ])("says of %s what may be meant", (site, sentence) => assert.strictEqual(sayNoSite(site), sentence))
})

describe("sayUnknownSites", () => {
  it("says five names, and how many more there are", () => {
    const names = Array.from({ length: 7 }, (_, i) => `wiki-of-things-${i}`)
    const sentences = sayUnknownSites(["ai", "unknown", ...names])
    assert.deepStrictEqual(sentences.slice(0, 5), names.slice(0, 5).map(sayNoSite))
    assert.deepStrictEqual(sentences.slice(5), ["the same holds for 2 more names of sites"])
    assert.deepStrictEqual(sayUnknownSites(["ai", "unknown", "windowsphone"]), [])
  })
})
