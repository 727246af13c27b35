/**
 * What a journal says of its run, for people and machines.
 */
import type { ReadJournal } from "@praxis/dataflow/Journal"
import { plural } from "./text.ts"

/** How many nodes ended how. */
export const countsOf = ({ nodes }: ReadJournal) => {
  const of = (status: ReadJournal["nodes"][number]["status"]) => nodes.filter((node) => node.status === status).length
  return { hit: of("hit"), ran: of("ran"), failed: of("failed"), skipped: of("skipped") }
}

/** When it began, to the minute: `2026-11-23T17:23Z`. */
export const beganText = ({ begin }: ReadJournal): string => begin.at.replace(/:\d\d\.\d+Z$/, "Z")

/** `ok`, `2 failed`, or `no end` where the journal has none. */
export const endText = (journal: ReadJournal): string => {
  const { failed } = countsOf(journal)
  if (failed > 0) return `${failed} failed`
  return journal.end === undefined ? "no end" : journal.end.ok ? "ok" : "failed"
}

const maxFiles = 3

/** What it ran on, the nodes that were named, and the settings: `simulated topics.k=12`, `Posts.xml, only posts`. */
export const aboutText = ({ begin }: ReadJournal): string => {
  const { corpus, inputs, settings, target, targets } = begin
  const labels = inputs.slice(0, maxFiles).map(({ label }) => label)
  const more = inputs.length > maxFiles ? ` and ${plural(inputs.length - maxFiles, "more file")}` : ""
  const on = inputs.length === 0 ? corpus : `${labels.join(", ")}${more}`
  const only = targets.length === 1 && targets[0] === target ? "" : `, only ${targets.join(", ")}`
  return [`${on}${only}`, ...settings].join(" ")
}
