/**
 * Which rows the file of a site has: questions to keep, and dirt.
 */
import type { Random } from "@praxis/numerics/random"
import type { Dirt } from "./SimulationParams.ts"
import type { ExportForm } from "./Wording.ts"

/** The kinds of rows; a plan holds their place in this list. */
export const rowKinds = ["question", "answer", "wiki", "no-body", "no-title", "no-id"] as const

/** One of {@link rowKinds}. */
export type RowKind = (typeof rowKinds)[number]

/** The rows of a site's file. */
export interface SitePlan {
  /** Kind of each row (nRows), in ascending order of id and date; 0 = a question to keep. */
  readonly kinds: Uint8Array
  /** Rows that are repeated at the end of the file, ascending; questions to keep. */
  readonly duplicates: Int32Array
}

/** How many rows of each kind a site's file has, and how many questions are repeated: the exact numbers. */
export const plannedRows = (nQuestions: number, form: ExportForm, dirt: typeof Dirt.Type) => {
  const rows = (share: number) => Math.round(share * nQuestions)
  return {
    question: nQuestions,
    answer: rows(dirt.answerShare),
    wiki: form === "dump" ? rows(dirt.wikiShare) : 0,
    "no-body": rows(dirt.emptyBodyShare),
    "no-title": rows(dirt.emptyTitleShare),
    "no-id": rows(dirt.missingIdShare),
    duplicates: rows(dirt.duplicateShare)
  }
}

/** The plan of a site: the kinds shuffled (Fisher–Yates), the repeated questions spread over the file. One byte a row. */
export const sitePlan = (nQuestions: number, form: ExportForm, dirt: typeof Dirt.Type, random: Random): SitePlan => {
  const planned = plannedRows(nQuestions, form, dirt)
  const kinds = new Uint8Array(rowKinds.reduce((sum, kind) => sum + planned[kind], 0))
  let start = 0
  rowKinds.forEach((kind, code) => {
    kinds.fill(code, start, start + planned[kind])
    start += planned[kind]
  })
  for (let i = kinds.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kind = kinds[i]!
    kinds[i] = kinds[j]!
    kinds[j] = kind
  }
  const duplicates = new Int32Array(planned.duplicates)
  let question = 0
  let found = 0
  for (let row = 0; row < kinds.length && found < duplicates.length; row++) {
    if (kinds[row] !== 0) continue
    if (question++ === Math.floor(((found + 0.5) * nQuestions) / duplicates.length)) duplicates[found++] = row
  }
  return { kinds, duplicates }
}
