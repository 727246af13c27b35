/**
 * Every bit of a small object and of a record flipped, every truncation, and every other corruption of every file of the
 * store. Each is looked at with the engine's own decision; those of the second part are followed by a run.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Schema } from "effect"
import * as ArtifactStoreFiles from "../../src/ArtifactStoreFiles.ts"
import { type Corruption, corrupt as corruptFile } from "../../src/Corruption.ts"
import { Record } from "../../src/Record.ts"
import { inject, type StoreFault, type Target, targetsOf } from "../../src/StoreDrill.ts"
import { type Drill, inFullCopy, type Kind, share } from "../Drill.ts"
import { recovery } from "../oracle.ts"
import { runStudy } from "../runStudy.ts"

/** The kind. */
export const corrupt: Kind = {
  name: "corrupt",
  minimum: 10_000,
  shards: 2,
  run: async (drill) => {
    await inFullCopy(drill, async (folder) => {
      const other = await storeOfOtherInput(folder)
      await lookAt(drill, folder, exhaustive(drill, folder, other))
      await lookAt(drill, folder, misplaced(folder, other))
    })
    await inFullCopy(drill, async (full) => {
      const faults = misplaced(full, await storeOfOtherInput(full))
      for (const at of share(drill, 0, faults.length - 1, 16)) {
        await inFullCopy({ ...drill, full }, (folder) => runAfter(drill, folder, movedTo(faults[at]!, full, folder)))
      }
    })
  }
}

const recordsIn = (store: string): ReadonlyArray<Record> =>
  readdirSync(join(store, "records")).map((key) => {
    const [, line] = readFileSync(join(store, "records", key), "utf8").split("\n")
    return Schema.decodeUnknownSync(Schema.fromJsonString(Record))(line)
  })

/** The same study on other raw files leaves other objects and records. */
const storeOfOtherInput = async (folder: string): Promise<ReadonlyArray<Target>> => {
  const input = join(folder, "in", "a.txt")
  const text = readFileSync(input)
  const mine = new Set(recordsIn(join(folder, "store")).map(({ key }) => key))
  writeFileSync(input, "quite another text\n")
  await runStudy({ folder })
  writeFileSync(input, text)
  await runStudy({ folder })
  const store = join(folder, "store")
  return targetsOf(
    store,
    recordsIn(store).filter(({ key }) => !mine.has(key))
  )
}

/** What the results of the present raw files rest on; tasks' records are not read while the result of their combine is there. */
const ownTargets = (folder: string, other: ReadonlyArray<Target>): ReadonlyArray<Target> => {
  const store = join(folder, "store")
  const others = new Set(other.map(({ file }) => basename(file)))
  const records = recordsIn(store).filter(({ key, parts }) => parts.partition === undefined && !others.has(key))
  return targetsOf(store, records)
}

const exhaustive = (drill: Drill, folder: string, other: ReadonlyArray<Target>): ReadonlyArray<StoreFault> => {
  const targets = ownTargets(folder, other)
  const smallest = (kind: Target["kind"]) =>
    targets.filter((each) => each.kind === kind && each.bytes > 0).toSorted((a, b) => a.bytes - b.bytes)[0]!
  return [smallest("object"), tableOf(targets), smallest("record")].flatMap((target) => [
    ...share(drill, 0, target.bytes * 8 - 1, 200).map(
      (bit): StoreFault => ({ target, corruption: { kind: "flip", bit } })
    ),
    ...share(drill, 0, target.bytes - 1, 50).map(
      (bytes): StoreFault => ({
        target,
        corruption: { kind: "truncate", bytes }
      })
    )
  ])
}

/** A small table. */
const tableOf = (targets: ReadonlyArray<Target>): Target => targets.find(({ name }) => name === "total")!

/** Every corruption of another kind, of every file; the content of others is of the same run and of another. */
const misplaced = (folder: string, other: ReadonlyArray<Target>): ReadonlyArray<StoreFault> => {
  const all = ownTargets(folder, other)
  return all.flatMap((target) => {
    const contents = [...all, ...other].filter(({ file, kind }) => file !== target.file && kind === target.kind)
    const corruptions: ReadonlyArray<Corruption> = [
      { kind: "flip", bit: target.bytes * 4 },
      { kind: "truncate", bytes: 0 },
      { kind: "zero" },
      { kind: "append" },
      { kind: "remove" },
      { kind: "folder" },
      { kind: "link", to: "nothing" },
      { kind: "link", to: basename(target.file) },
      ...contents.map(({ file }): Corruption => ({ kind: "swap", content: file })),
      ...contents.slice(0, 1).map(({ file }): Corruption => ({ kind: "link", to: basename(file) }))
    ]
    return corruptions.map((corruption): StoreFault => ({ target, corruption }))
  })
}

/** The same fault in a copy of the folder. */
const movedTo = ({ target, corruption }: StoreFault, from: string, to: string): StoreFault => ({
  target: { ...target, file: target.file.replace(from, to) },
  corruption: corruption.kind === "swap" ? { kind: "swap", content: corruption.content.replace(from, to) } : corruption
})

const nameOf = ({ target, corruption }: StoreFault): string => `${target.name}: ${JSON.stringify(corruption)}`

const lookAt = (drill: Drill, folder: string, faults: ReadonlyArray<StoreFault>): Promise<void> =>
  Effect.forEach(
    faults,
    (fault) =>
      Effect.map(inject(fault), (verdict) => {
        const problems = verdict.ending === "wrong" ? [verdict.problem] : []
        const ending =
          verdict.ending === "detected" ? "recomputed" : verdict.ending === "harmless" ? "unharmed" : verdict.ending
        drill.tally.fault(nameOf(fault), ending, problems)
      }),
    { discard: true }
  ).pipe(
    Effect.provide(ArtifactStoreFiles.layerFiles(join(folder, "store")).pipe(Layer.provide(NodeServices.layer))),
    Effect.runPromise
  )

/** A run after the fault must see it, set it aside, say so, and compute it again. */
const runAfter = async (drill: Drill, folder: string, fault: StoreFault): Promise<void> => {
  const quarantined = () => readdirSync(join(folder, "store", "quarantine")).length
  const before = quarantined()
  corruptFile(fault.target.file, fault.corruption)
  const { outcome, problems } = await recovery({ folder }, drill.clean)
  const isThere =
    fault.corruption.kind !== "remove" && !(fault.corruption.kind === "link" && fault.corruption.to === "nothing")
  const seen = Object.values(outcome.status).includes("ran")
  const all = [
    ...problems,
    ...(!seen ? ["nothing was computed again"] : []),
    ...(isThere && outcome.quarantined === 0 ? ["no damage was reported"] : []),
    ...(isThere && quarantined() === before ? ["nothing was set aside"] : [])
  ]
  drill.tally.fault(`${nameOf(fault)}, then a run`, seen ? "recomputed" : "unharmed", all)
}
