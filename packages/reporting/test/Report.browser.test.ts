import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Browser, Page } from "playwright-core"
import { launch, withReport } from "./browser.ts"
import { hostileShape, vectors } from "./hostileShape.ts"
import { render } from "./render.ts"
import { studyParams, studyTables, wideShape } from "./studyTables.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }

const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ["violations"] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]))`
  )
}

const openAll = "document.querySelectorAll('details').forEach((details) => { details.open = true })"

describe("the report in Chromium", () => {
  let browser: Browser
  let report: string
  let hostile: string
  /** Every part of the page, each a few times. */
  let short: string

  beforeAll(async () => {
    browser = await launch()
    report = await Effect.runPromise(render(studyTables(wideShape), studyParams))
    short = await Effect.runPromise(
      render(
        studyTables({ ...wideShape, topics: wideShape.topics.slice(0, 2), sites: wideShape.sites.slice(2) }),
        studyParams
      )
    )
    const words = vectors.map((vector) => `${vector} `)
    hostile = await Effect.runPromise(
      render(studyTables(hostileShape), {
        ...studyParams,
        title: words[0]!,
        question: words[1]!,
        lede: words,
        method: words[5]!,
        selection: { a: words[2]!, b: words[3]!, rule: words[4]!, matching: words[5]!, paper: words[6]! },
        limits: words.map((text) => ({ title: text, text })),
        references: words.map((text) => ({ text, url: "javascript:alert(41)" }))
      })
    )
  })

  afterAll(() => browser.close())

  it("runs nothing, asks for nothing and shows no dialog when every text is an attack", () =>
    withReport(browser, hostile, {}, async ({ page, requests, events }) => {
      await page.evaluate(openAll)
      await page.evaluate(
        "document.querySelectorAll('*').forEach((element) => ['mouseover', 'focus', 'load', 'error'].forEach((name) => element.dispatchEvent(new Event(name))))"
      )
      await page.waitForLoadState("networkidle")
      assert.deepStrictEqual(requests, [])
      assert.deepStrictEqual(events, [])
      assert.strictEqual(
        await page
          .locator(
            "script, img, iframe, form, input, base, video, math, use, [onload], [onerror], [onmouseover], [onfocus], [style]"
          )
          .count(),
        0
      )
      assert.strictEqual(await page.locator("style").count(), 1)
      assert.deepStrictEqual(
        await page.locator("a:not([href^='#'])").evaluateAll((links) => links.map((link) => String(link))),
        []
      )
    }))

  it("shows attacks as the text that they are", () =>
    withReport(browser, hostile, {}, async ({ page }) => {
      await page.evaluate(openAll)
      const shown = (await page.locator(".post-title").allTextContents()).join("\n")
      for (const vector of vectors.filter((text) => /^[\x20-\x7e]+$/.test(text))) assert.include(shown, vector)
      assert.notMatch(shown.replaceAll("\n", ""), /[\p{Cc}\u202e\u2066]/u)
    }))

  it("keeps within the policy: the console stays silent and the style applies", () =>
    withReport(browser, report, {}, async ({ page, requests, events }) => {
      assert.deepStrictEqual([requests, events], [[], []])
      assert.strictEqual(await page.evaluate("getComputedStyle(document.body).margin"), "0px")
    }))

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [375, 1280]) {
      it(`has no accessibility violation in ${colorScheme} at ${width} pixels, folded and unfolded`, () =>
        withReport(browser, short, { colorScheme, viewport: { width, height: 900 } }, async ({ page }) => {
          assert.deepStrictEqual(await violations(page), [])
          await page.evaluate(openAll)
          assert.deepStrictEqual(await violations(page), [])
        }))
    }
  }

  it("never scrolls sideways at 375 pixels, with everything unfolded and with long words", () => {
    const check = async (markup: string) =>
      withReport(browser, markup, { viewport: { width: 375, height: 800 } }, async ({ page }) => {
        await page.evaluate(openAll)
        assert.isAtMost(Number(await page.evaluate("document.documentElement.scrollWidth")), 375)
      })
    return Effect.runPromise(
      render(
        studyTables({ ...wideShape, title: () => "w".repeat(300), excerpt: () => "https://x.example/".repeat(20) }),
        {
          ...studyParams,
          title: "Sesquipedalianism".repeat(6)
        }
      )
    )
      .then(check)
      .then(() => check(report))
      .then(() => check(hostile))
  })

  it("draws the flows where the page is wide or printed, lists them where it is narrow, and never both", async () => {
    const shown = (page: Page) =>
      page.evaluate("['.flow-drawing', '.flow-list'].map((name) => document.querySelector(name).checkVisibility())")
    await withReport(browser, short, { viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      assert.deepStrictEqual(await shown(page), [true, false])
      assert.strictEqual(await page.locator(".flows").getAttribute("role"), "img")
      assert.match((await page.locator(".flows").getAttribute("aria-label"))!, /^Rows read: Data Science \d+, /)
    })
    await withReport(browser, short, { viewport: { width: 375, height: 900 } }, async ({ page }) => {
      assert.deepStrictEqual(await shown(page), [false, true])
      await page.emulateMedia({ media: "print" })
      assert.deepStrictEqual(await shown(page), [true, false])
    })
  })

  it("keeps every label of the flows inside the drawing and off the others", () =>
    withReport(browser, report, { viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      const collisions = await page.evaluate(`(() => {
        const frame = document.querySelector(".flows").getBoundingClientRect()
        const boxes = [...document.querySelectorAll(".flows text")].map((text) => [text.textContent, text.getBoundingClientRect()])
        const outside = boxes.filter(([, box]) => box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom)
        const crossed = boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
          .filter(([, q]) => p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom).map(([b]) => [a, b]))
        return [outside.map(([text]) => text), crossed]
      })()`)
      assert.deepStrictEqual(collisions, [[], []])
    }))

  it("opens the table of the flows by keyboard, with a number for every site and step", () =>
    withReport(browser, short, { viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      await page.locator(".flow-figure summary").focus()
      await page.keyboard.press("Enter")
      const table = page.locator(".flow-figure details table")
      assert.isTrue(await table.isVisible())
      assert.deepStrictEqual(await table.locator("tbody th").allTextContents(), [
        "Data Science",
        "Stack Overflow",
        "Cross Validated"
      ])
      const cells = await table.locator("tbody td, tfoot td").allTextContents()
      assert.lengthOf(cells, 4 * 13)
      for (const cell of cells) assert.match(cell, /^[\d\u202f]+$/)
      await page.keyboard.press("Tab")
      assert.match(
        String(await page.evaluate("document.activeElement.getAttribute('aria-label')")),
        /^Table: Rows and questions by site/
      )
    }))

  it("brings the keyboard to the report first, then to its sections", () =>
    withReport(browser, report, {}, async ({ page }) => {
      await page.keyboard.press("Tab")
      assert.strictEqual(await page.evaluate("document.activeElement.textContent"), "Skip to the report")
      await page.keyboard.press("Enter")
      assert.strictEqual(await page.evaluate("document.activeElement.id"), "main")
    }))
})
