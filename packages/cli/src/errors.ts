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
    const { problems } = this
    return problems.length === 1
      ? problems[0]!
      : [`${problems.length} inputs cannot be read:`, ...problems.map((problem) => `  ${problem}`)].join("\n")
  }
}

/** What the last run ran on is not there any more, or does not fit the study any more. */
export class LastRunError extends Schema.TaggedError<LastRunError>()("LastRunError", { problem: Schema.String }) {
  override get message() {
    return `${this.problem}\nThis was taken from the last run. Name what to look at with --corpus or --input`
  }
}

/** Stages failed; `problems` names each. */
export class RunFailedError extends Schema.TaggedError<RunFailedError>()("RunFailedError", {
  exitCode: Schema.Int,
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return this.problems.join("\n")
  }
}

/** Outputs are not those of the lock file. */
export class FrozenMismatchError extends Schema.TaggedError<FrozenMismatchError>()("FrozenMismatchError", {
  path: Schema.String,
  mismatches: Schema.Array(
    Schema.Struct({ node: Schema.String, output: Schema.String, locked: Schema.String, found: Schema.String })
  )
}) {
  override get message() {
    return [
      `the results are not those of ${this.path}:`,
      ...this.mismatches.map(
        ({ node, output, locked, found }) =>
          `  ${node} · ${output}: locked ${locked.slice(0, 12)}, found ${found.slice(0, 12)}`
      ),
      "If the change is meant, run without --frozen and commit the lock file with a line in CHANGELOG.md"
    ].join("\n")
  }
}

/** The study could not be computed once more. */
export class RerunError extends Schema.TaggedError<RerunError>()("RerunError", { problem: Schema.String }) {
  override get message() {
    return `the study could not be computed once more, so nothing was compared:\n${this.problem}`
  }
}

/** Something is not as it was written, or does not come out as it did; what, was printed. */
export class VerificationError extends Schema.TaggedError<VerificationError>()("VerificationError", {
  problem: Schema.String
}) {
  override get message() {
    return this.problem
  }
}

/** Exit codes; 0 is done. `mismatch`: `verify` found something wrong, `--frozen` did not find the committed results, or no lock to compare with. `storeBusy`: `--no-wait`, and another run writes the store. */
export const exitCodes = {
  stageFailed: 1,
  usageOrInput: 2,
  mismatch: 3,
  storeBusy: 75,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143
} as const

/** A signal that ends the program. */
export type EndingSignal = "SIGHUP" | "SIGINT" | "SIGTERM"

const usageOrInputTags: ReadonlySet<string> = new Set([
  "UsageError",
  "NotComputedError",
  "InputsError",
  "LastRunError",
  "InputError",
  "InputFileError",
  "UnknownNameError",
  "UnknownRunError",
  "ParameterError",
  "WorkspaceError",
  "NotFetchedError"
])

const mismatchTags: ReadonlySet<string> = new Set(["FrozenMismatchError", "LockFileError", "VerificationError"])

/** The exit code for an error by its tag. */
export const exitCodeOf = (error: { readonly _tag: string }): number => {
  if (error._tag === "RunFailedError") return (error as RunFailedError).exitCode
  if (mismatchTags.has(error._tag)) return exitCodes.mismatch
  if (error._tag === "StoreBusyError" || error._tag === "FetchBusyError") return exitCodes.storeBusy
  return usageOrInputTags.has(error._tag) ? exitCodes.usageOrInput : exitCodes.stageFailed
}
