/**
 * How a person names a run: by the beginning of its id or of its journal's name, or as `last`, `last~1`.
 */
import { Effect, Schema } from "effect"
import { sha256 } from "./Digest.ts"
import { nearest } from "./nearest.ts"

const maxCandidates = 10

/** No run, or more than one, goes by what a person typed. */
export class UnknownRunError extends Schema.TaggedError<UnknownRunError>()("UnknownRunError", {
  run: Schema.String,
  /** The ids, with the journals' names, of the runs that it may mean; none where no run begins so. */
  candidates: Schema.Array(Schema.String),
  /** Short ids of all runs, newest first. */
  known: Schema.Array(Schema.String)
}) {
  override get message() {
    const { run, candidates, known } = this
    if (candidates.length > 0)
      return [
        `"${run}" may mean ${candidates.length} runs; type more of one of these:`,
        ...candidates.slice(0, maxCandidates),
        ...(candidates.length > maxCandidates ? ["…"] : [])
      ].join("\n  ")
    if (known.length === 0) return `there is no run "${run}": no run has left a journal here yet`
    if (/^last~/.test(run))
      return `there is no run "${run}": ${known.length === 1 ? "one run has" : `${known.length} runs have`} left a journal here, the oldest is ${lastWord(known.length - 1)}`
    const near = nearest(run, known)
    return `there is no run "${run}"${near === undefined ? ";" : `; did you mean "${near}"?`} pnpm pipeline runs lists them`
  }
}

/** The id of a run: SHA-256 of its journal's name, in hexadecimal. */
export const idOf = (journal: string): string => sha256(journal)

const leastDigits = 4

/** Every journal's id, cut to as few digits (4 at least) as tell all of them apart. */
export const shortIds = (journals: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const ids = journals.map(idOf)
  let digits = leastDigits
  while (new Set(ids.map((id) => id.slice(0, digits))).size < new Set(ids).size) digits++
  return new Map(journals.map((journal, i) => [journal, ids[i]!.slice(0, digits)]))
}

/** True where a word can only be meant as a run. */
export const looksLikeRun = (word: string): boolean => /^(last(~\d*)?|[0-9a-f]{4,64}|\d{8}T.*)$/.test(word)

/** The journal that a person means; `journals` are all names, newest first. `last~2` is the second before the last. */
export const findRun = (journals: ReadonlyArray<string>, word: string): Effect.Effect<string, UnknownRunError> => {
  const back = /^last(?:~(\d+))?$/.exec(word)
  const found = back === null ? beginningWith(journals, word) : journals.slice(Number(back[1] ?? 0)).slice(0, 1)
  if (found.length === 1) return Effect.succeed(found[0]!)
  const short = shortIds(journals)
  return Effect.fail(
    new UnknownRunError({
      run: word,
      candidates: found.map((journal) => `${short.get(journal)!}  ${journal}`),
      known: [...short.values()]
    })
  )
}

const beginningWith = (journals: ReadonlyArray<string>, word: string): ReadonlyArray<string> => {
  if (journals.includes(word)) return [word]
  if (word.length < leastDigits) return []
  return journals.filter((journal) => journal.startsWith(word) || idOf(journal).startsWith(word))
}

const lastWord = (back: number): string => (back === 0 ? "last" : `last~${back}`)
