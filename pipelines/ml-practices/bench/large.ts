/**
 * How much memory each stage needs as the posts grow: `node bench/large.ts [SIZE …] [--stages a,b]` (100000 300000 1000000).
 *
 * Simulated posts go through ingest and features, each stage in a process of its own, so that the peak is that stage's.
 * The first line of the table is the process without a stage: the program, and the check of a stored result. Prints
 * seconds and peak resident memory by stage and size, and what the result itself takes. Seconds depend on the machine
 * and on what else runs there; peaks hardly do.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const { values, positionals } = parseArgs({ options: { stages: { type: "string" } }, allowPositionals: true })
const sizes = positionals.length === 0 ? [100_000, 300_000, 1_000_000] : positionals.map(Number)
const stages = values.stages?.split(",") ?? [
  "posts",
  "corpus-summary",
  "selection",
  "documents",
  "tokens",
  "vocabulary",
  "counts",
  "tf-idf",
  "lsa"
]

/** Writes the peak memory of the process, in kilobytes, as its last words. */
const lastWords = `import { isMainThread } from "node:worker_threads"
if (isMainThread) process.on("exit", () => console.error("maxRSS", process.resourceUsage().maxRSS))`
const main = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url))
const program = ["--import", `data:text/javascript,${encodeURIComponent(lastWords)}`, main]

interface Measured {
  readonly seconds: number
  readonly megabytes: number
  /** Of all outputs together. */
  readonly resultMegabytes: number
}

interface Finished {
  readonly _tag: string
  readonly node: string
  readonly status: string
  readonly seconds: number
  readonly outputs: Readonly<Record<string, { readonly bytes: number }>>
}

const measure = (node: string, size: number, folder: string): Measured => {
  const args = ["run", node, "--study", "ml-practices", "--set", `simulated.nPosts=${size}`]
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [...program, ...args, "--artifacts", folder, "--json"],
    { encoding: "utf8", maxBuffer: 2 ** 30 }
  )
  if (status !== 0) throw new Error(`${node} with ${size} posts ended with ${status}: ${stderr}`)
  const finished = stdout
    .split("\n")
    .filter((line) => line.includes('"NodeFinished"'))
    .map((line) => JSON.parse(line) as Finished)
    .find((event) => event.node === node)!
  const bytes = Object.values(finished.outputs).reduce((sum, output) => sum + output.bytes, 0)
  return {
    seconds: finished.seconds,
    megabytes: Number(/maxRSS (\d+)/.exec(stderr)![1]) / 1024,
    resultMegabytes: bytes / 1e6
  }
}

const rows = new Map<string, Array<Measured>>()
for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), "praxis-large-"))
  try {
    for (const [name, node] of [
      ["simulated", "simulated"],
      ["(none)", "simulated"],
      ...stages.map((stage) => [stage, stage] as const)
    ] as const) {
      rows.set(name, [...(rows.get(name) ?? []), measure(node, size, folder)])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const cell = (text: string) => text.padStart(24)
console.log("stage".padEnd(16) + sizes.map((size) => cell(`${size} posts`)).join(""))
console.log("".padEnd(16) + sizes.map(() => cell("s / peak MB / result MB")).join(""))
for (const [name, measured] of rows) {
  const cells = measured.map(({ seconds, megabytes, resultMegabytes }) =>
    cell(`${seconds.toFixed(1)} / ${megabytes.toFixed(0)} / ${resultMegabytes.toFixed(0)}`)
  )
  console.log(name.padEnd(16) + cells.join(""))
}
