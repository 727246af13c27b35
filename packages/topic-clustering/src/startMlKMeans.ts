/**
 * The kernel of the stage `topics` with the iterations of the library ml-kmeans.
 */
import { loadMlKMeans } from "./loadMlKMeans.ts"
import { runStart, type StartOptions } from "./runStart.ts"

const engine = await loadMlKMeans()

/** One start; see {@link runStart}. */
export const startMlKMeans = (options: StartOptions, seed: number) => runStart(engine, options, seed)
