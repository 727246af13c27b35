/**
 * The current result of one output.
 */
import { plan } from "@praxis/dataflow/Plan"
import { describe } from "@praxis/dataflow/Reason"
import type { Record as RunRecord, StoredOutput } from "@praxis/dataflow/Record"
import { Effect } from "effect"
import { commandLine } from "./commandLine.ts"
import { NotComputedError } from "./errors.ts"
import type { Selection } from "./selection.ts"

/** A stored output with the record that it belongs to. */
export interface Result {
  readonly output: string
  readonly stored: StoredOutput
  readonly record: RunRecord
}

/** The result of the one output that was named; fails where it would have to be computed. */
export const currentResult = Effect.fnUntraced(function* (selection: Selection) {
  const { bound, targets, outputs } = selection
  const output = outputs[0]!
  const planned = (yield* plan(bound, targets)).find(({ node }) => node.name === targets[0])!
  if (planned.status === "hit")
    return { output, stored: planned.record.outputs[output]!, record: planned.record } satisfies Result
  const because =
    planned.status === "run" ? describe(planned.reasons) : `it depends on ${planned.on.join(", ")}, which would run`
  return yield* new NotComputedError({ output, because, command: yield* commandLine("run", output, selection) })
})

/** The contract that a bound study names for an output. */
export const contractOf = ({ bound, targets }: Selection, output: string) =>
  bound.nodes.find(({ name }) => name === targets[0])!.outputs.get(output)!
