/**
 * How the program ends: the last words on standard error, and the exit code.
 */
import { Cause, Exit, Predicate } from "effect"
import type { CliError } from "effect/cli"
import { exitCodeOf, exitCodes, RunFailedError } from "./errors.ts"

/** What the command line library has said already: help, and errors of usage. */
const isUsage = (error: unknown): error is CliError.ShowHelp => Predicate.isTagged(error, "ShowHelp")

/** The message for an error that nobody has printed yet; with `verbose`, where it arose. */
export const lastWords = (exit: Exit.Exit<unknown, unknown>, verbose: boolean): string | undefined => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return undefined
  const error = Cause.squash(exit.cause)
  if (isUsage(error) || error instanceof RunFailedError) return undefined
  const isExpected = exit.cause.reasons.some((reason) => reason._tag === "Fail")
  const lead = isExpected ? "error" : "this program has a mistake; please report it"
  const message = `${lead}: ${error instanceof Error ? error.message : String(error)}`
  return verbose ? `${message}\n${Cause.pretty(exit.cause)}` : message
}

/** The exit code; `signal` is the one that ended the program, if any. */
export const codeOf = (exit: Exit.Exit<unknown, unknown>, signal: "SIGINT" | "SIGTERM" | undefined): number => {
  if (Exit.isSuccess(exit)) return 0
  if (signal !== undefined) return signal === "SIGTERM" ? exitCodes.terminated : exitCodes.interrupted
  if (Cause.hasInterruptsOnly(exit.cause)) return exitCodes.interrupted
  const error = Cause.squash(exit.cause)
  if (isUsage(error)) return error.errors.length > 0 ? exitCodes.usageOrInput : 0
  return Predicate.hasProperty(error, "_tag") ? exitCodeOf(error as { readonly _tag: string }) : exitCodes.stageFailed
}
