/**
 * The same bytes in another time zone, language, home, folder and umask, with other numbers of workers, and with jobs
 * that are done in another order.
 */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { Effect, Layer, Stream } from "effect"
import { seededRandom } from "../../src/internal/seededRandom.ts"
import { inline, Workers } from "../../src/Workers.ts"
import { type Surroundings, startChild } from "../children.ts"
import { type Drill, inFreshFolder, type Kind, share } from "../Drill.ts"
import { faultyProblems, recovery } from "../oracle.ts"
import { runStudy } from "../runStudy.ts"

/** The kind. */
export const surroundings: Kind = {
  name: "surroundings",
  minimum: 30,
  shards: 1,
  run: async (drill) => {
    for (const at of share(drill, 0, others.length - 1, 4)) await inOther(drill, others[at]!)
    for (const workers of [1, 2, 8]) {
      await inOther(drill, { name: `${workers} worker threads`, workers })
    }
    const orders = { few: 2, usual: 20, long: 200 }[drill.size]
    for (let seed = 1; seed <= orders; seed++) await otherOrder(drill, seed)
  }
}

interface Other extends Surroundings {
  readonly name: string
  readonly workers?: number
}

const variables = (name: string, ...values: ReadonlyArray<string>): ReadonlyArray<Other> =>
  values.map((value) => ({ name: `${name}=${value}`, env: { [name]: value } }))

const others: ReadonlyArray<Other> = [
  ...variables("TZ", "Pacific/Kiritimati", "America/St_Johns", "UTC"),
  ...variables("LC_ALL", "tr_TR.UTF-8", "C", "de_DE.UTF-8"),
  ...variables("LANG", "ja_JP.UTF-8"),
  ...variables("HOME", "/nonexistent"),
  ...variables("NODE_OPTIONS", "--stack-trace-limit=1", "--max-semi-space-size=1"),
  { name: "another folder", cwd: "/" },
  ...["000", "077"].map((umask) => ({
    name: `umask ${umask}`,
    wrapper: ["sh", "-c", `umask ${umask}; exec "$@"`, "sh"]
  }))
]

const inOther = (drill: Drill, { name, workers, ...surroundings }: Other) =>
  inFreshFolder(drill, async (folder) => {
    mkdirSync(join(folder, "store"))
    const options = workers === undefined ? { folder } : { folder, workers }
    const { code, outcome, stderr } = await startChild(options, surroundings).ended
    const own =
      outcome?.ok === true
        ? faultyProblems(folder, outcome, drill.clean)
        : [`it ended with ${code}: ${JSON.stringify(outcome)} ${stderr.slice(0, 300)}`]
    const after = await recovery({ folder }, drill.clean)
    const hits = Object.values(after.outcome.status).includes("ran")
      ? ["another process does not find its results"]
      : []
    drill.tally.fault(name, "unharmed", [...own, ...hits, ...after.problems])
  })

/** All jobs are taken, and done in an order of chance; results are given in the order of the jobs, as the contract says. */
const otherOrder = (drill: Drill, seed: number) =>
  inFreshFolder(drill, async (folder) => {
    const random = seededRandom(seed)
    const workers = Layer.succeed(Workers, {
      size: 8,
      map: (kernel, shared, jobs) =>
        Stream.unwrap(
          Effect.gen(function* () {
            const all = yield* Stream.runCollect(jobs)
            const turns = all.map((job, i) => ({ job, i, turn: random() })).toSorted((a, b) => a.turn - b.turn)
            const done = yield* Effect.forEach(turns, ({ job, i }) =>
              Effect.map(Stream.runCollect(inline.map(kernel, shared, Stream.make(job))), ([result]) => ({
                i,
                result: result!
              }))
            )
            return Stream.fromIterable(done.toSorted((a, b) => a.i - b.i).map(({ result }) => result))
          })
        )
    })
    const outcome = await runStudy({ folder, workers })
    const { problems } = await recovery({ folder }, drill.clean)
    drill.tally.fault(`jobs in order ${seed}`, "unharmed", [
      ...faultyProblems(folder, outcome, drill.clean),
      ...problems
    ])
  })
