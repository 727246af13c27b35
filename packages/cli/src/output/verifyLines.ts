/**
 * What `verify` found in the store, as lines.
 */
import type { Finding, Use } from "@praxis/dataflow/Verify"
import { aligned, fittedWidths } from "./aligned.ts"
import { cut, displayWidth } from "./displayWidth.ts"
import { plural, printable, size, wrapped } from "./text.ts"

/** One line a finding: what is wrong, with what, its size, and the file under `store/`. Only the second column is cut. `nodeByKey` tells whose a damaged record was. */
export const findingLines = (
  findings: ReadonlyArray<Finding>,
  nodeByKey: ReadonlyMap<string, string>,
  columns: number
): ReadonlyArray<string> => {
  const rows = findings.map((finding) => [
    `  ${wrongOf(finding)}`,
    printable(subjectOf(finding, nodeByKey)),
    ...placeOf(finding)
  ])
  const widths = [0, 1, 2, 3].map((c) => Math.max(0, ...rows.map((row) => displayWidth(row[c]!))))
  const room = columns - widths[0]! - widths[2]! - widths[3]! - 6
  const [width] = fittedWidths([widths[1]!], Math.max(room, 16))
  return aligned(
    rows.map((row) => row.map((cell, c) => (c === 1 ? cut(cell, width!) : cell))),
    new Set([2])
  )
}

const wrongOf = (finding: Finding): string => {
  switch (finding.kind) {
    case "object":
      return finding.state === "missing" ? "missing" : "damaged"
    case "record":
      return "damaged"
    case "key":
      return "wrong key"
    case "unreadable":
      return "unreadable"
    case "foreign":
      return "foreign"
  }
}

/** What a finding is about, as a person knows it. */
const subjectOf = (finding: Finding, nodeByKey: ReadonlyMap<string, string>): string => {
  switch (finding.kind) {
    case "object":
      return finding.uses.length === 0 ? "an object that no record names" : usesText(finding.uses)
    case "record":
      return finding.task ?? nodeByKey.get(finding.key) ?? "the record of some result"
    case "key":
      return `a record of ${finding.stage} that belongs elsewhere`
    case "unreadable":
      return finding.uses.length === 0 ? finding.problem : `${usesText(finding.uses)}: ${finding.problem}`
    case "foreign":
      return "not made by this program"
  }
}

/** `topics`, `topic-terms of topics`, `counts of tokens (batch 3)`; of several, the first and how many more. */
const usesText = (uses: ReadonlyArray<Use>): string => {
  const texts = [
    ...new Set(
      uses.map(({ stage, output, partition }) => {
        const name = output === stage ? output : `${output} of ${stage}`
        return partition === undefined ? name : `${name} (${partition})`
      })
    )
  ]
  return texts.length === 1 ? texts[0]! : `${texts[0]} and ${texts.length - 1} more`
}

const placeOf = (finding: Finding): readonly [size: string, file: string] => {
  switch (finding.kind) {
    case "object":
      return [size(finding.bytes), short("objects", finding.digest)]
    case "record":
    case "key":
      return ["", short("records", finding.key)]
    case "unreadable":
      return ["", short(finding.place, finding.name)]
    case "foreign":
      return [size(finding.bytes), `${finding.place}/${printable(finding.name)}`]
  }
}

/** As much of a name as tells it apart. */
const short = (place: string, name: string): string => `${place}/${name.slice(0, 12)}…`

/** What to do, a sentence for each sort of finding that there is. */
export const remedyLines = (findings: ReadonlyArray<Finding>, columns: number): ReadonlyArray<string> => {
  const some = (test: (finding: Finding) => boolean) => findings.some(test)
  const remedies = [
    some(({ kind }) => kind === "object" || kind === "record" || kind === "key")
      ? "Nothing damaged is ever used: pnpm pipeline run sets it aside and computes again what it needs and what is missing; pnpm pipeline gc drops what nothing needs any more."
      : "",
    some(({ kind }) => kind === "unreadable")
      ? "What the system does not let be read: check permissions and the disk, or remove the file; it is computed again."
      : "",
    some(({ kind }) => kind === "foreign") ? "Foreign files are never read; move or remove them by hand." : ""
  ]
  return remedies.filter((text) => text !== "").flatMap((text) => wrapped("", text, columns))
}

/** `3 objects (1.2 MB)`. */
export const amountText = (
  { files, bytes }: { readonly files: number; readonly bytes: number },
  noun: string
): string => `${plural(files, noun)} (${size(bytes)})`
