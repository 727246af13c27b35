/**
 * Which field each column of an input holds: of a CSV header, the members of JSON objects, or a Parquet schema.
 */
import { suggestion } from "@praxis/dataflow/nearest"
import { Schema } from "effect"
import type { ProblemFields } from "./InputError.ts"
import { fieldNames, type PostField, plainName, postFields } from "./postFields.ts"

const knownNames = fieldNames.map((field) => postFields[field].name)
const fieldByKnownName = new Map(fieldNames.map((field) => [plainName(postFields[field].name), field]))

/** Names of columns by the field that they hold, such as `{ "Title": "Question_title" }`. The left side is a name of the Data Explorer, in any case. */
export const ColumnMap = Schema.Record(Schema.String, Schema.String).check(
  Schema.makeFilter((columns) => {
    const wrong = Object.keys(columns).find((name) => !fieldByKnownName.has(plainName(name)))
    return wrong === undefined || `no field is named ${JSON.stringify(wrong)}${suggestion(wrong, knownNames)}`
  })
)

/** Names of columns by field. */
export type ColumnMap = typeof ColumnMap.Type

/**
 * The field by a column's plain name: the names that the map gives, and the known names of all other fields. Where an input
 * has several names of one field, the first in this order counts.
 */
export const fieldByPlainName = (columns: ColumnMap): Readonly<Record<string, PostField>> => {
  const mapped = mappedNames(columns)
  const fields: Record<string, PostField> = Object.create(null)
  for (const [field, name] of mapped) fields[plainName(name)] = field
  for (const field of fieldNames) {
    if (mapped.has(field)) continue
    for (const name of [postFields[field].name, ...(postFields[field].aliases ?? [])]) fields[plainName(name)] ??= field
  }
  return fields
}

const mappedNames = (columns: ColumnMap): ReadonlyMap<PostField, string> =>
  new Map(Object.entries(columns).map(([known, name]) => [fieldByKnownName.get(plainName(known))!, name]))

/** What {@link columnsOf} is told. */
export interface ColumnsOptions {
  /** Names of the columns, in order. */
  readonly names: ReadonlyArray<string>
  /** What the person says of them. */
  readonly columns: ColumnMap
  /** Where the names stand, as a message says it: `the header`, `the members of the objects`. */
  readonly place: string
  /** The line of the header, from 1. */
  readonly line?: number | undefined
  /** Makes a problem of this input. */
  readonly problem: (fields: ProblemFields) => Error
}

/**
 * The field that each column holds, null for columns that ingest does not read: indices without a name, `Unnamed: 0`, names
 * of people. Throws a problem where Title or Body is missing, where the person names a column that is not there, or where
 * two columns bear a name that is read.
 */
export const columnsOf = ({
  names,
  columns,
  place,
  line,
  problem
}: ColumnsOptions): ReadonlyArray<PostField | null> => {
  const fail = (text: string, remedy: string) => {
    throw problem({ ...(line === undefined ? {} : { line }), problem: text, remedy })
  }
  const plain = names.map(plainName)
  const found = new Array<PostField | null>(names.length).fill(null)
  for (const [field, name] of mappedNames(columns)) {
    if (plain.includes(plainName(name))) continue
    fail(
      `expected the column ${shown(name)} for ${postFields[field].name}, found no such name in ${place} ${shownNames(names)}`,
      `Mend the name after ${postFields[field].name}=${suggestion(name, names.filter((each) => each !== "").slice(0, 100))}`
    )
  }
  const taken = new Set<PostField>()
  for (const [name, field] of Object.entries(fieldByPlainName(columns))) {
    const first = plain.indexOf(name)
    if (first < 0 || taken.has(field)) continue
    const second = plain.indexOf(name, first + 1)
    if (second >= 0) {
      fail(
        `${place} names ${shown(names[first]!)} twice, as columns ${first + 1} and ${second + 1}`,
        "Rename or drop one of them"
      )
    }
    taken.add(field)
    found[first] = field
  }
  const missing = fieldNames.filter((field) => postFields[field].required === true && !taken.has(field))
  if (missing.length > 0) {
    const without = missing.map((field) => postFields[field].name)
    fail(
      `expected the columns Title and Body, found no ${without.join(", no ")} in ${place} ${shownNames(names)}`,
      remedyFor(without)
    )
  }
  return found
}

const remedyFor = (missing: ReadonlyArray<string>): string =>
  `Name the columns that hold them, as in ${missing.map((name) => `--map ${name}=NAME`).join(" ")}, or export them too, with the names in the first line of a CSV`

const shownNames = (names: ReadonlyArray<string>): string => {
  const more = names.length > 12 ? `, … (${names.length} columns)` : ""
  return names.slice(0, 12).map(shown).join(", ") + more
}

const shown = (name: string): string => JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)
