/**
 * The header of a CSV export.
 */
import type { InputProblem, ProblemFields } from "./InputError.ts"
import { fieldNames, type PostField, plainName, postFields } from "./postFields.ts"

/**
 * The field that each column holds, `undefined` for columns that ingest does not read.
 * Throws a problem where a required column is missing, or where two columns bear a name that ingest reads.
 */
export const csvColumns = (
  header: ReadonlyArray<string>,
  line: number,
  problem: (fields: ProblemFields) => InputProblem
): ReadonlyArray<PostField | undefined> => {
  const plain = header.map(plainName)
  const columns = new Array<PostField | undefined>(header.length).fill(undefined)
  const missing: Array<string> = []
  for (const field of fieldNames) {
    const { name, aliases = [], required } = postFields[field]
    const found = [name, ...aliases].map(plainName).find((alias) => plain.includes(alias))
    if (found === undefined) {
      if (required === true) missing.push(name)
      continue
    }
    const first = plain.indexOf(found)
    const second = plain.indexOf(found, first + 1)
    if (second >= 0) {
      throw problem({
        line,
        problem: `the header names ${shown(header[first]!)} twice, as columns ${first + 1} and ${second + 1}`,
        remedy: "Rename or drop one of them"
      })
    }
    columns[first] = field
  }
  if (missing.length > 0) {
    throw problem({
      line,
      problem: `expected the columns Id, Title and Body, found no ${missing.join(", no ")} in the header ${shownHeader(header)}`,
      remedy: remedyFor(header)
    })
  }
  return columns
}

const remedyFor = (header: ReadonlyArray<string>): string => {
  const only = header.length === 1 ? header[0]! : ""
  if (only.includes("\t")) return "The columns are separated by tabs: save the file with commas"
  if (only.includes(";")) return "The columns are separated by semicolons: save the file with commas"
  return "Add the missing columns to the query and export again, with the column names in the first line"
}

const shownHeader = (header: ReadonlyArray<string>): string => {
  const more = header.length > 12 ? `, … (${header.length} columns)` : ""
  return header.slice(0, 12).map(shown).join(", ") + more
}

const shown = (name: string): string => JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)
