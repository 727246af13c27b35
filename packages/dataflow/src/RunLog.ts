/**
 * What is remembered of runs beside their results: the last keys a corpus, the last corpus, and a journal a run.
 */
import { Context, Effect, FileSystem, Layer, Option, Path, Schema } from "effect"
import { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { writeAtomically } from "./writeAtomically.ts"

const settings = Schema.Array(Schema.String)

/** The corpus or files of a run and what was set for it, as the person named them; kept outside the store. */
export const LastBinding = Schema.Union([
  Schema.Struct({ corpus: Schema.String, settings }),
  Schema.Struct({
    inputs: Schema.Array(Schema.Struct({ site: Schema.NullOr(Schema.String), path: Schema.String })),
    settings
  })
])
export type LastBinding = typeof LastBinding.Type

/** The memory of runs. Losing it costs reasons, never results. */
export class RunLog extends Context.Service<
  RunLog,
  {
    /** The key of each node's last result for a study on a corpus. */
    readonly lastKeys: (
      study: string,
      corpus: string
    ) => Effect.Effect<Readonly<Record<string, string>>, ArtifactReadError>
    /** Adds the keys of a run to the last ones. */
    readonly rememberKeys: (
      study: string,
      corpus: string,
      keys: Readonly<Record<string, string>>
    ) => Effect.Effect<void, ArtifactReadError | ArtifactWriteError>
    /** What the last run of a study ran on. */
    readonly lastBinding: (study: string) => Effect.Effect<Option.Option<LastBinding>, ArtifactReadError>
    readonly rememberBinding: (study: string, binding: LastBinding) => Effect.Effect<void, ArtifactWriteError>
    /** Appends one line of JSON to the journal of a run. */
    readonly journal: (run: string, entry: unknown) => Effect.Effect<void, ArtifactWriteError>
  }
>()("@praxis/dataflow/RunLog") {}

/** Remembers nothing beyond the process; for tests. */
export const layerMemory: Layer.Layer<RunLog> = Layer.sync(RunLog, () => {
  const keys = new Map<string, Readonly<Record<string, string>>>()
  const bindings = new Map<string, LastBinding>()
  return RunLog.of({
    lastKeys: (study, corpus) => Effect.sync(() => keys.get(`${study}/${corpus}`) ?? {}),
    rememberKeys: (study, corpus, added) =>
      Effect.sync(() => void keys.set(`${study}/${corpus}`, { ...keys.get(`${study}/${corpus}`), ...added })),
    lastBinding: (study) => Effect.sync(() => Option.fromNullishOr(bindings.get(study))),
    rememberBinding: (study, binding) => Effect.sync(() => void bindings.set(study, binding)),
    journal: () => Effect.void
  })
})

const Keys = Schema.fromJsonString(Schema.Record(Schema.String, Schema.String))
const Binding = Schema.fromJsonString(LastBinding)

/** Remembers in `<folder>/<study>/<corpus>.keys.json`, `<folder>/<study>/last.json` and `<folder>/<run>.jsonl`. */
export const layerFiles = (folder: string): Layer.Layer<RunLog, never, FileSystem.FileSystem | Path.Path> =>
  Layer.effect(
    RunLog,
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
      const keysFile = (study: string, corpus: string) => path.join(folder, study, `${corpus}.keys.json`)
      const bindingFile = (study: string) => path.join(folder, study, "last.json")

      /** A file that is missing or damaged is as if nothing were remembered. */
      const read = <S extends Schema.Codec<any, string>>(file: string, schema: S) =>
        Effect.gen(function* () {
          if (!(yield* fs.exists(file))) return Option.none<S["Type"]>()
          return Schema.decodeUnknownOption(schema)(yield* fs.readFileString(file)) as Option.Option<S["Type"]>
        }).pipe(Effect.mapError((cause) => new ArtifactReadError({ artifact: file, problem: cause.message, cause })))

      const write = (file: string, content: string) =>
        writeAtomically(file, content).pipe(
          Effect.mapError((cause) => new ArtifactWriteError({ artifact: file, problem: cause.message, cause })),
          Effect.provideContext(services)
        )

      const lastKeys = (study: string, corpus: string) =>
        Effect.map(
          read(keysFile(study, corpus), Keys),
          Option.getOrElse(() => ({}))
        )

      return RunLog.of({
        lastKeys,
        rememberKeys: (study, corpus, added) =>
          Effect.flatMap(lastKeys(study, corpus), (before) =>
            write(keysFile(study, corpus), `${JSON.stringify({ ...before, ...added }, null, 2)}\n`)
          ),
        lastBinding: (study) => read(bindingFile(study), Binding),
        rememberBinding: (study, binding) => write(bindingFile(study), `${JSON.stringify(binding, null, 2)}\n`),
        journal: (run, entry) =>
          fs.makeDirectory(folder, { recursive: true }).pipe(
            Effect.andThen(
              fs.writeFileString(path.join(folder, `${run}.jsonl`), `${JSON.stringify(entry)}\n`, { flag: "a" })
            ),
            Effect.mapError(
              (cause) => new ArtifactWriteError({ artifact: `journal ${run}`, problem: cause.message, cause })
            )
          )
      })
    })
  )
