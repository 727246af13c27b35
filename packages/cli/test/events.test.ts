/** docs/events.md and docs/events.schema.json say what the schemas of the lines say. */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { eventsSchema, eventsSchemaFile, lineSchemas } from "../schema/eventsSchema.ts"

type Json = {
  readonly type?: string
  readonly enum?: ReadonlyArray<unknown>
  readonly items?: Json
  readonly anyOf?: ReadonlyArray<Json>
  readonly properties?: Readonly<Record<string, Json>>
  readonly required?: ReadonlyArray<string>
}

const words: Readonly<Record<string, string>> = { string: "text", boolean: "true or false", null: "null" }

/** A field's type as the page says it. */
const typeText = (schema: Json): string => {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(" or ")
  if (schema.enum !== undefined) {
    return schema.enum.map((each) => (typeof each === "string" ? `\`${each}\`` : String(each))).join(" or ")
  }
  if (schema.type === "array") return `list of ${typeText(schema.items!)}`
  return words[schema.type!] ?? schema.type!
}

/** `field: type` of a kind of line by its schema. */
const fieldsOf = (schema: Schema.Top): ReadonlyArray<string> => {
  const { properties = {}, required = [] } = Schema.toJsonSchemaDocument(schema).schema as Json
  return Object.entries(properties)
    .filter(([name]) => name !== "_tag")
    .map(([name, field]) => `${name}: ${typeText(field)}${required.includes(name) ? "" : ", optional"}`)
}

/** The same as the page has it, by heading. */
const documented = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const page = readFileSync(new URL("../../../docs/events.md", import.meta.url), "utf8")
  return new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => [
        section.slice(0, section.indexOf("\n")),
        Array.from(section.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm), ([, name, type]) => `${name}: ${type!.trim()}`)
      ])
  )
}

describe("docs/events.md", () => {
  it("names every kind of line, in the order of the schema, and no other", () => {
    assert.deepStrictEqual([...documented().keys()], [...lineSchemas().keys()])
  })

  it.each([...lineSchemas()])("%s: has every field with its type, and no other", (name, schema) => {
    assert.deepStrictEqual(documented().get(name), fieldsOf(schema))
  })
})

describe("docs/events.schema.json", () => {
  it("is current; else write it with `node packages/cli/schema/eventsSchema.ts` and `pnpm format`", () => {
    assert.deepStrictEqual(JSON.parse(readFileSync(eventsSchemaFile, "utf8")), eventsSchema())
  })
})
