/**
 * What a test run came to.
 */

/** The parts of vitest's JSON report that count. */
export interface JsonReport {
  readonly testResults: ReadonlyArray<{
    readonly status: string
    readonly assertionResults: ReadonlyArray<{ readonly status: string }>
  }>
}

/** Numbers of tests. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Counts tests; a file that failed without a failed test, such as one that cannot be loaded, counts as one failed. */
export const tally = ({ testResults }: JsonReport): Tally => {
  const count = (status: string) =>
    testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length
  const total = testResults.reduce((n, file) => n + file.assertionResults.length, 0)
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed")
  ).length
  const [passed, failed] = [count("passed"), count("failed")]
  return { passed, failed: failed + brokenFiles, skipped: total - passed - failed }
}

/** `12 passed, 0 failed`, and the skipped ones where there are any. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
