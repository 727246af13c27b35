/**
 * What the benches have in common: their options, a folder for what they write, and how they end.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { availableParallelism, loadavg, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { asText, type Figure } from "./Figure.ts"
import { findPeers, type Peers } from "./peers.ts"

/** What a task of a bench gets. */
export interface Bench {
  /** The folder of real posts. */
  readonly corpora: string
  /** The folder of reference values. */
  readonly reference: string
  /** undefined where scikit-learn is not installed. */
  readonly peers: Peers | undefined
  /** For files that are gone when the bench ends. */
  readonly temporary: string
  /** Tells how far the bench is, on stderr. */
  readonly say: (line: string) => void
}

/** A part of a bench: what it measured. */
export type Task = (bench: Bench) => Promise<ReadonlyArray<Figure>>

/**
 * Runs the tasks by name, or those named on the command line, prints the figures (`--json`: as one JSON object), and sets
 * exit code 1 where one is missed, 2 where a folder is missing.
 */
export const runBench = async (name: string, tasks: Readonly<Record<string, Task>>): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      corpora: { type: "string", default: process.env["PRAXIS_CORPORA"] || "../shared/corpora" },
      reference: { type: "string", default: process.env["PRAXIS_REFERENCE"] || "../shared/reference" },
      python: { type: "string", default: "/usr/bin/python3" },
      json: { type: "boolean", default: false }
    }
  })
  const unknown = positionals.filter((task) => !Object.hasOwn(tasks, task))
  if (unknown.length > 0) throw new Error(`no task ${unknown.join(", ")}; there are ${Object.keys(tasks).join(", ")}`)
  const root = fileURLToPath(new URL("../../../", import.meta.url))
  const corpora = resolve(root, values.corpora)
  const reference = resolve(root, values.reference)
  for (const folder of [corpora, reference]) {
    if (existsSync(folder)) continue
    console.error(`${folder}: there is no such folder; name it by --corpora or --reference`)
    process.exitCode = 2
    return
  }
  const peers = findPeers(values.python)
  const temporary = mkdtempSync(join(tmpdir(), `praxis-bench-${name}-`))
  const begin = performance.now()
  const figures: Array<Figure> = []
  const say = (line: string) =>
    console.error(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`)
  const loadBefore = loadavg()[0]!
  try {
    for (const [task, run] of Object.entries(tasks)) {
      if (positionals.length > 0 && !positionals.includes(task)) continue
      say(task)
      figures.push(...(await run({ corpora, reference, peers, temporary, say })))
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  const missed = figures.filter(({ passed }) => passed === false).length
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    loadBefore,
    loadAfter: loadavg()[0]!,
    peer: peers?.versions ?? null,
    seconds: (performance.now() - begin) / 1000
  }
  if (values.json) console.log(JSON.stringify({ bench: name, figures, missed, machine }, null, 2))
  else {
    const notes = [
      peers === undefined ? `peer: scikit-learn is not installed for ${values.python}` : `peer: ${peers.versions}`,
      `Node ${machine.node}, ${machine.cores} cores, load ${loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after, ${machine.seconds.toFixed(0)} s`,
      missed === 0 ? "no target missed" : `${missed} targets missed`
    ]
    console.log(asText(figures, notes))
  }
  if (missed > 0) process.exitCode = 1
}
