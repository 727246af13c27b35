/**
 * What is remembered of runs beside their results: the last keys a corpus, the last corpus, and a journal a run.
 */
import { Context, Effect, FileSystem, Layer, Option, Path, Schema } from "effect"
import { ArtifactReadError, ArtifactWriteError } from "./Artifact.ts"
import { ownFilesPrefix } from "./Bind.ts"
import { diskProblem } from "./internal/diskProblem.ts"
import { parseJournal } from "./internal/parseJournal.ts"
import type { Journal } from "./Journal.ts"
import { writeAtomically } from "./writeAtomically.ts"

const settings = Schema.Array(Schema.String)

const namedInputs = Schema.Array(Schema.Struct({ site: Schema.NullOr(Schema.String), path: Schema.String }))

/** New posts that were placed in the model of a run, and what was set for these alone. */
const placed = Schema.optional(Schema.Struct({ inputs: namedInputs, settings }))

/** The corpus or files of a run and what was set for it, as the person named them; kept outside the store. */
export const LastBinding = Schema.Union([
  Schema.Struct({ corpus: Schema.String, settings, placed }),
  Schema.Struct({ inputs: namedInputs, settings, placed })
])
export type LastBinding = typeof LastBinding.Type

/** The memory of runs. Losing it costs reasons, never results. */
export class RunLog extends Context.Service<
  RunLog,
  {
    /**
     * The key of each node's last result for a study on a corpus. For a set of own files that was never run, those of the
     * last run on own files: what changed is told against these.
     */
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
    /** The names of all journals, newest first. */
    readonly journals: Effect.Effect<ReadonlyArray<string>, ArtifactReadError>
    /** A journal by its name; one that cannot be read is `damaged` and fails nothing. */
    readonly readJournal: (run: string) => Effect.Effect<Journal>
  }
>()("@praxis/dataflow/RunLog") {}

/** Remembers nothing beyond the process; for tests. */
export const layerMemory: Layer.Layer<RunLog> = Layer.sync(RunLog, () => {
  const keys = new Map<string, Readonly<Record<string, string>>>()
  const bindings = new Map<string, LastBinding>()
  const journals = new Map<string, string>()
  return RunLog.of({
    lastKeys: (study, corpus) =>
      Effect.sync(
        () =>
          namesOf(corpus)
            .map((each) => keys.get(`${study}/${each}`))
            .find((found) => found !== undefined) ?? {}
      ),
    rememberKeys: (study, corpus, added) =>
      Effect.sync(() => {
        for (const each of namesOf(corpus)) keys.set(`${study}/${each}`, { ...keys.get(`${study}/${each}`), ...added })
      }),
    lastBinding: (study) => Effect.sync(() => Option.fromNullishOr(bindings.get(study))),
    rememberBinding: (study, binding) => Effect.sync(() => void bindings.set(study, binding)),
    journal: (run, entry) =>
      Effect.sync(() => void journals.set(run, `${journals.get(run) ?? ""}${JSON.stringify(entry)}\n`)),
    journals: Effect.sync(() => newestFirst(journals.keys())),
    readJournal: (run) => Effect.sync(() => parseJournal(run, journals.get(run) ?? ""))
  })
})

/** Names begin with the time at which a run began. */
const newestFirst = (names: Iterable<string>): ReadonlyArray<string> =>
  Array.from(names).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))

const Keys = Schema.fromJsonString(Schema.Record(Schema.String, Schema.String))
const Binding = Schema.fromJsonString(LastBinding)

const journalEnding = ".jsonl"

/** True for the name of a journal as runs write it: it begins with the time. Other files may lie beside them. */
export const isJournalFile = (file: string): boolean => /^\d{8}T/.test(file) && file.endsWith(journalEnding)

/** Under what the keys of a corpus are remembered, the first that is there read: own files also under `input`, which stands for whatever own files were run last. */
const namesOf = (corpus: string): ReadonlyArray<string> =>
  corpus.startsWith(ownFilesPrefix) ? [corpus, "input"] : [corpus]

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
      const journalFile = (run: string) => path.join(folder, `${run}${journalEnding}`)
      /** Journals whose last line may not be whole, since writing it failed. */
      const torn = new Set<string>()

      /** A file that is missing or damaged is as if nothing were remembered. */
      const read = <S extends Schema.Codec<any, string>>(file: string, schema: S) =>
        Effect.gen(function* () {
          if (!(yield* fs.exists(file))) return Option.none<S["Type"]>()
          return Schema.decodeUnknownOption(schema)(yield* fs.readFileString(file)) as Option.Option<S["Type"]>
        }).pipe(
          Effect.mapError(
            (cause) =>
              new ArtifactReadError({ artifact: "the memory of runs", problem: diskProblem(cause, file), cause })
          )
        )

      const write = (file: string, content: string) =>
        writeAtomically(file, content).pipe(
          Effect.mapError(
            (cause) =>
              new ArtifactWriteError({ artifact: "the memory of runs", problem: diskProblem(cause, file), cause })
          ),
          Effect.provideContext(services)
        )

      const lastKeys = Effect.fnUntraced(function* (study: string, corpus: string) {
        for (const each of namesOf(corpus)) {
          const found = yield* read(keysFile(study, each), Keys)
          if (Option.isSome(found)) return found.value
        }
        return {}
      })
      const addKeys = Effect.fnUntraced(function* (
        study: string,
        corpus: string,
        added: Readonly<Record<string, string>>
      ) {
        const file = keysFile(study, corpus)
        const before = Option.getOrElse(yield* read(file, Keys), () => ({}))
        yield* write(file, `${JSON.stringify({ ...before, ...added }, null, 2)}\n`)
      })

      return RunLog.of({
        lastKeys,
        rememberKeys: (study, corpus, added) =>
          Effect.forEach(namesOf(corpus), (each) => addKeys(study, each, added), { discard: true }),
        lastBinding: (study) => read(bindingFile(study), Binding),
        rememberBinding: (study, binding) => write(bindingFile(study), `${JSON.stringify(binding, null, 2)}\n`),
        journal: (run, entry) =>
          fs.makeDirectory(folder, { recursive: true }).pipe(
            Effect.andThen(
              Effect.suspend(() =>
                fs.writeFileString(journalFile(run), `${torn.has(run) ? "\n" : ""}${JSON.stringify(entry)}\n`, {
                  flag: "a"
                })
              )
            ),
            Effect.onExit((exit) => Effect.sync(() => (exit._tag === "Success" ? torn.delete(run) : torn.add(run)))),
            Effect.mapError(
              (cause) =>
                new ArtifactWriteError({
                  artifact: "the journal of this run",
                  problem: diskProblem(cause, folder),
                  cause
                })
            )
          ),
        journals: Effect.gen(function* () {
          if (!(yield* fs.exists(folder))) return []
          const files = (yield* fs.readDirectory(folder)).filter(isJournalFile)
          return newestFirst(files.map((file) => file.slice(0, -journalEnding.length)))
        }).pipe(
          Effect.mapError(
            (cause) =>
              new ArtifactReadError({ artifact: "the memory of runs", problem: diskProblem(cause, folder), cause })
          )
        ),
        readJournal: (run) =>
          Effect.match(fs.readFileString(journalFile(run)), {
            onFailure: (cause): Journal => ({
              state: "damaged",
              name: run,
              problem: diskProblem(cause, journalFile(run))
            }),
            onSuccess: (text) => parseJournal(run, text)
          })
      })
    })
  )
