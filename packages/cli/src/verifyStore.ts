/**
 * `verify` without more: hashes the whole store anew, and the files of the last run.
 */
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import { RunLog } from "@praxis/dataflow/RunLog"
import { type Verified, verify } from "@praxis/dataflow/Verify"
import { Clock, Effect } from "effect"
import { VerificationError } from "./errors.ts"
import { count, duration, plural, size, wrapped } from "./output/text.ts"
import { amountText, findingLines, remedyLines } from "./output/verifyLines.ts"
import { Screen } from "./Screen.ts"
import { type VerifiedInput, verifyInputs } from "./verifyInputs.ts"
import { Workspace } from "./Workspace.ts"

/** Prints what was read and what is wrong; fails where anything is. */
export const verifyStore = Effect.fnUntraced(function* (json: boolean) {
  const screen = yield* Screen
  const begin = yield* Clock.currentTimeMillis
  const verified = yield* withProgress(verify)
  const inputs = yield* verifyInputs
  const seconds = ((yield* Clock.currentTimeMillis) - begin) / 1000
  const named = yield* namedByRuns
  const deceiving = inputs.filter(({ state }) => state === "deceiving")
  const nWrong = verified.findings.length + deceiving.length
  const error =
    nWrong === 0
      ? undefined
      : new VerificationError({
          problem: `${plural(nWrong, "thing")} ${nWrong === 1 ? "is" : "are"} not as written`
        })
  if (json) {
    screen.json({ ok: nWrong === 0, ...verified, inputs, collected: named.collected, seconds })
  } else {
    for (const line of yield* lines(verified, inputs, named, seconds)) screen.line(line)
  }
  if (error !== undefined) return yield* error
})

/** Shows on a terminal how far it is. */
const withProgress = Effect.fnUntraced(function* (work: typeof verify) {
  const screen = yield* Screen
  if (!screen.isTerminal) return yield* work()
  const display = screen.runDisplay(false)
  display.onEvent({ _tag: "RunStarted", study: "", corpus: "", nodes: ["objects"] })
  display.onEvent({ _tag: "NodeStarted", node: "objects", reasons: [] })
  return yield* work((done, total) =>
    display.onEvent({ _tag: "NodeProgress", node: "objects", done, total, unit: "bytes" })
  ).pipe(Effect.ensuring(Effect.sync(display.close)))
})

/** What journals name: the node of each key; how many of these results have no record any more, and of how many runs. */
const namedByRuns = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const log = yield* RunLog
  const nodeByKey = new Map<string, string>()
  const gone = new Set<string>()
  let runs = 0
  for (const name of yield* log.journals) {
    const journal = yield* log.readJournal(name)
    if (journal.state !== "read") continue
    const keys = journal.nodes.flatMap((node) => ("key" in node ? [node] : []))
    for (const { key, node } of keys) {
      if (nodeByKey.has(key)) continue
      nodeByKey.set(key, node)
      const found = yield* Effect.result(store.record(key))
      if (found._tag === "Success" && found.success.state === "missing") gone.add(key)
    }
    if (keys.some(({ key }) => gone.has(key))) runs++
  }
  return { nodeByKey, collected: { results: gone.size, runs } }
})

const lines = Effect.fnUntraced(function* (
  { objects, records, unnamed, temporary, setAside, findings }: Verified,
  inputs: ReadonlyArray<VerifiedInput>,
  { nodeByKey, collected }: Effect.Success<typeof namedByRuns>,
  seconds: number
) {
  const { tableColumns } = yield* Screen
  const { artifacts, shown } = yield* Workspace
  const columns = Math.min(tableColumns, 100)
  const bytes = objects.bytes + records.bytes + inputs.reduce((sum, input) => sum + input.bytes, 0)
  const rate = bytes > 1e8 ? ` at ${(bytes / 1e9 / seconds).toFixed(2)} GB/s` : ""
  const read = [
    plural(objects.files, "object"),
    plural(records.files, "record"),
    ...(inputs.length > 0 ? [plural(inputs.length, "input file")] : [])
  ]
  const text = (line: string) => wrapped("", line, columns)
  const aside = [
    ...text(`${shown(artifacts)}: ${read.join(", ")} hashed anew, ${size(bytes)} in ${duration(seconds)}${rate}`),
    ...(findings.length > 0
      ? ["", ...findingLines(findings, nodeByKey, columns), "", ...remedyLines(findings, columns)]
      : []),
    ...inputs.flatMap((input) => inputLines(input, shown, columns)),
    ...(unnamed.files > 0
      ? text(`${amountText(unnamed, "object")} that no record names: not wrong, pnpm pipeline gc would drop them.`)
      : []),
    ...(temporary.files > 0
      ? text(
          `${amountText(temporary, "temporary file")}: of a run that goes on, or of one that died; the next run removes these.`
        )
      : []),
    ...(setAside.files > 0
      ? text(`${amountText(setAside, "file")} set aside by earlier runs in store/quarantine.`)
      : []),
    ...(collected.results > 0
      ? text(
          `${count(collected.results)} results that ${plural(collected.runs, "earlier run")} had are gone: collected, or removed.`
        )
      : []),
    ...(findings.length === 0
      ? text("Everything in the store is as it was written. Whether it is up to date, plan tells.")
      : [])
  ]
  return aside
})

const inputLines = (
  { path, state, problem, study }: VerifiedInput,
  shown: (path: string) => string,
  columns: number
): ReadonlyArray<string> => {
  switch (state) {
    case "same":
      return []
    case "changed":
      return wrapped(
        "",
        `${shown(path)} has changed since the last run of ${study}: the next one will see that.`,
        columns
      )
    case "gone":
      return wrapped("", `${shown(path)}, which the last run of ${study} read: ${problem}.`, columns)
    case "deceiving":
      return wrapped(
        "",
        `${shown(path)} has other bytes than its size and times make believe. What was remembered of it is forgotten: run again.`,
        columns
      )
  }
}
