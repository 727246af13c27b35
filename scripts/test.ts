/**
 * Runs the tests of all packages in one vitest: `pnpm test [vitest's own arguments]`.
 * With `--browser` the tests that open the report in Chromium instead; with `--corpora` those that read real posts,
 * from the folder PRAXIS_CORPORA (`../shared/corpora` where unset).
 * The last line is `N passed, N failed`. Exits with 0 when tests ran and none failed, 2 without a folder of corpora.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { closingLine, type JsonReport, tally } from "./testTally.ts"

const root = join(import.meta.dirname, "..")
const given = process.argv.slice(2).filter((argument) => argument !== "--")
const kind = given.includes("--corpora") ? "corpora" : given.includes("--browser") ? "browser" : "plain"
const forVitest = given.filter((argument) => argument !== `--${kind}`)
const corpora = resolve(root, process.env["PRAXIS_CORPORA"] || "../shared/corpora")

if (kind === "corpora" && !existsSync(corpora)) {
  console.error(`${corpora}: there is no such folder; set PRAXIS_CORPORA to the folder with the corpora of real posts`)
  process.exit(2)
}

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs")
const folder = mkdtempSync(join(tmpdir(), "praxis-test-"))
try {
  const reportFile = join(folder, "report.json")
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`, ...forVitest],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, PRAXIS_CORPORA: corpora, PRAXIS_TESTS: kind }
    }
  )
  const report: JsonReport = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")) : { testResults: [] }
  const counts = tally(report)
  if (counts.passed + counts.failed === 0) console.error("no test ran")
  else if (status !== 0 && counts.failed === 0)
    console.error("every test passed, yet vitest found an error outside of them")
  console.log(closingLine(counts))
  process.exitCode = status === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}
