/**
 * The texts of code that `why` quotes from: those of which no kept result was made may go.
 */
import { isDigest } from "@praxis/dataflow/Digest"
import { Effect, FileSystem, Path } from "effect"
import { Workspace } from "./Workspace.ts"

/** Texts that nothing kept was made with. */
export interface DroppedTexts {
  readonly folder: string
  readonly names: ReadonlyArray<string>
  readonly bytes: number
}

/** Where texts of code are kept, beneath the artifacts. */
export const textsFolder = Effect.gen(function* () {
  const path = yield* Path.Path
  const { artifacts } = yield* Workspace
  return path.join(artifacts, "cache", "sources")
})

/** Texts whose digest is not among those that are kept. */
export const unneededTexts = Effect.fnUntraced(function* (kept: ReadonlySet<string>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = yield* textsFolder
  const all = (yield* fs.exists(folder)) ? yield* fs.readDirectory(folder) : []
  const names = all.filter((name) => isDigest(name) && !kept.has(name)).sort()
  const sizes = yield* Effect.forEach(names, (name) =>
    Effect.map(fs.stat(path.join(folder, name)), ({ size }) => Number(size))
  )
  return { folder, names, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) } satisfies DroppedTexts
})

/** Removes texts. Losing one costs `why` a quotation and no result. */
export const dropTexts = Effect.fnUntraced(function* ({ folder, names }: DroppedTexts) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  yield* Effect.forEach(names, (name) => fs.remove(path.join(folder, name), { force: true }), { discard: true })
})
