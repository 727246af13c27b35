import { Schema } from "effect"

/** A file or value does not have the columns that the contract names. */
export class TableContractError extends Schema.TaggedError<TableContractError>()("TableContractError", {
  contract: Schema.String,
  expected: Schema.String,
  actual: Schema.String
}) {
  override get message() {
    return `table "${this.contract}": expected the columns ${this.expected}; found ${this.actual}`
  }
}
