/**
 * Every call of the file system fails with every code, once and from then on; writes end short.
 *
 * A code from call k on leaves the disk as a process does that was killed before call k.
 */
import { type Call, canHappen, type ErrorCode, errors, type Fault } from "../../src/Faults.ts"
import { type Drill, inFreshFolder, type Kind, share } from "../Drill.ts"
import { faultyProblems, recovery } from "../oracle.ts"
import { type Outcome, runStudy } from "../runStudy.ts"

/** The calls of a run without faults. */
export const callsOf = (drill: Drill): Promise<ReadonlyArray<Call>> =>
  inFreshFolder(drill, async (folder) => {
    const calls: Array<Call> = []
    await runStudy({
      folder,
      plan: (call) => {
        calls.push(call)
        return undefined
      }
    })
    return calls
  })

/** Injects a fault at call `at`, or from there on, in a fresh folder; then runs plainly. */
export const injectAt = (drill: Drill, name: string, fault: Fault, at: number, forEver: boolean): Promise<void> =>
  inFreshFolder(drill, async (folder) => {
    let happened = false
    const outcome = await runStudy({
      folder,
      plan: ({ index, method }) => {
        const here = (forEver ? index >= at : index === at) && canHappen(fault.kind, method)
        happened ||= here
        return here ? fault : undefined
      }
    })
    if (!happened) return
    const problems = faultyProblems(folder, outcome, drill.clean)
    const after = await recovery({ folder }, drill.clean)
    if (isRefused(after.outcome)) return drill.tally.fault(name, fault.kind === "lost" ? "error" : "wrong", problems)
    const ending = !outcome.ok
      ? "error"
      : Object.values(after.outcome.status).includes("ran")
        ? "recomputed"
        : "unharmed"
    drill.tally.fault(name, ending, [...problems, ...after.problems])
  })

/** Results without the version of their store, which a disk that lies may leave, are refused with a typed error. */
const isRefused = ({ errors: said }: Outcome): boolean => said.some(({ tag }) => tag === "StoreVersionError")

/** The kind. */
export const errno: Kind = {
  name: "errno",
  minimum: 2000,
  shards: 4,
  run: async (drill) => {
    const { length: calls } = await callsOf(drill)
    const codes = Object.keys(errors) as ReadonlyArray<ErrorCode>
    const some = drill.size === "few" ? (["ENOSPC"] as const) : codes
    for (const at of share(drill, 1, calls, 24)) {
      for (const code of some) {
        await injectAt(drill, `${code} once at call ${at}`, { kind: "error", code }, at, false)
        await injectAt(drill, `${code} from call ${at} on`, { kind: "error", code }, at, true)
      }
      await injectAt(drill, `a short write at call ${at}`, { kind: "short" }, at, false)
    }
  }
}
