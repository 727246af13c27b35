/**
 * The whole study on an export, cold and warm, against what a Python user would run: `pnpm bench:cold [FILE.csv] [RUNS]`.
 *
 * Each round runs the peer (scikit-learn; Debian python3-sklearn, python3-pandas, libopenblas0-pthread), our cold run
 * into a fresh folder, report included, and our warm run, each as a whole process. Prints medians, ratios and peak
 * memory. The peer is `sklearn_topics.py` in the folder PRAXIS_PEERS (`../shared/peers` where unset).
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const corpora = resolve(root, process.env["PRAXIS_CORPORA"] ?? "../shared/corpora")
const file = process.argv[2] ?? join(corpora, "stackoverflow-notebooks", "dataset.csv")
const rounds = Number(process.argv[3] ?? 5)
const peer = join(resolve(root, process.env["PRAXIS_PEERS"] ?? "../shared/peers"), "sklearn_topics.py")
for (const needed of [file, peer]) if (!existsSync(needed)) throw new Error(`${needed}: there is no such file`)

/** Writes the peak memory of a Node process, in kilobytes, as its last words. */
const lastWords = `process.on("exit", () => console.error("maxRSS", process.resourceUsage().maxRSS))`
const program = [
  // As package.json starts it.
  "--max-semi-space-size=8",
  "--import",
  `data:text/javascript,${encodeURIComponent(lastWords)}`,
  join(root, "packages/cli/src/main.ts")
]

const timed = (command: string, args: ReadonlyArray<string>) => {
  const begin = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 })
  const seconds = (performance.now() - begin) / 1000
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`)
  return { seconds, stdout, megabytes: Number(/maxRSS (\d+)/.exec(stderr)?.[1] ?? 0) / 1024 }
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const results = Array.from({ length: rounds }, () => {
  const folder = mkdtempSync(join(tmpdir(), "praxis-bench-"))
  const run = () =>
    timed(process.execPath, [...program, "run", "--input", `stackoverflow=${file}`, "--artifacts", folder, "--json"])
  try {
    const python = timed("/usr/bin/python3", [peer, file])
    const cold = run()
    const warm = run()
    const summary = JSON.parse(warm.stdout.trimEnd().split("\n").at(-1)!)
    if (!summary.stages.every((stage: { readonly status: string }) => stage.status === "hit"))
      throw new Error("the warm run ran a stage")
    return { python: python.seconds, pythonMegabytes: JSON.parse(python.stdout).peak_rss_mb as number, cold, warm }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const ratio = median(results.map(({ cold, python }) => cold.seconds / python))
console.log(`${file}, ${rounds} rounds, medians (whole processes)`)
console.log(
  `scikit-learn   ${median(results.map((each) => each.python)).toFixed(2)} s   ${median(results.map((each) => each.pythonMegabytes))} MB`
)
console.log(
  `cold run       ${median(results.map(({ cold }) => cold.seconds)).toFixed(2)} s   ${Math.round(median(results.map(({ cold }) => cold.megabytes)))} MB   ${ratio.toFixed(2)} × scikit-learn (limit 3)`
)
console.log(
  `warm run       ${median(results.map(({ warm }) => warm.seconds)).toFixed(2)} s   ${Math.round(median(results.map(({ warm }) => warm.megabytes)))} MB   every node a verified hit (limit 1.2 s)`
)
