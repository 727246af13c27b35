import { Schema } from "effect"

/** Why the code of a stage cannot be known: a closed set. */
export const Condition = Schema.Literals([
  "changed",
  "computed-specifier",
  "hidden-dependency",
  "missing-file",
  "not-exported",
  "not-installed",
  "outside-workspace",
  "syntax",
  "undeclared-package",
  "unlocked-package",
  "unsupported-module"
])

/** A module's code cannot be known from its text, so that no key could stand for it. */
export class CodeDigestError extends Schema.TaggedError<CodeDigestError>()("CodeDigestError", {
  condition: Condition,
  /** Relative to the workspace's root where it lies inside. */
  file: Schema.String,
  /** 1-based; absent where the file as a whole is meant. */
  line: Schema.optional(Schema.Int),
  /** What stands there. */
  found: Schema.String,
  /** What the person should do. */
  remedy: Schema.String
}) {
  override get message() {
    return `${this.file}${this.line === undefined ? "" : `:${this.line}`}: ${this.found}; ${this.remedy}`
  }
}
