/** The study's rule: which posts are about both notebooks (a) and machine learning (b). */
import type { Rule } from "@praxis/ingest/Rule"
import * as SelectionStage from "@praxis/ingest/Selection"
import { machineLearning, notebooks } from "./terms.ts"

/** Of all sites that a run is given; the paper's were Stack Overflow, Data Science, Software Engineering, Computer Science and Cross Validated. */
export const rule: Rule = { name: "notebooks × machine learning", sites: [], a: notebooks, b: machineLearning }

/** Marks each post by the rule; does not drop any. */
export const Selection = SelectionStage.make({ module: import.meta.url, rule })
