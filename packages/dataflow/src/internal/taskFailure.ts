import type { Mapping, StageError } from "../Stage.ts"

/** The tags of what goes wrong around a stage: with the store, the person's files, the threads, or code that cannot be digested. */
const aroundTags = new Set([
  "ArtifactReadError",
  "ArtifactWriteError",
  "CodeDigestError",
  "InputFileError",
  "WorkerCrashError"
])

/**
 * The error of a mapped stage of which tasks failed, at least one, in the order of the partitions. Errors of the stage's
 * own become one where it says how; what went wrong around it comes before them.
 */
export const taskFailure = <E extends StageError>(
  { mergeErrors }: Pick<Mapping<E>, "mergeErrors">,
  failures: ReadonlyArray<E>
): E => {
  const around = failures.find(({ _tag }) => aroundTags.has(_tag))
  if (around !== undefined || failures.length === 1 || mergeErrors === undefined) return around ?? failures[0]!
  return mergeErrors(failures)
}
