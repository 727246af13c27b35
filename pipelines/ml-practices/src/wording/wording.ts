/** The wording of the study's simulated corpus. All of it is the project's own. */
import type { Wording } from "@praxis/simulation/Wording"
import { asides, closings, codeLeads, emoji, formulas, images, inlineCode, links, openings, quotes } from "./asides.ts"
import { background } from "./background.ts"
import { listEntries, sentences } from "./sentences.ts"
import { sites } from "./sites.ts"
import { titles } from "./titles.ts"
import { topics } from "./topics.ts"

export const wording: Wording = {
  sites,
  topics,
  background,
  prose: {
    titles,
    sentences,
    listEntries,
    openings,
    asides,
    formulas,
    codeLeads,
    quotes,
    closings,
    inlineCode,
    links,
    emoji,
    images
  }
}
