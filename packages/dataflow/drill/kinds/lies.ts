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
    const { length: calls } = await callsOf(drill)
    for (const at of share(drill, 1, calls, 104)) {
      await injectAt(drill, `a change lost at call ${at}`, { kind: "lost" }, at, false)
      await injectAt(drill, `a bit flipped in the read at call ${at}`, { kind: "flipped" }, at, false)
    }
  }
}
