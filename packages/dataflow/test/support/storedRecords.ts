/**
 * Records with real keys and real objects, for tests of what looks at a whole store.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { sha256 } from "@praxis/dataflow/Digest"
import { keyOf, type Record as RunRecord, type StoredFile } from "@praxis/dataflow/Record"
import { Effect } from "effect"

/** Stores a text as an object. */
export const putText = (text: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const store = yield* ArtifactStore
      const writer = yield* store.writer("test")
      yield* writer.write(new TextEncoder().encode(text))
      return { kind: "file", ...(yield* writer.commit), extension: ".txt" } satisfies StoredFile
    })
  )

/** What tells records of one stage apart. */
export interface RecordOptions {
  readonly seed?: number
  readonly partition?: string
  readonly tasks?: ReadonlyArray<RunRecord>
}

/** The record of a stage's result, under the key that its parts give. */
export const recordOf = (
  stage: string,
  outputs: Readonly<Record<string, StoredFile>>,
  { seed = 7, partition, tasks }: RecordOptions = {}
): RunRecord => {
  const parts = {
    format: 1,
    node: "26.10.0",
    stage,
    code: { digest: "c", files: { "a.ts": sha256(`code of ${stage}`) }, packages: {} },
    params: {},
    contract: stage,
    seed,
    inputs: {},
    ...(partition === undefined ? {} : { partition: { name: partition, digest: sha256(partition) } })
  }
  return {
    key: keyOf(parts),
    parts,
    outputs,
    seconds: 1,
    warnings: [],
    ...(tasks === undefined
      ? {}
      : { tasks: tasks.map(({ key, parts }) => ({ name: parts.partition?.name ?? "", key })) })
  }
}
