/**
 * The services of a command, bound to folders on disk.
 */
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import * as InputFiles from "@praxis/dataflow/InputFiles"
import * as RunLog from "@praxis/dataflow/RunLog"
import * as SourceTexts from "@praxis/dataflow/SourceTexts"
import * as StoreLock from "@praxis/dataflow/StoreLock"
import * as Workers from "@praxis/dataflow/Workers"
import { Effect, Layer, Path } from "effect"
import { committedTexts } from "./committedTexts.ts"
import { Workspace } from "./Workspace.ts"

/** Everything that reads or writes the artifacts folder; `self` is what others are told who wait for this process. */
export const environment = (self: string) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const path = yield* Path.Path
      const { artifacts, root } = yield* Workspace
      const store = path.join(artifacts, "store")
      const runs = path.join(artifacts, "runs")
      const cache = path.join(artifacts, "cache")
      const textsFolder = path.join(cache, "sources")
      return Layer.mergeAll(
        ArtifactStoreFiles.layerFiles(store),
        StoreLock.layerFiles(store, self, [runs, cache]),
        Workers.layerInline,
        RunLog.layerFiles(runs),
        InputFiles.layer(path.join(cache, "input-files.json")),
        CodeDigest.layer({ root, cacheFile: path.join(cache, "code.json"), textsFolder }),
        SourceTexts.layer({ root, textsFolder, otherVersions: committedTexts(root) })
      )
    })
  )
