/**
 * `verify --lock` and `verify --run`: are the results here those that are written down elsewhere? Computes nothing.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import type { Journal, ReadJournal } from "@praxis/dataflow/Journal"
import { needed, plan } from "@praxis/dataflow/Plan"
import { summariesOf } from "@praxis/dataflow/Record"
import { findRun } from "@praxis/dataflow/RunId"
import * as RunLog from "@praxis/dataflow/RunLog"
import { Effect, FileSystem, Layer, Path } from "effect"
import { UsageError, VerificationError } from "./errors.ts"
import { lockFile, readLock } from "./lock.ts"
import { aligned } from "./output/aligned.ts"
import { plural, printable, wrapped } from "./output/text.ts"
import { Screen } from "./Screen.ts"
import { type SelectionOptions, select } from "./selection.ts"
import { Workspace } from "./Workspace.ts"

/** Digests of outputs by name. */
type Digests = Readonly<Record<string, { readonly digest: string }>>

/** A node of what is written down, and what is here; nothing where it has no result here. */
interface Compared {
  readonly node: string
  readonly expected: Digests
  readonly found: Digests | undefined
}

/** Compares with the committed lock, of the named nodes or of all. */
export const verifyLock = Effect.fnUntraced(function* (options: SelectionOptions & { readonly json: boolean }) {
  if (options.set.length > 0 || options.input.length > 0)
    return yield* new UsageError({
      problem: "--lock is about the study as it was committed; it takes neither --set nor --input"
    })
  const { shown } = yield* Workspace
  const selection = yield* select(options, false)
  const { bound, targets } = selection
  const lock = yield* readLock(selection, "--lock")
  const hits = new Map(
    (yield* plan(bound, targets)).flatMap((each) =>
      each.status === "hit" ? [[each.node.name, summariesOf(each.record)] as const] : []
    )
  )
  const wanted = new Set(needed(bound, targets).map(({ name }) => name))
  const compared = Object.entries(lock.nodes)
    .filter(([node]) => options.names.length === 0 || wanted.has(node))
    .map(([node, { outputs }]): Compared => ({ node, expected: outputs, found: hits.get(node) }))
  const order = bound.nodes.map(({ name }) => name)
  compared.sort((x, y) => order.indexOf(x.node) - order.indexOf(y.node))
  const file = shown(yield* lockFile(bound.study.name))
  return yield* sayCompared(file, compared, options.json)
})

/** Compares with the journal of a run: a file, or an id of one of this folder's runs. */
export const verifyRun = Effect.fnUntraced(function* (word: string, json: boolean) {
  const store = yield* ArtifactStore
  const log = yield* RunLog.RunLog
  const journal = yield* journalNamed(word)
  const { study, corpus } = journal.begin
  const lastKeys = yield* log.lastKeys(study, corpus)
  const compared: Array<Compared> = []
  for (const each of journal.nodes) {
    if (!("key" in each)) continue
    const { node, key, outputs } = each
    const keys = [key, ...(lastKeys[node] === undefined ? [] : [lastKeys[node]])]
    const records = yield* Effect.forEach(keys, store.record)
    const found = records.find(({ state }) => state === "intact")
    compared.push({ node, expected: outputs, found: found?.state === "intact" ? summariesOf(found.record) : undefined })
  }
  return yield* sayCompared(`${study} on ${corpus}, run of ${journal.begin.at}`, compared, json)
})

const journalNamed = Effect.fnUntraced(function* (word: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { invokedFrom } = yield* Workspace
  const log = yield* RunLog.RunLog
  const file = path.resolve(invokedFrom, word)
  if (file.endsWith(".jsonl") || (yield* Effect.orElseSucceed(fs.exists(file), () => false))) {
    if (!file.endsWith(".jsonl"))
      return yield* new UsageError({ problem: `${word}: the journal of a run is a file whose name ends in .jsonl` })
    const there = yield* Layer.build(Layer.fresh(RunLog.layerFiles(path.dirname(file))))
    const readJournal = RunLog.RunLog.use(({ readJournal }) => readJournal(path.basename(file, ".jsonl")))
    return yield* readable(word, yield* Effect.provideContext(readJournal, there))
  }
  return yield* readable(word, yield* log.readJournal(yield* findRun(yield* log.journals, word)))
}, Effect.scoped)

const readable = (word: string, journal: Journal): Effect.Effect<ReadJournal, UsageError> => {
  if (journal.state === "read") return Effect.succeed(journal)
  const problem = journal.state === "damaged" ? journal.problem : `a journal of another version (${journal.version})`
  return Effect.fail(new UsageError({ problem: `${word} cannot be read as the journal of a run: ${problem}` }))
}

/** Prints what differs and what is not here, and fails where there is any of it. */
const sayCompared = Effect.fnUntraced(function* (what: string, compared: ReadonlyArray<Compared>, json: boolean) {
  const screen = yield* Screen
  const absent = compared.filter(({ found }) => found === undefined)
  const differing = compared.flatMap(({ node, expected, found }) =>
    found === undefined
      ? []
      : Object.entries(expected).flatMap(([output, { digest }]) =>
          found[output]?.digest === digest
            ? []
            : [{ node, output, expected: digest, found: found[output]?.digest ?? "none" }]
        )
  )
  const ok = absent.length === 0 && differing.length === 0 && compared.length > 0
  if (json) screen.json({ ok, nodes: compared.length, differing, absent: absent.map(({ node }) => node) })
  else {
    const columns = Math.min(screen.tableColumns, 100)
    screen.line(printable(what))
    const rows = differing.map(({ node, output, expected, found }) => [
      "  differs",
      output === node ? node : `${output} of ${node}`,
      `${expected.slice(0, 12)} there, ${found.slice(0, 12)} here`
    ])
    for (const line of aligned(rows)) screen.line(line)
    if (absent.length > 0) {
      const names = absent.map(({ node }) => node).join(", ")
      for (const line of wrapped("  not computed here: ", names, columns)) screen.line(line)
    }
    const same = compared.length - absent.length - new Set(differing.map(({ node }) => node)).size
    screen.line(
      ok
        ? `${plural(same, "node")}: the same digests here.`
        : `${same} of ${plural(compared.length, "node")} with the same digests here.`
    )
  }
  if (ok) return
  return yield* new VerificationError({
    problem:
      compared.length === 0
        ? "no node has a result there, so there is nothing to compare with"
        : differing.length > 0
          ? "the results here are not those there"
          : "the results cannot be confirmed, since not all are computed here; pnpm pipeline run computes them"
  })
})
