/**
 * How much faster the stages that dominate are with two worker threads than with one: `node pipelines/ml-practices/bench/workers.ts
 * [POSTS] [ROUNDS]` (30,000 simulated posts, 5 rounds).
 *
 * Each round runs each stage by itself as a whole process, with one thread and with two in turn, everything above it a
 * hit; what counts is the stage's own: reading, checking, passing, computing, encoding, writing. Prints medians of seconds and of
 * their ratio, and the same of processor time, which other programs disturb less: `at best` is the time with one thread
 * divided by half of that with two, or by the main thread's where that is longer. Outputs are compared by their digests.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { availableParallelism, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const nPosts = Number(process.argv[2] ?? 30_000)
const rounds = Number(process.argv[3] ?? 5)
const program = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url))
const stages = ["documents", "tokens", "k-sweep", "stability", "multiverse"]
const folder = mkdtempSync(join(tmpdir(), "praxis-bench-"))

/** Writes the processor time so far, of all threads and of the main one, at each event of the run. */
const stopwatch = `
  const write = process.stdout.write.bind(process.stdout)
  const ms = ({ user, system }) => (user + system) / 1000
  process.stdout.write = (chunk, ...rest) => {
    const event = /^{"_tag":"(Node(?:Started|Finished))","node":"([^"]+)"/.exec(chunk)
    if (event) console.error(JSON.stringify([event[1], event[2], performance.now(), ms(process.cpuUsage()), ms(process.threadCpuUsage())]))
    return write(chunk, ...rest)
  }`
type Stamp = readonly [event: string, node: string, wall: number, all: number, main: number]

/** What a stage took, in milliseconds. */
interface Cost {
  readonly wall: number
  /** Processor time of all threads. */
  readonly all: number
  readonly main: number
}

const run = (workers: number, nodes: ReadonlyArray<string>, ...more: ReadonlyArray<string>) => {
  const study = ["run", ...nodes, "--set", `simulated.nPosts=${nPosts}`, "--artifacts", folder]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(stopwatch)}`,
      program,
      ...study,
      "--workers",
      `${workers}`,
      "--json",
      ...more
    ],
    { encoding: "utf8", maxBuffer: 2 ** 28 }
  )
  if (status !== 0) throw new Error(`the run ended with ${status}: ${stderr}`)
  const stamps = stderr
    .split("\n")
    .filter((line) => line.startsWith("["))
    .map((line): Stamp => JSON.parse(line))
  const costOf = (stage: string): Cost => {
    const [begin, end] = ["NodeStarted", "NodeFinished"].map(
      (event) => stamps.find(([is, node]) => is === event && node === stage)!
    )
    return { wall: end![2] - begin![2], all: end![3] - begin![3], main: end![4] - begin![4] }
  }
  const { stages: finished } = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as {
    readonly stages: ReadonlyArray<{ readonly name: string; readonly outputs: unknown }>
  }
  return { costOf, outputs: JSON.stringify(finished.map(({ name, outputs }) => [name, outputs])) }
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

try {
  run(1, stages)
  const pairs = Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      stages.map((stage) => {
        const forced = (workers: number) => run(workers, [stage], "--force")
        const first = forced(1 + (round % 2))
        const second = forced(2 - (round % 2))
        const [one, two] = round % 2 === 0 ? [first, second] : [second, first]
        if (one.outputs !== two.outputs) throw new Error(`${stage}: two threads gave other outputs than one`)
        return [stage, { one: one.costOf(stage), two: two.costOf(stage) }]
      })
    )
  )
  console.log(
    `${nPosts} posts, ${rounds} rounds, medians in seconds; load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`
  )
  console.log("                wall: 1      2           processor: 1      2  (main)     at best")
  const line = (name: string, of: readonly string[]) => {
    const costs = (threads: "one" | "two", part: keyof Cost) =>
      pairs.map((pair) => of.reduce((sum, stage) => sum + pair[stage]![threads][part], 0) / 1000)
    const ratio = (above: ReadonlyArray<number>, below: ReadonlyArray<number>) =>
      `${median(above.map((value, i) => value / below[i]!)).toFixed(2)} ×`
    const seconds = (values: ReadonlyArray<number>) => median(values).toFixed(2).padStart(6)
    const [wall1, wall2, all1, all2, main2] = [
      costs("one", "wall"),
      costs("two", "wall"),
      costs("one", "all"),
      costs("two", "all"),
      costs("two", "main")
    ]
    const atBest = all2.map((all, i) => Math.max(all / 2, main2[i]!))
    console.log(
      `${name.padEnd(12)} ${seconds(wall1)} ${seconds(wall2)}  ${ratio(wall1, wall2)}   ${seconds(all1)} ${seconds(all2)} (${seconds(main2).trim()})  ${ratio(all1, atBest)}`
    )
  }
  for (const stage of stages) line(stage, [stage])
  line("together", stages)
  console.log("the same digests: yes")
} finally {
  rmSync(folder, { recursive: true, force: true })
}
