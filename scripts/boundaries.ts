/**
 * Checks the arrows between packages, and what only the command may touch: `pnpm boundaries`.
 * Prints each place that breaks a rule and exits with 1; the rules stand in `boundaries/Rules.ts`.
 */
import { join } from "node:path"
import { check } from "./boundaries/check.ts"
import { rules } from "./boundaries/Rules.ts"

const { files, violations } = check(join(import.meta.dirname, ".."), rules)
for (const { path, line, rule, remedy } of violations) console.log(`${path}:${line}: ${rule}; ${remedy}`)
console.log(
  violations.length === 0 ? `${files} files keep the boundaries` : `${violations.length} places break the boundaries`
)
if (violations.length > 0) process.exitCode = 1
