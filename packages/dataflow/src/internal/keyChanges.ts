/**
 * What differs between the parts of two keys, each thing by itself.
 */
import { Effect } from "effect"
import type { BoundNode } from "../Bind.ts"
import type { Change } from "../Change.ts"
import type { KeyInput, KeyParts } from "../Record.ts"
import { SourceTexts } from "../SourceTexts.ts"
import { changedLines } from "./changedLines.ts"
import { jsonDifferences } from "./jsonDifferences.ts"

/** The changes in the order in which a person would look: engine, code, parameters, columns, seed, inputs. `node` is that of `after`. */
export const keyChanges = Effect.fnUntraced(function* (
  before: KeyParts,
  after: KeyParts,
  node: Pick<BoundNode, "inputs">
): Effect.fn.Return<ReadonlyArray<Change>, never, SourceTexts> {
  const code = yield* codeChanges(before.code, after.code)
  return [
    ...formatChanges(before, after),
    ...code,
    ...jsonDifferences(before.params, after.params).map((each): Change => {
      return { kind: "params", path: each.path, before: each.before ?? null, after: each.after ?? null }
    }),
    ...contractChanges(before.contract, after.contract),
    ...(before.seed === after.seed ? [] : [{ kind: "seed" as const, before: before.seed, after: after.seed }]),
    ...inputChanges(before.inputs, after.inputs, node)
  ]
})

const formatChanges = (before: KeyParts, after: KeyParts): ReadonlyArray<Change> => [
  ...(before.format === after.format
    ? []
    : [{ kind: "format" as const, of: "engine" as const, before: `${before.format}`, after: `${after.format}` }]),
  ...(before.node === after.node
    ? []
    : [{ kind: "format" as const, of: "Node" as const, before: before.node, after: after.node }])
]

type Code = KeyParts["code"]

const codeChanges = Effect.fnUntraced(function* (before: Code, after: Code) {
  if (before.digest === after.digest) return []
  const changes: Array<Change> = []
  for (const file of namesOf(before.files, after.files)) {
    const [old, now] = [before.files[file], after.files[file]]
    if (old === now) continue
    const change = old === undefined ? "new" : now === undefined ? "gone" : "edited"
    const lines = old !== undefined && now !== undefined ? yield* linesBetween(file, old, now) : null
    changes.push({ kind: "code", file, change, lines })
  }
  for (const name of namesOf(before.packages, after.packages)) {
    const [old, now] = [before.packages[name], after.packages[name]]
    if (old !== now) changes.push({ kind: "package", name, before: versionOf(old), after: versionOf(now) })
  }
  return changes
})

const linesBetween = Effect.fnUntraced(function* (file: string, before: string, after: string) {
  const texts = yield* SourceTexts
  const [old, now] = [yield* texts.text(file, before), yield* texts.text(file, after)]
  if (old === undefined || now === undefined) return null
  return (yield* Effect.promise(() => changedLines(file, old, now))) ?? null
})

/** `7.0.3` of `7.0.3 0123456789abcdef`. */
const versionOf = (locked: string | undefined): string | null => locked?.split(" ", 1)[0] ?? null

/** A line an output: those that differ. What stands for a contract that is known by its digest alone holds no line break and no blank. */
const contractChanges = (before: string, after: string): ReadonlyArray<Change> => {
  if (before === after) return []
  if (!before.includes(" ")) return [{ kind: "contract", before: null, after: null }]
  const [old, now] = [before.split("\n"), after.split("\n")]
  const gone = old.filter((line) => !now.includes(line))
  const come = now.filter((line) => !old.includes(line))
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => ({
    kind: "contract",
    before: gone[i] ?? null,
    after: come[i] ?? null
  }))
}

const inputChanges = (before: KeyParts["inputs"], after: KeyParts["inputs"], node: Pick<BoundNode, "inputs">) =>
  namesOf(before, after).flatMap((name): ReadonlyArray<Change> => {
    const [old, now] = [before[name], after[name]]
    if (old?.digest === now?.digest) return []
    if (old?.external || now?.external) return fileChanges(old, now, node)
    const output = now?.from ?? old!.from
    return [{ kind: "upstream", output, before: contentOf(old), after: contentOf(now) }]
  })

const contentOf = (input: KeyInput | undefined) =>
  input === undefined ? null : { digest: input.digest, ...(input.rows === undefined ? {} : { rows: input.rows }) }

const fileChanges = (
  before: KeyInput | undefined,
  after: KeyInput | undefined,
  node: Pick<BoundNode, "inputs">
): ReadonlyArray<Change> => {
  const [old, now] = [before?.files ?? {}, after?.files ?? {}]
  const bytesOf = (label: string) =>
    [...node.inputs.values()]
      .flatMap((input) => (input.kind === "external" ? input.files : []))
      .find((file) => file.label === label)?.bytes ?? 0
  const isKnown = before === undefined || before.files !== undefined
  const changes = namesOf(isKnown ? old : {}, isKnown ? now : {})
    .filter((label) => old[label] !== now[label])
    .map((label): Change => {
      const [was, is] = [old[label], now[label]]
      return {
        kind: "file",
        label,
        before: was === undefined ? null : { digest: was },
        after: is === undefined ? null : { digest: is, bytes: bytesOf(label) }
      }
    })
  return changes.length > 0 ? changes : [{ kind: "files", input: after?.from ?? before!.from }]
}

const namesOf = (before: object, after: object): ReadonlyArray<string> =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
