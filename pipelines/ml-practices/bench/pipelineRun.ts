/**
 * `pipeline run` as a process of its own, so that time and peak memory are that run's.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { decodeFile } from "@praxis/dataflow/ArrowFile"
import * as Table from "@praxis/dataflow/Table"

/** What a run took. */
export interface PipelineRun {
  /** Of the whole process, its start included. */
  readonly seconds: number
  /** Of the whole process, all threads. */
  readonly processorSeconds: number
  /** Peak resident memory of the process. */
  readonly megabytes: number
  readonly stages: ReadonlyArray<StageRun>
}

/** A stage of a run, as the run tells it. */
export interface StageRun {
  readonly name: string
  readonly status: string
  readonly seconds: number
  readonly outputs: Readonly<Record<string, { readonly digest: string; readonly bytes: number }>>
}

/** Runs `pipeline run` with these words, `--json` added; a run that fails throws. */
export const pipelineRun = (...words: ReadonlyArray<string>): PipelineRun => {
  const begin = performance.now()
  const { status, stderr, stdout } = spawnSync(process.execPath, [...program, "run", ...words, "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 30
  })
  const seconds = (performance.now() - begin) / 1000
  if (status !== 0) throw new Error(`pipeline run ${words.join(" ")} ended with ${status}: ${stderr}`)
  const [, maxRss, cpu] = /maxRSS (\d+) cpu ([\d.]+)/.exec(stderr)!
  const { stages } = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Pick<PipelineRun, "stages">
  return { seconds, processorSeconds: Number(cpu), megabytes: Number(maxRss) / 1024, stages }
}

/** A table that a run left in an artifacts folder. */
export const outputOf = <K extends Table.AnyContract>(
  run: PipelineRun,
  artifacts: string,
  contract: K
): Table.Batch<K> => {
  const { digest } = run.stages.map(({ outputs }) => outputs[contract.name]).find((output) => output !== undefined)!
  const bytes = new Uint8Array(readFileSync(join(artifacts, "store", "objects", digest)))
  return Table.concat(contract, decodeFile(contract, bytes))
}

/** A setting for each name and value, as words of the command. */
export const settings = (set: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.entries(set).flatMap(([name, value]) => ["--set", `${name}=${JSON.stringify(value)}`])

/** A sweep over K that is over at once, for runs whose K is given: topics ask for one. */
export const noSweep = {
  "k-sweep.ks": [2],
  "k-sweep.seeds": 1,
  "k-sweep.samples": 1,
  "k-sweep.silhouettePosts": 10,
  "k-sweep.starts": 1,
  "k-sweep.maxPosts": 1000
}

/** Writes peak memory in kilobytes and processor seconds of the process as its last words. */
const lastWords = `import { isMainThread } from "node:worker_threads"
if (isMainThread) process.on("exit", () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage()
  console.error("maxRSS", maxRSS, "cpu", (systemCPUTime + userCPUTime) / 1e6)
})`

const program = [
  // As package.json starts it.
  "--max-semi-space-size=8",
  "--import",
  `data:text/javascript,${encodeURIComponent(lastWords)}`,
  fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url))
]
