/**
 * How the program ends: the last words, and the exit code.
 */
import { Cause, Exit, Predicate } from "effect"
import type { CliError } from "effect/cli"
import {
  type EndingSignal,
  exitCodeOf,
  exitCodes,
  FrozenMismatchError,
  RunFailedError,
  VerificationError
} from "./errors.ts"
import type { Screen } from "./Screen.ts"

/** What the command line library has said already: help, and errors of usage. */
const isUsage = (error: unknown): error is CliError.ShowHelp => Predicate.isTagged(error, "ShowHelp")

/** Says an error that nobody has said yet: on standard error, with `json` also as the last line of standard output; with `verbose`, where it arose. */
export const sayLast = (
  exit: Exit.Exit<unknown, unknown>,
  screen: Screen["Service"],
  { json, verbose }: { readonly json: boolean; readonly verbose: boolean }
): void => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return
  const error = Cause.squash(exit.cause)
  const isRunsOwn =
    error instanceof RunFailedError || error instanceof FrozenMismatchError || error instanceof VerificationError
  if (!isUsage(error) && !(error instanceof RunFailedError)) {
    screen.error(
      `${Cause.hasFails(exit.cause) ? "error" : "this program has a mistake; please report it"}: ${messageOf(error)}`
    )
    if (verbose) screen.error(Cause.pretty(exit.cause))
  }
  // The summary of a run, or of what was verified, has its error already.
  if (json && !isRunsOwn && !isHelp(error))
    screen.json({ ok: false, error: { tag: tagOf(error), message: messageOf(error) } })
}

/** The exit code; `signal` is the one that ended the program, if any. Done is not done where the output could not be written. */
export const codeOf = (
  exit: Exit.Exit<unknown, unknown>,
  signal: EndingSignal | undefined,
  outputFailed = false
): number => {
  if (Exit.isSuccess(exit)) return outputFailed ? exitCodes.stageFailed : 0
  if (signal !== undefined) return exitCodes[signal]
  if (Cause.hasInterruptsOnly(exit.cause)) return exitCodes.SIGINT
  const error = Cause.squash(exit.cause)
  if (isUsage(error)) return isHelp(error) ? 0 : exitCodes.usageOrInput
  return Predicate.hasProperty(error, "_tag") ? exitCodeOf(error as { readonly _tag: string }) : exitCodes.stageFailed
}

const isHelp = (error: unknown): boolean => isUsage(error) && error.errors.length === 0

/** An error of the command line on one line; the library puts its suggestions below it. */
export const usageMessage = ({ message }: { readonly message: string }): string => {
  const [problem, ...suggestions] = message.split(/\s*\n\s*/).filter((line) => line !== "Did you mean this?")
  return suggestions.length === 0 ? problem! : `${problem}; did you mean ${suggestions.join(" or ")}?`
}

const messageOf = (error: unknown): string => {
  if (isUsage(error)) return error.errors.map(usageMessage).join("\n")
  return error instanceof Error ? error.message : String(error)
}

const tagOf = (error: unknown): string => {
  const first = isUsage(error) ? error.errors[0] : error
  return Predicate.hasProperty(first, "_tag") ? String(first._tag) : "Error"
}
