/**
 * What `gc` would drop, and why that is safe, as lines.
 */
import type { Survey } from "@praxis/dataflow/Gc"
import type { Roots } from "@praxis/dataflow/Roots"
import type { DroppedTexts } from "../codeTexts.ts"
import { aligned } from "./aligned.ts"
import { plural, printable, size, wrapped } from "./text.ts"

/** Where the store is, and the width of the lines. */
export interface Where {
  readonly artifacts: string
  readonly shown: (path: string) => string
  readonly columns: number
  /** The command line that drops it. */
  readonly command: string
}

/** Bytes that would become free; temporary files are left to the store's lock. */
export const totalBytes = ({ records, objects, setAside }: Survey, texts: DroppedTexts): number =>
  [...records, ...objects, ...setAside].reduce((sum, { bytes }) => sum + bytes, texts.bytes)

/** A line for each stage of which something goes, then what stays, why the rest may go, and how it goes. */
export const gcLines = (
  found: Survey,
  texts: DroppedTexts,
  roots: Roots,
  yes: boolean,
  { artifacts, shown, columns, command }: Where
): ReadonlyArray<string> => {
  const { records, objects, setAside, temporary, keptRecords, keptObjects } = found
  const text = (line: string) => wrapped("", line, columns)
  const kept = `${plural(keptRecords, "result")} with ${plural(keptObjects.files, "object")} (${size(keptObjects.bytes)})`
  const names = [
    ...roots.lockFiles.map(shown),
    ...(roots.runs === 0 ? [] : [roots.runs === 1 ? "the last run" : `the last ${roots.runs} runs`]),
    "the last results of each corpus"
  ]
  const stays = text(`Kept: ${kept}, named by ${printable(listed(names))}.`)
  const atWork =
    temporary.length === 0
      ? []
      : text(
          `${plural(temporary.length, "temporary file")}: of a run that goes on, or of one that died; these go with the next run.`
        )
  const rows = [...stageRows(found), ...setAsideRow(setAside), ...textsRow(texts)]
  if (rows.length === 0) return [`${artifacts}: nothing to drop.`, ...stays, ...atWork]
  return [
    `${artifacts}: ${yes ? "dropping" : "this would go"}`,
    ...aligned(rows, new Set([1, 2])),
    ...text(
      `In all ${size(totalBytes(found, texts))}: ${plural(records.length, "result")}, ${plural(objects.length, "object")}.`
    ),
    ...stays,
    ...atWork,
    ...text("This is safe: nothing that is kept needs what goes, and a run that wants it again computes it again."),
    ...(yes ? [] : [`Nothing was dropped. To drop it: ${command}`])
  ]
}

/** Stage, number of results, bytes; in the order of the names, what no record tells the stage of last. */
const stageRows = ({ records, objects }: Survey): ReadonlyArray<ReadonlyArray<string>> => {
  const sums = new Map<string, { results: number; objects: number; bytes: number }>()
  const sumOf = (stage: string | undefined) => {
    const name = stage ?? ""
    const sum = sums.get(name) ?? { results: 0, objects: 0, bytes: 0 }
    sums.set(name, sum)
    return sum
  }
  for (const { stage, bytes } of records) {
    const sum = sumOf(stage)
    sum.results++
    sum.bytes += bytes
  }
  for (const { stage, bytes } of objects) {
    const sum = sumOf(stage)
    sum.objects++
    sum.bytes += bytes
  }
  const named = Array.from(sums).sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1))
  return named.map(([stage, { results, objects, bytes }]) => [
    `  ${stage === "" ? "of no result" : printable(stage)}`,
    stage === "" && results === 0 ? plural(objects, "object") : plural(results, "result"),
    size(bytes)
  ])
}

const setAsideRow = (setAside: Survey["setAside"]) =>
  setAside.length === 0
    ? []
    : [
        [
          "  set aside as damaged",
          plural(setAside.length, "file"),
          size(setAside.reduce((sum, { bytes }) => sum + bytes, 0))
        ]
      ]

const textsRow = ({ names, bytes }: DroppedTexts) =>
  names.length === 0 ? [] : [["  texts of code", plural(names.length, "file"), size(bytes)]]

/** `a, b and c`. */
const listed = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`
