/**
 * What the difference between two runs means to those who know the tables: a study's own comparisons.
 */
import { Effect } from "effect"
import { ArtifactReadError } from "./Artifact.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import * as Artifacts from "./Artifacts.ts"
import type { JournalNode, ReadJournal } from "./Journal.ts"
import type { AnyRef } from "./Pipeline.ts"
import type { Meaning, Study } from "./Study.ts"

/** What one comparison of a study says. */
export type NamedMeaning = { readonly name: string } & (Meaning | { readonly notCompared: string })

/**
 * The comparisons of a study on run `a` and a later `b`: those whose outputs both runs hold and of which at least one
 * differs; `only` names the nodes and outputs that count, all where it is empty. Tables that are not in the store any
 * more, or not of the columns that they have by now, are said, and fail nothing.
 */
export const meaningsOf = Effect.fnUntraced(function* (
  { comparisons = [] }: Pick<Study, "comparisons">,
  a: ReadJournal,
  b: ReadJournal,
  only: ReadonlySet<string> = new Set()
): Effect.fn.Return<ReadonlyArray<NamedMeaning>, never, ArtifactStore> {
  const meanings: Array<NamedMeaning> = []
  for (const { name, outputs, compare } of comparisons) {
    const pairs = outputs.map((ref) => ({ ref, a: resultOf(a, ref), b: resultOf(b, ref) }))
    const counts = only.size === 0 || pairs.some(({ ref }) => only.has(ref.name) || only.has(ref.from.name))
    const differs = pairs.some((pair) => pair.a?.digest !== pair.b?.digest)
    if (!counts || !differs || pairs.some((pair) => pair.a === undefined || pair.b === undefined)) continue
    const meaning = yield* Effect.gen(function* () {
      const before = yield* Effect.forEach(pairs, (pair) => tableOf("A", pair.ref, pair.a!))
      const after = yield* Effect.forEach(pairs, (pair) => tableOf("B", pair.ref, pair.b!))
      return { name, ...compare(before, after) }
    }).pipe(Effect.catch(({ message }) => Effect.succeed({ name, notCompared: message })))
    meanings.push(meaning)
  }
  return meanings
})

interface Result {
  readonly key: string
  readonly digest: string
}

const resultOf = ({ nodes }: ReadJournal, { name }: AnyRef): Result | undefined => {
  const holds = (line: JournalNode): line is Extract<JournalNode, { readonly key: string }> =>
    "outputs" in line && name in line.outputs
  const line = nodes.find(holds)
  return line === undefined ? undefined : { key: line.key, digest: line.outputs[name]!.digest }
}

const tableOf = Effect.fnUntraced(function* (run: string, { name, contract }: AnyRef, { key, digest }: Result) {
  const artifact = `${name} of ${run}`
  const store = yield* ArtifactStore
  const found = yield* Effect.orElseSucceed(store.record(key), () => undefined)
  const stored = found?.state === "intact" ? found.record.outputs[name] : undefined
  if (stored?.kind !== "table" || stored.digest !== digest)
    return yield* new ArtifactReadError({ artifact, problem: "it is not in the store any more" })
  if (contract.kind !== "table") throw new TypeError(`the study compares "${name}", which is no table`)
  return yield* (yield* Artifacts.tableHandle(artifact, contract, stored)).table
})
