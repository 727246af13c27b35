/**
 * The system's Chromium, for tests that must see the report as a reader does.
 */
import { existsSync, writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"

/** A report opened from disk, and what it did. */
export interface OpenReport {
  readonly page: Page
  /** Addresses that the page asked for, the file itself left out. */
  readonly requests: ReadonlyArray<string>
  /** Dialogs, uncaught errors, new windows and messages on the console. */
  readonly events: ReadonlyArray<string>
}

/** Where systems keep a Chromium. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

const executable = (): string => {
  const found = process.env["CHROMIUM_PATH"] ?? places.find((place) => existsSync(place))
  if (found !== undefined) return found
  throw new Error(
    `no Chromium at ${places.join(", ")}: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH`
  )
}

/** Starts the system's Chromium; a missing one fails. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  })

/** Writes the report to a folder of its own, opens it, and hands it to `use`. */
export const withReport = async <A>(
  browser: Browser,
  report: string,
  options: BrowserContextOptions,
  use: (open: OpenReport) => Promise<A>
): Promise<A> => {
  const folder = await mkdtemp(join(tmpdir(), "praxis-report-"))
  const context = await browser.newContext(options)
  try {
    const path = join(folder, "report.html")
    writeFileSync(path, report)
    const page = await context.newPage()
    const requests: Array<string> = []
    const events: Array<string> = []
    const address = pathToFileURL(path).href
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith("data:")) requests.push(request.url())
    })
    page.on("dialog", (dialog) => {
      events.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on("pageerror", (error) => events.push(`error ${error.message}`))
    page.on("popup", (popup) => events.push(`window ${popup.url()}`))
    page.on("console", (message) => events.push(`console ${message.text()}`))
    await page.goto(address)
    return await use({ page, requests, events })
  } finally {
    await context.close()
    await rm(folder, { recursive: true })
  }
}
