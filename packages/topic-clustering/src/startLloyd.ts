/**
 * The kernel of the stage `topics` with this project's own iterations.
 */
import { lloyd } from "@praxis/numerics/lloyd"
import { runStart, type StartOptions } from "./runStart.ts"

/** One start; see {@link runStart}. */
export const startLloyd = (options: StartOptions, seed: number) => runStart(lloyd, options, seed)
