/**
 * The command's own errors, and what each error means for the exit code.
 */
import { Schema } from "effect"

/** The command line asks for something that does not go together. */
export class UsageError extends Schema.TaggedError<UsageError>()("UsageError", { problem: Schema.String }) {
  override get message() {
    return this.problem
  }
}

/** What was asked for has not been computed. */
export class NotComputedError extends Schema.TaggedError<NotComputedError>()("NotComputedError", {
  output: Schema.String,
  because: Schema.String,
  command: Schema.String
}) {
  override get message() {
    return `${this.output} has no current result (${this.because}). Compute it with: ${this.command}`
  }
}

/** Several input files have problems. */
export class InputsError extends Schema.TaggedError<InputsError>()("InputsError", {
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return this.problems.join("\n")
  }
}

/** A stage failed; what went wrong has been printed. */
export class RunFailedError extends Schema.TaggedError<RunFailedError>()("RunFailedError", { exitCode: Schema.Int }) {
  override get message() {
    return "a stage failed"
  }
}

/** Outputs are not those of the lock file. */
export class FrozenMismatchError extends Schema.TaggedError<FrozenMismatchError>()("FrozenMismatchError", {
  lockFile: Schema.String,
  differences: Schema.Array(Schema.String)
}) {
  override get message() {
    return [
      `the results are not those of ${this.lockFile}:`,
      ...this.differences.map((difference) => `  ${difference}`),
      "If the change is meant, run without --frozen and commit the lock file with a line in CHANGELOG.md."
    ].join("\n")
  }
}

/** Exit codes: 0 done, 1 a stage failed, 2 wrong usage or input, 3 verification or `--frozen` mismatch, 130 and 143 on signals. */
export const exitCodes = { stageFailed: 1, usageOrInput: 2, mismatch: 3, interrupted: 130, terminated: 143 } as const

const usageOrInputTags: ReadonlySet<string> = new Set([
  "UsageError",
  "NotComputedError",
  "InputsError",
  "InputError",
  "InputFileError",
  "UnknownNameError",
  "ParameterError",
  "WorkspaceError"
])

/** The exit code for an error by its tag. */
export const exitCodeOf = (error: { readonly _tag: string }): number => {
  if (error._tag === "RunFailedError") return (error as RunFailedError).exitCode
  if (error._tag === "FrozenMismatchError") return exitCodes.mismatch
  return usageOrInputTags.has(error._tag) ? exitCodes.usageOrInput : exitCodes.stageFailed
}
