/**
 * The JSON Schema of the lines that `run --json` prints; run as a program, it writes docs/events.schema.json.
 */
import { writeFileSync } from "node:fs"
import { RunEvent } from "@praxis/dataflow/RunEvent"
import { Schema } from "effect"
import { ErrorLine, SummaryLine } from "../src/output/runJson.ts"

/** Where the schema stands. */
export const eventsSchemaFile = new URL("../../../docs/events.schema.json", import.meta.url)

/** Each kind of line by name: events by their `_tag`, then `Summary` and `Error`. */
export const lineSchemas = (): ReadonlyMap<string, Schema.Top> =>
  new Map<string, Schema.Top>([
    ...RunEvent.members.map((event) => [event.fields._tag.schema.literal, event] as const),
    ["Summary", SummaryLine],
    ["Error", ErrorLine]
  ])

/** A schema of JSON Schema 2020-12 with a definition a kind of line. Fields may be added later, so others are allowed. */
export const eventsSchema = () => {
  const kinds = [...lineSchemas()]
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "One line of `pipeline run --json`",
    anyOf: kinds.map(([name]) => ({ $ref: `#/$defs/${name}` })),
    $defs: Object.fromEntries(kinds.map(([name, schema]) => [name, Schema.toJsonSchemaDocument(schema).schema]))
  }
}

if (import.meta.main) writeFileSync(eventsSchemaFile, `${JSON.stringify(eventsSchema(), null, 2)}\n`)
