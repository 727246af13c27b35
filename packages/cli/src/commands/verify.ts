/**
 * `verify`: is everything in the store what it should be, and would it come out the same again?
 */
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { UsageError } from "../errors.ts"
import { json, selectionWithNodes, workers } from "../flags.ts"
import { isSetting, type SelectionOptions } from "../selection.ts"
import { verifyLock, verifyRun } from "../verifyDigests.ts"
import { verifyRerun } from "../verifyRerun.ts"
import { verifyStore } from "../verifyStore.ts"

const isSelecting = (options: SelectionOptions): boolean =>
  [options.names, options.input].some((words) => words.length > 0) ||
  [options.study, options.corpus].some(Option.isSome) ||
  isSetting(options)

/** The command. */
export const verify = Command.make(
  "verify",
  {
    ...selectionWithNodes,
    rerun: Flag.Boolean("rerun").pipe(
      Flag.withDescription(
        "Compute the study, or the outputs that are named, twice more, in other folders, time zones, languages and numbers of threads, and name the first value that differs"
      ),
      Flag.withDefault(false)
    ),
    run: Flag.String("run").pipe(
      Flag.withDescription("Compare with the journal of a run, also from another machine: its file, or an id of runs"),
      Flag.withMetavar("FILE|ID"),
      Flag.optional
    ),
    lock: Flag.Boolean("lock").pipe(
      Flag.withDescription("Compare the results that are here with the committed lock file, without computing any"),
      Flag.withDefault(false)
    ),
    workers,
    json
  },
  Effect.fnUntraced(function* (options) {
    const { rerun, lock } = options
    const journal = Option.getOrUndefined(options.run)
    if ([rerun, lock, journal !== undefined].filter(Boolean).length > 1) {
      return yield* new UsageError({ problem: "--rerun, --run and --lock exclude each other" })
    }
    if (rerun) return yield* verifyRerun(options)
    if (lock) return yield* verifyLock(options)
    if (isSelecting(options)) {
      const about = journal === undefined ? "verify hashes the whole store" : "verify --run compares all of that run"
      return yield* new UsageError({
        problem: `${about}; NODE, --study, --corpus, --input and --set go with --rerun or --lock`
      })
    }
    if (journal !== undefined) return yield* verifyRun(journal, options.json)
    return yield* verifyStore(options.json)
  })
).pipe(
  Command.withDescription(
    "Hash everything in the store anew, and the files of the last run, and say what is not as it was written; exit 3 where anything is. Changes nothing"
  ),
  Command.withExamples([
    { command: "pnpm pipeline verify", description: "Is anything in the store damaged?" },
    { command: "pnpm pipeline verify --rerun", description: "Would everything come out the same again?" },
    { command: "pnpm pipeline verify --lock", description: "Are the results here those that were committed?" },
    {
      command: "pnpm pipeline verify --run journal.jsonl",
      description: "Are they those of a run on another machine? Its journal is in artifacts/runs"
    }
  ])
)
