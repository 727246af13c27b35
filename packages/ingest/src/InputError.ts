/**
 * What is wrong with an input: one problem a file, all problems of a run together.
 */
import { Schema } from "effect"

/** Why one input as a whole cannot be read. Lines and records count from 1; the header is no record. */
export class InputProblem extends Schema.TaggedError<InputProblem>()("InputProblem", {
  /** Label of the input file. */
  label: Schema.String,
  /** As `grep -n` counts; for a record the line on which it begins. */
  line: Schema.optional(Schema.Number),
  /** In characters, from 1. */
  column: Schema.optional(Schema.Number),
  /** What was expected and what was found, without a full stop. */
  problem: Schema.String,
  /** What the person can do. */
  remedy: Schema.String
}) {
  override get message() {
    const place = [this.label, this.line, this.column].filter((part) => part !== undefined).join(":")
    return `${place}: ${this.problem}. ${this.remedy}.`
  }
}

/** Some inputs cannot be read; nothing was ingested. */
export class InputError extends Schema.TaggedError<InputError>()("InputError", {
  /** One an input, in the order of the inputs. */
  problems: Schema.Array(InputProblem)
}) {
  /** The code with which the command ends: wrong usage or input. */
  readonly exitCode = 2

  override get message() {
    const n = this.problems.length
    const lines = this.problems.map((problem) => problem.message)
    return n === 1 ? lines[0]! : [`${n} inputs cannot be read:`, ...lines.map((line) => `- ${line}`)].join("\n")
  }
}

/** What a problem says beside the file it is in. */
export type ProblemFields = Pick<InputProblem, "line" | "column" | "problem" | "remedy">
