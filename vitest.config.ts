import { defineConfig } from "vitest/config"

/**
 * Three kinds of test files, each with a command of its own (`scripts/test.ts`): plain ones need nothing but Node;
 * `*.corpora.test.ts` read real posts; `*.browser.test.ts` open the report in Chromium.
 */
const kind = process.env["PRAXIS_TESTS"] ?? "plain"
const special = ["corpora", "browser"]

export default defineConfig({
  test: {
    include: special.includes(kind)
      ? [`{packages,pipelines}/*/test/**/*.${kind}.test.ts`]
      : ["{packages,pipelines}/*/test/**/*.test.ts", "scripts/test/**/*.test.ts"],
    exclude: ["**/node_modules/**", ...special.filter((each) => each !== kind).map((each) => `**/*.${each}.test.ts`)],
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
