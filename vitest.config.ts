import { defineConfig } from "vitest/config"

/** Tests that read real posts end in `.corpora.test.ts` and run by `pnpm test:corpora` alone. */
const onCorpora = process.env["PRAXIS_TEST_CORPORA"] === "1"

export default defineConfig({
  test: {
    include: [
      onCorpora ? "{packages,pipelines}/*/test/**/*.corpora.test.ts" : "{packages,pipelines}/*/test/**/*.test.ts",
      ...(onCorpora ? [] : ["scripts/test/**/*.test.ts"])
    ],
    exclude: onCorpora ? ["**/node_modules/**"] : ["**/node_modules/**", "**/*.corpora.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
