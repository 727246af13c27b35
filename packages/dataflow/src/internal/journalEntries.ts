/**
 * What a run writes into its journal.
 */
import type { BoundStudy } from "../Bind.ts"
import type { JournalBegin, JournalNode } from "../Journal.ts"
import { nodeVersion } from "../nodeVersion.ts"
import { formatVersion, summariesOf } from "../Record.ts"
import type { NodeResult } from "../Run.ts"

/** The journal's name: when the run began (UTC), study and corpus, and the milliseconds, which tell runs of one second apart. */
export const journalName = ({ study, corpus }: BoundStudy, started: number): string => {
  const at = new Date(started).toISOString().replace(/[-:]|\.\d+/g, "")
  return `${at}-${study.name}-${corpus.id}-${started % 1000}`
}

/** The first line. */
export const journalBegin = (
  { study, corpus, settings }: BoundStudy,
  targets: ReadonlyArray<string>,
  started: number,
  versions: Readonly<Record<string, string>>,
  workers: number
): JournalBegin => ({
  event: "begin",
  journal: 1,
  at: new Date(started).toISOString(),
  study: study.name,
  seed: study.seed,
  corpus: corpus.id,
  inputs: corpus.files.map(({ label, site, digest, bytes }) => ({ label, site, digest, bytes })),
  settings: settings.map(({ text }) => text),
  targets,
  versions: { ...versions, node: nodeVersion, format: String(formatVersion) },
  workers
})

/** The line of a node that ended. */
export const journalNode = (result: NodeResult): JournalNode => {
  const base = { event: "node" as const, node: result.node.name }
  switch (result.status) {
    case "failed": {
      const { _tag: error, message } = result.error
      return { ...base, status: result.status, error, message, seconds: result.seconds }
    }
    case "skipped":
      return { ...base, status: result.status, because: result.because }
    default:
      return {
        ...base,
        status: result.status,
        reasons: result.reasons,
        key: result.record.key,
        seconds: result.seconds,
        outputs: summariesOf(result.record),
        ...(result.tasks === undefined ? {} : { tasks: result.tasks })
      }
  }
}
