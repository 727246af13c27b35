/**
 * Published corpora as inputs of a run: the files that `fetch` got.
 */
import { UnknownNameError } from "@praxis/dataflow/Bind"
import type { PublishedCorpus, Study } from "@praxis/dataflow/Study"
import { Effect, FileSystem, Path, Schema } from "effect"
import type { NamedInput } from "./inputs.ts"
import { Workspace } from "./Workspace.ts"

/** A published corpus was named that is not here yet. */
export class NotFetchedError extends Schema.TaggedError<NotFetchedError>()("NotFetchedError", {
  corpus: Schema.String,
  file: Schema.String
}) {
  override get message() {
    return `the corpus ${this.corpus} is not here (there is no ${this.file}). Get it with: pnpm pipeline fetch ${this.corpus}`
  }
}

/** Where fetched files of a corpus or site are kept without `--to`: in `corpora/` of the project, beside its own artifacts. */
export const corpusFolder = Effect.fnUntraced(function* (name: string) {
  const path = yield* Path.Path
  const { ownArtifacts } = yield* Workspace
  return path.join(path.dirname(ownArtifacts), "corpora", name)
})

/** The published corpus of a name. */
export const publishedNamed = (study: Study, name: string): PublishedCorpus | undefined =>
  study.published?.find((each) => each.name === name)

/** The files of a published corpus with their sites; `undefined` where the study brings a corpus of that name itself. */
export const publishedInputs = Effect.fnUntraced(function* (study: Study, name: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { shown } = yield* Workspace
  if (study.corpora.some((corpus) => corpus.name === name)) return undefined
  const corpus = publishedNamed(study, name)
  if (corpus === undefined) {
    const known = [...study.corpora, ...(study.published ?? [])].map((each) => each.name)
    return yield* new UnknownNameError({ what: "corpus", name, known })
  }
  const folder = yield* corpusFolder(name)
  const inputs: Array<NamedInput> = []
  for (const { label, site } of corpus.files) {
    const file = path.join(folder, label)
    if (!(yield* Effect.orElseSucceed(fs.exists(file), () => false)))
      return yield* new NotFetchedError({ corpus: name, file: shown(file) })
    inputs.push({ site: site ?? null, path: file })
  }
  return inputs as ReadonlyArray<NamedInput>
})
