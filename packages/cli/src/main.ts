/**
 * The program behind `pnpm pipeline`. Compiled code is cached in node_modules/.cache, so that a warm start is quick.
 */
import { enableCompileCache } from "node:module"
import { fileURLToPath } from "node:url"

enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/praxis-compile", import.meta.url)))
await import("./program.ts")
