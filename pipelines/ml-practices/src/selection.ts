/** The study's rule: which posts are about both notebooks (a) and machine learning (b). */
import * as SelectionStage from "@praxis/ingest/Selection"
import { mlTerms, notebookTerms } from "./terms.ts"

/** Marks each post by the rule; does not drop any. */
export const Selection = SelectionStage.make({ module: import.meta.url, a: notebookTerms, b: mlTerms })
