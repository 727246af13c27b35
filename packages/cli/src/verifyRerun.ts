/**
 * `verify --rerun`: computes the study twice more, in surroundings that differ in all that results must not depend on.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreFiles from "@praxis/dataflow/ArtifactStoreFiles"
import { plan } from "@praxis/dataflow/Plan"
import { type Computation, type Deviation, firstDeviation, lastComputation } from "@praxis/dataflow/Rerun"
import * as RunLog from "@praxis/dataflow/RunLog"
import { Clock, Context, Effect, FileSystem, Layer, Path } from "effect"
import { type RerunError, VerificationError } from "./errors.ts"
import { aligned } from "./output/aligned.ts"
import { deviationLines } from "./output/deviationLines.ts"
import { duration, plural, printable, wrapped } from "./output/text.ts"
import { runElsewhere, type Surroundings } from "./runElsewhere.ts"
import { Screen } from "./Screen.ts"
import { lastRunNote, type Selection, type SelectionOptions, select } from "./selection.ts"

/** Computes the selection into an artifacts folder. */
export class Recompute extends Context.Reference<
  (selection: Selection, surroundings: Surroundings, folder: string) => Effect.Effect<void, RerunError>
>("@praxis/cli/Recompute", { defaultValue: () => runElsewhere }) {}

/** Prints the first value that differs between the two, or between them and what is here; fails where there is one. */
export const verifyRerun = Effect.fnUntraced(function* (
  options: SelectionOptions & { readonly workers: number; readonly json: boolean }
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const screen = yield* Screen
  const recompute = yield* Recompute
  const selection = yield* select(options, true)
  const { bound, targets } = selection
  const say = (text: string) => (options.json ? undefined : screen.line(text))
  const columns = Math.min(screen.tableColumns, 100)
  const corpus = bound.corpus.files.length > 0 ? bound.corpus.title : `the ${bound.corpus.id} corpus`
  const heading = `${bound.study.name} on ${corpus}${lastRunNote(selection)}, computed twice more from nothing:`
  for (const line of wrapped("", printable(heading), columns)) say(line)

  const temporary = yield* fs.makeTempDirectoryScoped({ prefix: "praxis-rerun-" })
  const computed: Array<Computation> = []
  const both = surroundingsOf(options.workers)
  const rows = aligned(both.map((surroundings, i) => [`  ${i + 1}`, ...wordsOf(surroundings)]))
  for (const [i, surroundings] of both.entries()) {
    const folder = path.join(temporary, `${i + 1}`)
    const begin = yield* Clock.currentTimeMillis
    yield* recompute(selection, surroundings, folder)
    const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
    say(`${rows[i]}  ${duration(seconds)}`)
    computed.push(yield* computationIn(path, folder, selection))
  }
  const [first, second] = computed as [Computation, Computation]
  const here = yield* currentComputation(selection)
  const between = yield* firstDeviation(bound, targets, first, second)
  const against = between === undefined ? yield* firstDeviation(bound, targets, here, first) : undefined
  const found = between ?? against
  const names = between === undefined ? (["the store", "1"] as const) : (["1", "2"] as const)
  const nodes = first.results.size
  const absent = [...first.results.keys()].filter((node) => !here.results.has(node))
  if (options.json) {
    screen.json({
      ok: found === undefined,
      study: bound.study.name,
      corpus: bound.corpus.id,
      nodes,
      absent,
      ...jsonOf(found, names)
    })
  } else if (found === undefined) {
    const same = absent.length === 0 ? ", and the same as here" : ""
    say(`${plural(nodes, "node")}: the same digests both times${same}.`)
    if (absent.length > 0) {
      const text = `${plural(absent.length, "node")} ${absent.length === 1 ? "has" : "have"} no current result here to compare with: ${absent.join(", ")}`
      for (const line of wrapped("", text, columns)) say(line)
    }
  } else for (const line of deviationLines(found, names, columns)) say(line)
  if (found !== undefined) return yield* new VerificationError({ problem: problemOf(found, between !== undefined) })
}, Effect.scoped)

const problemOf = ({ node }: Deviation, isChance: boolean): string =>
  isChance
    ? `${node} does not come out the same twice`
    : `${node} comes out the same twice, but not as it is in the store`

const jsonOf = (found: Deviation | undefined, names: readonly [string, string]) =>
  found === undefined ? {} : { first: { ...found, between: names } }

/** All that a result must not depend on, as different as can be. */
const surroundingsOf = (workers: number): readonly [Surroundings, Surroundings] => [
  { timeZone: "Pacific/Kiritimati", locale: "C", umask: 0o022, workers: 1 },
  { timeZone: "America/St_Johns", locale: "tr_TR.UTF-8", umask: 0o077, workers: Math.max(2, workers) }
]

const wordsOf = ({ timeZone, locale, umask, workers }: Surroundings): ReadonlyArray<string> => [
  `TZ=${timeZone}`,
  `LC_ALL=${locale}`,
  `umask ${umask.toString(8).padStart(3, "0")}`,
  plural(workers, "worker")
]

/** What a run left in an artifacts folder. */
const computationIn = (path: Path.Path, folder: string, { bound }: Selection) =>
  Effect.gen(function* () {
    const services = yield* Layer.build(
      Layer.fresh(
        Layer.merge(
          ArtifactStoreFiles.layerFiles(path.join(folder, "store")),
          RunLog.layerFiles(path.join(folder, "runs"))
        )
      )
    )
    return yield* Effect.provideContext(lastComputation(bound), services)
  })

/** The results of this store that are hits, every byte checked. */
const currentComputation = Effect.fnUntraced(function* ({ bound, targets }: Selection) {
  const planned = yield* plan(bound, targets)
  const results = new Map(
    planned.flatMap((each) => (each.status === "hit" ? [[each.node.name, each.record.outputs] as const] : []))
  )
  return { store: yield* ArtifactStore, results } satisfies Computation
})
