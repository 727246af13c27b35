/**
 * Parameters that a person sets for one run.
 */
import { Schema } from "effect"

/** `node.param.path=value`, taken apart. */
export interface Setting {
  /** As it was typed. */
  readonly text: string
  readonly node: string
  readonly path: ReadonlyArray<string>
  readonly value: string
}

/** A parameter that was set does not exist, or cannot have the value. */
export class ParameterError extends Schema.TaggedError<ParameterError>()("ParameterError", {
  setting: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `--set ${this.setting}: ${this.problem}`
  }
}

/** Takes `node.param.path=value` apart; none where it has not that form. */
export const parse = (text: string): Setting | undefined => {
  const match = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(text)
  return match === null ? undefined : { text, node: match[1]!, path: match[2]!.split("."), value: match[3]! }
}
