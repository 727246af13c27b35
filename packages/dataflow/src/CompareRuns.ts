/**
 * Two runs side by side: what they were made from, and how their results differ.
 *
 * Compares values, row by row. What a difference means in the field's sense (which topic of one run is which of the
 * other) is for those to say who know what the tables mean: they read the same two records.
 */
import { Effect } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import * as Artifacts from "./Artifacts.ts"
import type { Change } from "./Change.ts"
import { compareTables, type TableComparison } from "./compareTables.ts"
import { keyChanges } from "./internal/keyChanges.ts"
import { tableContracts } from "./internal/tableContracts.ts"
import type { JournalBegin, JournalNode, ReadJournal } from "./Journal.ts"
import type { Record as RunRecord } from "./Record.ts"
import type { OutputSummary } from "./RunEvent.ts"
import type { SourceTexts } from "./SourceTexts.ts"

/** A file of the person's as a journal names it. */
export type InputFile = JournalBegin["inputs"][number]

/** A file that only one run read, or that was not the same; null where a run did not read it. */
export interface FileChange {
  readonly label: string
  readonly a: InputFile | null
  readonly b: InputFile | null
}

/** How an output differs; null where a run has none. */
export interface OutputComparison {
  readonly output: string
  readonly a: OutputSummary | null
  readonly b: OutputSummary | null
  /** True where the bytes are the same. */
  readonly equal: boolean
  /** Of tables that differ. */
  readonly table: TableComparison | null
  /** Why tables that differ were not compared; null where there was nothing to compare, or it was done. */
  readonly notCompared: string | null
}

/** How a node ended in a run; `absent` where its journal does not name it. */
export type NodeStatus = JournalNode["status"] | "absent"

/** What two runs have of one node. */
export interface NodeComparison {
  readonly node: string
  readonly a: NodeStatus
  readonly b: NodeStatus
  /** What the results were made from, where that differs: code, parameters, columns, seed, inputs, versions. Files are in `inputs` of the runs. */
  readonly changes: ReadonlyArray<Change>
  /** Why that is not known; null where it is. */
  readonly notCompared: string | null
  readonly outputs: ReadonlyArray<OutputComparison>
}

/** Two runs. */
export interface RunComparison {
  readonly a: JournalBegin
  readonly b: JournalBegin
  /** The person's files. */
  readonly inputs: ReadonlyArray<FileChange>
  /** Of the program, of Node, of keys and files, where they differ. */
  readonly versions: ReadonlyArray<{ readonly name: string; readonly a: string | null; readonly b: string | null }>
  /** In data order: as they ended in `b`; then those that only `a` has. */
  readonly nodes: ReadonlyArray<NodeComparison>
}

/** Compares run `a` with a later `b`; `only` names the nodes and outputs that count, all where it is empty. What is not in the store any more is said, and fails nothing. */
export const compareRuns = Effect.fnUntraced(function* (
  a: ReadJournal,
  b: ReadJournal,
  only: ReadonlySet<string> = new Set()
): Effect.fn.Return<RunComparison, never, ArtifactStore | SourceTexts> {
  const [inA, inB] = [byNode(a), byNode(b)]
  const names = [...new Set([...inB.keys(), ...inA.keys()])]
  const nodes: Array<NodeComparison> = []
  for (const node of names) {
    const counts = (output: string) => only.size === 0 || only.has(node) || only.has(output)
    const [before, after] = [inA.get(node), inB.get(node)]
    const outputs = new Set([...Object.keys(outputsOf(after)), ...Object.keys(outputsOf(before))])
    if (only.size > 0 && !only.has(node) && ![...outputs].some(counts)) continue
    nodes.push(yield* compareNode(node, before, after, [...outputs].filter(counts)))
  }
  return {
    a: a.begin,
    b: b.begin,
    inputs: fileChanges(a.begin.inputs, b.begin.inputs),
    versions: versionChanges(a.begin.versions, b.begin.versions),
    nodes
  }
})

/** Nodes and outputs that two journals name. */
export const namesIn = (...journals: ReadonlyArray<ReadJournal>): ReadonlySet<string> =>
  new Set(journals.flatMap(({ nodes }) => nodes.flatMap((line) => [line.node, ...Object.keys(outputsOf(line))])))

const byNode = ({ nodes }: ReadJournal): ReadonlyMap<string, JournalNode> =>
  new Map(nodes.map((line) => [line.node, line]))

const outputsOf = (line: JournalNode | undefined): Readonly<Record<string, OutputSummary>> =>
  line !== undefined && "outputs" in line ? line.outputs : {}

