/**
 * Digests of 15 stages in a workspace of 150 modules: with the cache as a ratio to without it.
 * `node packages/dataflow/bench/codeDigest.ts`
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { Effect } from "effect"

const [nPackages, nModules, nStages] = [6, 25, 15]
const root = mkdtempSync(join(tmpdir(), "praxis-bench-"))

/** Module m of package p: about 100 lines, four imports inside, one of another package, one of npm. */
const moduleText = (p: number, m: number): string =>
  [
    'import { Effect } from "effect"',
    ...[1, 2, 3, 4].filter((k) => m + k < nModules).map((k) => `import { f as f${k} } from "./m${m + k}.ts"`),
    ...(p + 1 < nPackages ? [`import { f as g } from "@bench/p${p + 1}/m${m}"`] : []),
    ...Array.from({ length: 90 }, (_, i) => `const v${i}: number = ${p} * ${m} + Math.sqrt(${i}) // line ${i}`),
    "export const f = (a: number): number => a + v1 + Effect.never.length"
  ].join("\n")

const digests = (cacheFile: string) =>
  Effect.gen(function* () {
    const { of } = yield* CodeDigest.CodeDigests
    const made: Array<CodeDigest.CodeDigest> = []
    for (let s = 0; s < nStages; s++) made.push(yield* of(pathToFileURL(join(root, `packages/p0/src/m${s}.ts`)).href))
    return made
  }).pipe(Effect.provide(CodeDigest.layer({ root, cacheFile }), { local: true }))

const timed = async (cacheFile: string) => {
  const start = performance.now()
  const made = await Effect.runPromise(digests(cacheFile))
  return { made, milliseconds: performance.now() - start }
}

try {
  for (let p = 0; p < nPackages; p++) {
    const folder = join(root, `packages/p${p}`)
    mkdirSync(join(folder, "src"), { recursive: true })
    mkdirSync(join(folder, "node_modules/@bench"), { recursive: true })
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name: `@bench/p${p}`, exports: { "./*": "./src/*.ts" } })
    )
    for (let m = 0; m < nModules; m++) writeFileSync(join(folder, `src/m${m}.ts`), moduleText(p, m))
    if (p + 1 < nPackages) symlinkSync(join(root, `packages/p${p + 1}`), join(folder, `node_modules/@bench/p${p + 1}`))
  }
  const importers = Array.from(
    { length: nPackages },
    (_, p) => `  packages/p${p}: { dependencies: { effect: { version: 4.1.0 } } }`
  )
  writeFileSync(
    join(root, "pnpm-lock.yaml"),
    `importers:\n${importers.join("\n")}\npackages:\n  effect@4.1.0: {}\nsnapshots:\n  effect@4.1.0: {}\n`
  )
  const cacheFile = join(root, "code.json")
  const cold = await timed(cacheFile)
  const warm = await timed(cacheFile)
  const files = new Set(warm.made.flatMap((code) => Object.keys(code.files))).size
  if (JSON.stringify(cold.made) !== JSON.stringify(warm.made)) throw new Error("warm digests differ from cold ones")
  console.log(
    `${files} modules, ${nStages} stages: cold ${cold.milliseconds.toFixed(0)} ms, warm ${warm.milliseconds.toFixed(0)} ms, ` +
      `warm / cold = ${(warm.milliseconds / cold.milliseconds).toFixed(3)}`
  )
} finally {
  rmSync(root, { recursive: true })
}
