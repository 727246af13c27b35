/**
 * Several processes at once on one store; a holder of the lock that stands still; signals at calls of the file system.
 */
import { startChild } from "../children.ts"
import { type Drill, inFreshFolder, type Kind, share } from "../Drill.ts"
import { faultyProblems, recovery, temporaries } from "../oracle.ts"
import { dropAll, verifyStore } from "../tend.ts"
import { callsOf } from "./errno.ts"

/** The kind. */
export const together: Kind = {
  name: "together",
  minimum: 40,
  shards: 2,
  run: async (drill) => {
    const rounds = { few: 1, usual: 3, long: 30 }[drill.size]
    for (let i = 0; i < rounds; i++) await atOnce(drill, 2)
    await atOnce(drill, drill.size === "few" ? 3 : 8)
    for (let i = 0; i < rounds; i++) await tended(drill)
    const all = await callsOf(drill)
    const calls = all.length
    // Only the holder of the lock writes its name.
    const locked = all.findLast(({ path }) => path.includes("lock.holder"))!.index
    const step = drill.size === "few" ? 90 : drill.size === "long" ? 5 : 20
    for (const at of share(drill, 0, Math.floor((calls - locked - 2) / step), 100))
      await stopped(drill, locked + at * step)
    // However few are chosen, one is a moment at which an object is half written.
    const halfWritten = all.find(({ method, path }) => method === "sync" && path.includes("objects/.tmp-"))!.index
    const steps = share(drill, 0, Math.floor((calls - 1) / step), 100)
    for (const at of [...steps.map((i) => 1 + i * step), halfWritten]) {
      await signalled(drill, at, "SIGINT")
      await signalled(drill, at, "SIGTERM")
    }
  }
}

/** All get the results, whoever computes them. */
const atOnce = (drill: Drill, processes: number) =>
  inFreshFolder(drill, async (folder) => {
    const ended = await Promise.all(Array.from({ length: processes }, () => startChild({ folder }).ended))
    const { problems } = await recovery({ folder }, drill.clean)
    for (const { code, outcome, stderr } of ended) {
      const own =
        outcome === undefined
          ? [`it ended with ${code}: ${stderr.slice(0, 300)}`]
          : faultyProblems(folder, outcome, drill.clean)
      const failed = outcome?.ok === false ? [`it failed: ${outcome.errors[0]?.message}`] : []
      drill.tally.fault(`one of ${processes} processes`, "unharmed", [...own, ...failed, ...problems])
    }
  })

/** Two runs, while the store is verified all the time and everything in it dropped again and again. */
const tended = (drill: Drill) =>
  inFreshFolder(drill, async (folder) => {
    let going = true
    const children = [startChild({ folder }), startChild({ folder })].map((child) => child.ended)
    const ended = Promise.all(children).finally(() => {
      going = false
    })
    const found: Array<unknown> = []
    while (going) {
      found.push(...(await verifyStore(folder)))
      await dropAll(folder)
    }
    const { problems } = await recovery({ folder }, drill.clean)
    for (const { code, outcome, stderr } of await ended) {
      const own =
        outcome?.ok === true
          ? faultyProblems(folder, outcome, drill.clean)
          : [`it ended with ${code}: ${JSON.stringify(outcome)} ${stderr.slice(0, 300)}`]
      drill.tally.fault("a run beside verify and gc", "unharmed", [
        ...own,
        ...found.map((finding) => `verify found ${JSON.stringify(finding)}`),
        ...problems
      ])
    }
  })

/** While the holder stands still, one that does not want to wait is told so, and one that waits gets the result after it. */
const stopped = (drill: Drill, pauseAt: number) =>
  inFreshFolder(drill, async (folder) => {
    const holder = startChild({ folder, pauseAt })
    if (!(await holder.paused)) return
    holder.process.kill("SIGSTOP")
    const waiting = startChild({ folder })
    const refused = await startChild({ folder, wait: false }).ended
    holder.process.kill("SIGCONT")
    holder.process.kill("SIGUSR2")
    const [first, second] = [await holder.ended, await waiting.ended]
    const busy = refused.outcome?.errors[0]
    const { problems } = await recovery({ folder }, drill.clean)
    drill.tally.fault(`the lock's holder stopped at call ${pauseAt}`, "unharmed", [
      ...(busy?.tag === "StoreBusyError"
        ? []
        : [`a second process was not kept out: ${JSON.stringify(refused.outcome)}`]),
      ...(first.outcome?.ok === true
        ? []
        : [`the holder failed: ${JSON.stringify(first.outcome)} ${first.stderr.slice(0, 200)}`]),
      ...(second.outcome?.ok === true
        ? []
        : [`the waiting one failed: ${JSON.stringify(second.outcome)} ${second.stderr.slice(0, 200)}`]),
      ...problems
    ])
  })

/** Nothing is left behind, at once and not only after the next run; the exit code is the signal's. */
const signalled = (drill: Drill, pauseAt: number, signal: "SIGINT" | "SIGTERM") =>
  inFreshFolder(drill, async (folder) => {
    const child = startChild({ folder, pauseAt })
    if (!(await child.paused)) return
    child.process.kill(signal)
    const { code } = await child.ended
    const left = temporaries(folder)
    const { outcome, problems } = await recovery({ folder }, drill.clean)
    const expected = signal === "SIGINT" ? 130 : 143
    drill.tally.fault(
      `${signal} at call ${pauseAt}`,
      Object.values(outcome.status).includes("ran") ? "recomputed" : "unharmed",
      [
        ...(code === expected ? [] : [`it ended with ${code}, not ${expected}`]),
        ...left.map((name) => `${name} is left by the signalled process`),
        ...problems
      ]
    )
  })
