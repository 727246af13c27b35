/** The study's simulated corpus: the default, so that a run needs no network. */
import * as SimulatedCorpus from "@praxis/simulation/SimulatedCorpus"
import { wording } from "./wording/wording.ts"

/** Planted topics of people who do machine learning on notebook platforms, as raw files, and the truth about them. */
export const Simulated = SimulatedCorpus.make({ module: import.meta.url, wording })
