/**
 * The disk says that it did what it did not: changes are lost, and reads give other bits.
 */
import { type Kind, share } from "../Drill.ts"
import { callsOf, injectAt } from "./errno.ts"

/** The kind. */
export const lies: Kind = {
  name: "lies",
  minimum: 100,
  shards: 1,
  run: async (drill) => {
    const calls = await callsOf(drill)
    // However few are chosen, the reads of what stages spill to the disk are among them.
    const spilled = calls.filter(({ method, path }) => method === "read" && path.includes(".tmp-"))
    const chosen = new Set([...share(drill, 1, calls.length, 104), ...spilled.map(({ index }) => index)])
    for (const at of chosen) {
      await injectAt(drill, `a change lost at call ${at}`, { kind: "lost" }, at, false)
      await injectAt(drill, `a bit flipped in the read at call ${at}`, { kind: "flipped" }, at, false)
    }
  }
}
