/**
 * What a run writes into its journal.
 */
import type { BoundStudy } from "../Bind.ts"
import { type JournalBegin, type JournalNode, journalVersion } from "../Journal.ts"
import { nodeVersion } from "../nodeVersion.ts"
import { formatVersion, summariesOf } from "../Record.ts"
import type { NodeResult } from "../Run.ts"

/** The journal's name: when the run began (UTC, to the millisecond), study and corpus. Names sort as the runs began. */
export const journalName = ({ study, corpus }: BoundStudy, started: number): string =>
  `${new Date(started).toISOString().replace(/[-:.]/g, "")}-${study.name}-${corpus.id}`

/** The first line. */
export const journalBegin = (
  { study, corpus, settings, target }: BoundStudy,
  targets: ReadonlyArray<string>,
  started: number,
  versions: Readonly<Record<string, string>>,
  workers: number
): JournalBegin => ({
  event: "begin",
  journal: journalVersion,
  at: new Date(started).toISOString(),
  study: study.name,
  seed: study.seed,
  corpus: corpus.id,
  inputs: corpus.files.map(({ label, site, digest, bytes }) => ({ label, site, digest, bytes })),
  settings: settings.map(({ text }) => text),
  targets,
  target,
  versions: { ...versions, node: nodeVersion, format: String(formatVersion) },
  workers
})

/** The line of a node that ended. */
export const journalNode = (result: NodeResult): JournalNode => {
  const base = { event: "node" as const, node: result.node.name }
  switch (result.status) {
    case "failed": {
      const { _tag: error, message } = result.error
      return { ...base, status: result.status, error, message: withoutPaths(message), seconds: result.seconds }
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

/** An absolute path of Unix or Windows, or a URL of a file, at the beginning of a word. */
const absolutePath = /(?<![\p{L}\p{N}_.…</\\])(?:file:|[A-Za-z]:[\\/]|\\\\|~?\/[^\s/])/u

const withoutPaths = (message: string): string | null => (absolutePath.test(message) ? null : message)
