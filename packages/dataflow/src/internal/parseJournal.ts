import { Schema } from "effect"
import { type Journal, JournalBegin, JournalEntry, journalVersion } from "../Journal.ts"

const entryOf = Schema.decodeUnknownOption(Schema.fromJsonString(JournalEntry))
const beginOf = Schema.decodeUnknownOption(Schema.fromJsonString(JournalBegin))

/**
 * The journal in a file's text. The last line may be cut short, as by a crash; other lines that cannot be read are
 * counted. Without a first line nothing is known of the run.
 */
export const parseJournal = (name: string, text: string): Journal => {
  const lines = text.split("\n")
  const cutShort = lines.pop() !== ""
  const begin = beginOf(lines[0] ?? "")
  if (begin._tag === "None") {
    const version = versionOf(lines[0] ?? "")
    return version === undefined || version === journalVersion
      ? { state: "damaged", name, problem: "its first line cannot be read" }
      : { state: "other-version", name, version }
  }
  const rest = lines.slice(1).filter((line) => line !== "")
  const entries = rest.flatMap((line) => {
    const entry = entryOf(line)
    return entry._tag === "None" ? [] : [entry.value]
  })
  return {
    state: "read",
    name,
    begin: begin.value,
    nodes: entries.filter((entry) => entry.event === "node"),
    end: entries.find((entry) => entry.event === "end"),
    cutShort,
    unreadable: rest.length - entries.length
  }
}

/** The version that a first line of another form names; 0 where it is the first line of a journal from before versions. */
const versionOf = (line: string): number | undefined => {
  const found = Schema.decodeUnknownOption(
    Schema.fromJsonString(Schema.Struct({ event: Schema.Literal("begin"), journal: Schema.optional(Schema.Int) }))
  )(line)
  return found._tag === "None" ? undefined : (found.value.journal ?? 0)
}
