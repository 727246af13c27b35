/**
 * The services of a command, bound to folders on disk.
 */
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import * as InputFiles from "@praxis/dataflow/InputFiles"
import * as RunLog from "@praxis/dataflow/RunLog"
import { Effect, Layer, Path } from "effect"
import * as Workspace from "./Workspace.ts"

/** Everything that reads or writes the artifacts folder; `artifacts` overrides the project's own. */
export const environment = (options: { readonly artifacts: string | undefined; readonly invokedFrom: string }) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const path = yield* Path.Path
      const { artifacts, root } = yield* Workspace.Workspace
      return Layer.mergeAll(
        ArtifactStoreFiles.layerFiles(path.join(artifacts, "store")),
        RunLog.layerFiles(path.join(artifacts, "runs")),
        InputFiles.layer(path.join(artifacts, "cache", "input-files.json")),
        CodeDigest.layer({ root, cacheFile: path.join(artifacts, "cache", "code.json") })
      )
    })
  ).pipe(
    Layer.provideMerge(
      Workspace.layer({ programUrl: import.meta.url, invokedFrom: options.invokedFrom, artifacts: options.artifacts })
    )
  )
