/**
 * The current result of one output.
 */
import type { AnyContract } from "@praxis/dataflow/Artifact"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import type { AnyRef } from "@praxis/dataflow/Pipeline"
import { plan } from "@praxis/dataflow/Plan"
import { describe } from "@praxis/dataflow/Reason"
import type { Record as RunRecord, StoredOutput } from "@praxis/dataflow/Record"
import type * as Table from "@praxis/dataflow/Table"
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
  const command = selection.placed ? "pnpm pipeline assign FILE…" : yield* commandLine("run", output, selection)
  return yield* new NotComputedError({ output, because, command })
})

/** Whole tables of a bound study that are computed already; fails at the first one that is not. */
export const currentTables = Effect.fnUntraced(function* (selection: Selection, refs: ReadonlyArray<AnyRef>) {
  const planned = yield* plan(
    selection.bound,
    refs.map(({ from }) => from.name)
  )
  const tables: Array<Table.Table<Table.AnyContract>> = []
  for (const { name, from, contract } of refs) {
    const each = planned.find(({ node }) => node.name === from.name)!
    if (each.status !== "hit") {
      const because =
        each.status === "run" ? describe(each.reasons) : `it depends on ${each.on.join(", ")}, which would run`
      return yield* new NotComputedError({ output: name, because, command: yield* commandLine("run", name, selection) })
    }
    tables.push(yield* wholeTable(name, contract, each.record))
  }
  return tables
})

/** A table of a record, whole. */
export const wholeTable = Effect.fnUntraced(function* (name: string, contract: AnyContract, record: RunRecord) {
  const stored = record.outputs[name]
  if (stored?.kind !== "table" || contract.kind !== "table") throw new TypeError(`the output "${name}" is no table`)
  return yield* (yield* Artifacts.tableHandle(name, contract, stored)).table
})

/** The contract that a bound study names for an output. */
export const contractOf = ({ bound, targets }: Selection, output: string) =>
  bound.nodes.find(({ name }) => name === targets[0])!.outputs.get(output)!
