/**
 * Hashes the files of the last runs anew, whatever is remembered of them.
 */
import { InputFiles } from "@praxis/dataflow/InputFiles"
import { RunLog } from "@praxis/dataflow/RunLog"
import { Effect, Option, Stream } from "effect"
import { filesNamed } from "./inputs.ts"
import { studyNames } from "./studies.ts"

/** What became of a file since the last run of a study read it. */
export interface VerifiedInput {
  readonly study: string
  readonly path: string
  readonly bytes: number
  /** `same`; `changed` since the last run, which the next one will see; `gone` or unreadable; `deceiving`: its size and times are as they were, its bytes are not. */
  readonly state: "same" | "changed" | "gone" | "deceiving"
  readonly problem: string
}

/** The files of the last run of each study that ran on files. A digest that deceives is forgotten: the next run hashes the file. */
export const verifyInputs = Effect.gen(function* () {
  const log = yield* RunLog
  const verified: Array<VerifiedInput> = []
  for (const study of yield* studyNames) {
    const last = yield* log.lastBinding(study)
    if (Option.isNone(last) || !("inputs" in last.value)) continue
    const digests = yield* lastDigests(study)
    for (const input of last.value.inputs) {
      const listed = yield* Effect.result(filesNamed(input))
      if (listed._tag === "Failure")
        verified.push({ study, path: input.path, bytes: 0, state: "gone", problem: listed.failure.problem })
      else for (const { path } of listed.success.files) verified.push(yield* verifyInput(study, path, digests))
    }
  }
  return verified
})

const verifyInput = Effect.fnUntraced(function* (study: string, path: string, digests: ReadonlySet<string>) {
  const inputFiles = yield* InputFiles
  const remembered = yield* Effect.result(inputFiles.digest(path))
  if (remembered._tag === "Failure")
    return { study, path, bytes: 0, state: "gone", problem: remembered.failure.problem } satisfies VerifiedInput
  const { digest, bytes } = remembered.success
  const read = yield* Effect.result(Stream.runDrain(inputFiles.content(path, path, digest)))
  if (read._tag === "Failure")
    return { study, path, bytes, state: "deceiving", problem: read.failure.problem } satisfies VerifiedInput
  const state = digests.size === 0 || digests.has(digest) ? ("same" as const) : ("changed" as const)
  return { study, path, bytes, state, problem: "" } satisfies VerifiedInput
})

/** Digests of the files that the last run of a study on files read, by its journal. */
const lastDigests = Effect.fnUntraced(function* (study: string) {
  const log = yield* RunLog
  for (const name of yield* log.journals) {
    const journal = yield* log.readJournal(name)
    if (journal.state === "read" && journal.begin.study === study && journal.begin.inputs.length > 0)
      return new Set(journal.begin.inputs.map(({ digest }) => digest))
  }
  return new Set<string>()
})
