/**
 * Why a stage runs: a closed set of causes, each with what changed.
 */
import { Schema } from "effect"
import * as CodeDigest from "./CodeDigest.ts"
import { jsonDifferences } from "./internal/jsonDifferences.ts"
import type { KeyInput, KeyParts } from "./Record.ts"

/** The causes. `missing`: no result of this stage yet; `upstream`: a table above it has other content; `inputs`: a raw file has. */
export const ReasonKind = Schema.Literals([
  "missing",
  "code",
  "params",
  "inputs",
  "contract",
  "seed",
  "format",
  "upstream",
  "corrupt",
  "forced"
])

/** One cause, and the file, parameter or input that changed. */
export const Reason = Schema.Struct({ kind: ReasonKind, detail: Schema.String })
export type Reason = typeof Reason.Type

/** All causes in one line, those of a kind together: `params: k 15 → 20; upstream: lsa, documents`. */
export const describe = (reasons: ReadonlyArray<Reason>): string => {
  const detailsByKind = Map.groupBy(reasons, ({ kind }) => kind)
  return Array.from(detailsByKind, ([kind, all]) => {
    const details = all.flatMap(({ detail }) => (detail === "" ? [] : [detail]))
    return details.length === 0 ? kind : `${kind}: ${details.join(", ")}`
  }).join("; ")
}

/** What differs between the key of the last result and the key that is wanted, in the order in which a person would look. */
export const compare = (before: KeyParts, after: KeyParts): ReadonlyArray<Reason> => {
  const reasons: Array<Reason> = []
  const add = (kind: Reason["kind"], detail: string) => reasons.push({ kind, detail })
  if (before.format !== after.format) add("format", `engine format ${before.format} → ${after.format}`)
  if (before.node !== after.node) add("format", `Node ${before.node} → ${after.node}`)
  if (before.code.digest !== after.code.digest) add("code", CodeDigest.changes(before.code, after.code).join(", "))
  const params = jsonDifferences(before.params, after.params).map(
    (each) => `${each.path} ${shorten(each.before)} → ${shorten(each.after)}`
  )
  if (params.length > 0) add("params", shortList(params))
  if (before.contract !== after.contract) add("contract", "other columns")
  if (before.seed !== after.seed) add("seed", `${before.seed} → ${after.seed}`)
  const names = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])].sort()
  for (const name of names) {
    const change = inputChange(before.inputs[name], after.inputs[name])
    if (change !== undefined) reasons.push(change)
  }
  if (before.partition?.digest !== after.partition?.digest) add("inputs", "other content")
  return reasons
}

const inputChange = (before: KeyInput | undefined, after: KeyInput | undefined): Reason | undefined => {
  if (before?.digest === after?.digest) return undefined
  if (before === undefined) return { kind: "inputs", detail: `${after!.from} is new` }
  if (after === undefined) return { kind: "inputs", detail: `${before.from} is gone` }
  if (after.external || before.external) return { kind: "inputs", detail: shortList(fileChanges(before, after)) }
  const rows = before.rows === after.rows ? "" : ` (${before.rows} → ${after.rows} rows)`
  return { kind: "upstream", detail: `${after.from}${rows}` }
}

const fileChanges = (before: KeyInput, after: KeyInput): ReadonlyArray<string> => {
  const old = before.files ?? {}
  const now = after.files ?? {}
  const changes = [
    ...Object.keys(now).flatMap((label) =>
      !(label in old) ? [`${label} is new`] : old[label] === now[label] ? [] : [`${label} changed`]
    ),
    ...Object.keys(old).flatMap((label) => (label in now ? [] : [`${label} is gone`]))
  ]
  return changes.length > 0 ? changes : ["order, names or sites of the files"]
}

const shorten = (json: Schema.Json | undefined): string => {
  const text = JSON.stringify(json) as string | undefined
  return text === undefined ? "none" : text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const shortList = (entries: ReadonlyArray<string>): string =>
  entries.length > 3 ? `${entries.slice(0, 3).join(", ")} and ${entries.length - 3} more` : entries.join(", ")
