/**
 * What journals tell of a node's earlier results.
 */
import { Effect } from "effect"
import type { ArtifactReadError } from "../Artifact.ts"
import type { BoundStudy } from "../Bind.ts"
import type { JournalNode, ReadJournal } from "../Journal.ts"
import { RunLog } from "../RunLog.ts"

/** A node's result in some run. */
export interface Entry {
  /** The run's name. */
  readonly run: string
  /** When it began: ISO 8601, UTC. */
  readonly at: string
  readonly entry: Extract<JournalNode, { readonly key: string }>
}

/** Journals that are looked through, newest first. */
const maxJournals = 200

/** What is told of earlier runs of a study on a corpus. */
export interface History {
  /** The newest result of a node that is as asked for. */
  readonly result: (node: string, is: (entry: Entry["entry"]) => boolean) => Effect.Effect<Entry | undefined>
  /** The length of a person's file, by the digest of its content. */
  readonly bytesOf: (digest: string) => Effect.Effect<number | undefined>
}

/** Looks through the journals of the study on this corpus, newest first; each is read once, when it is needed. */
export const historyOf = Effect.fnUntraced(function* (
  bound: BoundStudy
): Effect.fn.Return<History, ArtifactReadError, RunLog> {
  const log = yield* RunLog
  const names = (yield* log.journals).slice(0, maxJournals)
  const read: Array<ReadJournal | undefined> = []
  const journal = Effect.fnUntraced(function* (i: number) {
    if (i >= read.length) {
      const found = yield* log.readJournal(names[i]!)
      const isOurs =
        found.state === "read" && found.begin.study === bound.study.name && found.begin.corpus === bound.corpus.id
      read[i] = isOurs ? found : undefined
    }
    return read[i]
  })
  const newest = <A>(of: (journal: ReadJournal) => A | undefined) =>
    Effect.gen(function* () {
      for (let i = 0; i < names.length; i++) {
        const found = yield* journal(i)
        const value = found === undefined ? undefined : of(found)
        if (value !== undefined) return value
      }
      return undefined
    })
  return {
    result: (node, is) =>
      newest(({ name: run, begin: { at }, nodes }): Entry | undefined => {
        const entry = nodes.find((each) => each.node === node)
        return entry !== undefined && "key" in entry && is(entry) ? { run, at, entry } : undefined
      }),
    bytesOf: (digest) => newest(({ begin }) => begin.inputs.find((file) => file.digest === digest)?.bytes)
  }
})