const compareNode = Effect.fnUntraced(function* (
  node: string,
  before: JournalNode | undefined,
  after: JournalNode | undefined,
  outputs: ReadonlyArray<string>
): Effect.fn.Return<NodeComparison, never, ArtifactStore | SourceTexts> {
  const states = { node, a: before?.status ?? "absent", b: after?.status ?? "absent" } as const
  const hasSameKey = keyOf(before) !== undefined && keyOf(before) === keyOf(after)
  const differ = outputs.some((output) => outputsOf(before)[output]?.digest !== outputsOf(after)[output]?.digest)
  const records = hasSameKey && !differ ? {} : { a: yield* recordOf(before), b: yield* recordOf(after) }
  const compared: Array<OutputComparison> = []
  for (const output of outputs) {
    const [a, b] = [outputsOf(before)[output] ?? null, outputsOf(after)[output] ?? null]
    const base = { output, a, b, equal: a !== null && a.digest === b?.digest }
    compared.push({ ...base, ...(base.equal ? nothing : yield* compareOutput(output, a, b, records)) })
  }
  const lost = [...missing("A", before, records.a), ...missing("B", after, records.b)]
  const changes =
    records.a === undefined || records.b === undefined
      ? []
      : yield* keyChanges(records.a.parts, records.b.parts, { inputs: new Map() })
  return {
    ...states,
    changes: changes.filter(({ kind }) => kind !== "file"),
    notCompared: hasSameKey || lost.length === 0 ? null : lost.join(" and "),
    outputs: compared
  }
})

const keyOf = (line: JournalNode | undefined): string | undefined =>
  line !== undefined && "key" in line ? line.key : undefined

type Records = { readonly a?: RunRecord | undefined; readonly b?: RunRecord | undefined }

/** The record of a node that has a result; a damaged one, or one that cannot be read, counts as gone. */
const recordOf = Effect.fnUntraced(function* (line: JournalNode | undefined) {
  const key = keyOf(line)
  if (key === undefined) return undefined
  const store = yield* ArtifactStore
  const found = yield* Effect.orElseSucceed(store.record(key), () => undefined)
  return found?.state === "intact" ? found.record : undefined
})

const missing = (run: string, line: JournalNode | undefined, record: RunRecord | undefined): ReadonlyArray<string> =>
  keyOf(line) === undefined || record !== undefined ? [] : [`the record of ${run} is not in the store any more`]

const nothing = { table: null, notCompared: null }

const compareOutput = Effect.fnUntraced(function* (
  output: string,
  a: OutputSummary | null,
  b: OutputSummary | null,
  records: Records
) {
  if (a === null || b === null || (a.rows === null && b.rows === null)) return nothing
  return yield* Effect.gen(function* () {
    const [before, after] = [yield* tableIn("A", output, a, records.a), yield* tableIn("B", output, b, records.b)]
    return { table: yield* compareTables(before, after), notCompared: null }
  }).pipe(Effect.catch(({ message }) => Effect.succeed({ table: null, notCompared: message })))
})

/** An output of a run, as far as it can be read; the message says why not. */
const tableIn = Effect.fnUntraced(function* (
  run: string,
  output: string,
  { digest }: OutputSummary,
  record: RunRecord | undefined
) {
  const unreadable = (problem: string) =>
    Effect.fail(new ArtifactReadError({ artifact: `${output} of ${run}`, problem }))
  if (record === undefined) return yield* unreadable("its record is not in the store any more")
  const stored = record.outputs[output]
  if (stored?.kind !== "table") return yield* unreadable("it is no table")
  if (stored.digest !== digest) return yield* unreadable("its record now tells of a later result of the same key")
  const contract = tableContracts(record.parts.contract).get(output)
  if (contract === undefined) return yield* unreadable("its columns are described in a form that is not known")
  const store = yield* ArtifactStore
  yield* Effect.catch(store.range(digest, 0, stored.headBytes), () =>
    unreadable("its bytes are not in the store any more")
  )
  return yield* Artifacts.tableHandle(`${output} of ${run}`, contract, stored)
})

const fileChanges = (a: JournalBegin["inputs"], b: JournalBegin["inputs"]): ReadonlyArray<FileChange> => {
  const [before, after] = [filesByLabel(a), filesByLabel(b)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((label): ReadonlyArray<FileChange> => {
    const [old, now] = [before.get(label) ?? null, after.get(label) ?? null]
    return old?.digest === now?.digest && old?.site === now?.site ? [] : [{ label, a: old, b: now }]
  })
}

const filesByLabel = (files: JournalBegin["inputs"]): ReadonlyMap<string, InputFile> =>
  new Map(files.map((file) => [file.label, file]))

const versionChanges = (a: JournalBegin["versions"], b: JournalBegin["versions"]): RunComparison["versions"] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => a[name] !== b[name])
    .map((name) => ({ name, a: a[name] ?? null, b: b[name] ?? null }))
