/**
 * How time and memory of each stage grow with the posts: `node pipelines/ml-practices/bench/scale.ts [SIZE …]
 * [--stages a,b] [--set node.param=value …] [--folder DIR] [--json]` (10000 100000 1000000).
 *
 * Simulated posts go through the study up to LSA and topics in mini-batches, each stage in a process of its own, so that
 * time and peak are that stage's; `(none)` is a process that finds all stored and runs no stage. Prints seconds of the
 * stage, processor seconds of the process less those of `(none)`, which other programs disturb less, and peak resident
 * memory; then by how much each grew from size to size, scaled to 10 times the posts (limits 11 and 10.5). What a process needs
 * beside the stage makes the ratio of small sizes low. With `--folder`, results stay there and are not made again.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    stages: { type: "string", default: "counts,tf-idf,lsa,topics" },
    set: { type: "string", multiple: true, default: ["topics.method=mini-batch", "lsa.dims=100"] },
    workers: { type: "string", default: "2" },
    folder: { type: "string" },
    json: { type: "boolean", default: false }
  }
})
const sizes = positionals.length === 0 ? [10_000, 100_000, 1_000_000] : positionals.map(Number)
const stages = values.stages.split(",")
const limits = { seconds: 11, megabytes: 10.5 }

/** Writes peak memory in kilobytes and processor seconds of the process as its last words. */
const lastWords = `import { isMainThread } from "node:worker_threads"
if (isMainThread) process.on("exit", () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage()
  console.error("maxRSS", maxRSS, "cpu", (systemCPUTime + userCPUTime) / 1e6)
})`
const main = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url))

interface Measured {
  readonly size: number
  readonly stage: string
  /** Of the stage, as the run tells it. */
  readonly seconds: number
  /** Of the whole process, all threads. */
  readonly processorSeconds: number
  /** Peak of the whole process. */
  readonly megabytes: number
  /** Of all outputs. */
  readonly resultMegabytes: number
}

interface StageSummary {
  readonly name: string
  readonly seconds: number
  readonly outputs: Readonly<Record<string, { readonly bytes: number }>>
}

const run = (node: string, size: number, folder: string, force: boolean) => {
  const settings = [`simulated.nPosts=${size}`, ...values.set].flatMap((setting) => ["--set", setting])
  const args = ["run", node, "--study", "ml-practices", ...settings, "--artifacts", folder, "--workers", values.workers]
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(lastWords)}`,
      main,
      ...args,
      "--json",
      ...(force ? ["--force"] : [])
    ],
    { encoding: "utf8", maxBuffer: 2 ** 30 }
  )
  if (status !== 0) throw new Error(`${node} with ${size} posts ended with ${status}: ${stderr}`)
  const [, maxRss, cpu] = /maxRSS (\d+) cpu ([\d.]+)/.exec(stderr)!
  const { stages: ran } = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as {
    readonly stages: ReadonlyArray<StageSummary>
  }
  return { ran, megabytes: Number(maxRss) / 1024, processorSeconds: Number(cpu) }
}

const measure = (stage: string, size: number, folder: string, idle: number): Measured => {
  const { megabytes, processorSeconds, ran } = run(stage, size, folder, true)
  const { outputs, seconds } = ran.find(({ name }) => name === stage)!
  const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0)
  return {
    size,
    stage,
    seconds,
    processorSeconds: Math.max(0, processorSeconds - idle),
    megabytes,
    resultMegabytes: bytes / 1e6
  }
}

const measured = sizes.flatMap((size) => {
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), "praxis-scale-"))
  try {
    run("vocabulary", size, folder, false)
    const idle = run("vocabulary", size, folder, false)
    const none = { size, stage: "(none)", seconds: 0, resultMegabytes: 0, ...idle }
    return [none, ...stages.map((stage) => measure(stage, size, folder, idle.processorSeconds))]
  } finally {
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
})

/** How a figure grew from the size before, as for ten times the posts. */
const growth = (of: "seconds" | "processorSeconds" | "megabytes", { size, stage, ...now }: Measured) => {
  const before = measured.find((each) => each.stage === stage && each.size === sizes[sizes.indexOf(size) - 1])
  return before === undefined ? undefined : ((now[of] / before[of]) * 10 * before.size) / size
}

if (values.json) {
  console.log(JSON.stringify({ limits, measured }))
} else {
  console.log(
    `load ${loadavg()[0]!.toFixed(1)}; growth for 10 times the posts: at most ${limits.seconds} × the time, ${limits.megabytes} × the memory`
  )
  console.log("  posts   stage            s    CPU s    peak MB  result MB     growth: s    CPU   peak")
  for (const each of measured) {
    const ratios = (["seconds", "processorSeconds", "megabytes"] as const).map(
      (of) => growth(of, each)?.toFixed(1) ?? ""
    )
    const figures = [
      each.seconds.toFixed(1),
      each.processorSeconds.toFixed(1),
      each.megabytes.toFixed(0),
      each.resultMegabytes.toFixed(0)
    ]
    console.log(
      `${String(each.size).padStart(7)}   ${each.stage.padEnd(8)}${figures.map((text) => text.padStart(10)).join("")}      ${ratios.map((text) => text.padStart(7)).join("")}`
    )
  }
}
