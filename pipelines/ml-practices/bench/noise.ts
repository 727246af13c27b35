/**
 * What is found of planted topics as noise grows: `node bench/noise.ts [--posts 3000] [--json]`.
 *
 * Simulated corpora at several shares of background words and of mixed posts. Prints for each the agreement (ARI) of
 * the study's topics with the planted ones, that of the oracle (the true parameters, which no method beats on average),
 * their ratio, how many topics have each badge, the mean F1 of topics with the planted one that they agree with best,
 * steady ones and others apart, and the steady topics of the same posts with their words dealt out anew. All is seeded:
 * the table is the same on every machine.
 */
import { parseArgs } from "node:util"
import { Validity } from "@praxis/tables/Topics"
import { judgedTopics, type TopicJudgement } from "../test/support/judgedTopics.ts"
import { runStudy } from "../test/support/runStudy.ts"

const { values } = parseArgs({
  options: { posts: { type: "string", default: "3000" }, json: { type: "boolean", default: false } }
})

const backgroundShares = [0.2, 0.35, 0.5, 0.65]
const mixedShares = [0, 0.2, 0.5]

const meanF1 = (topics: ReadonlyArray<TopicJudgement>): number | null =>
  topics.length === 0 ? null : topics.reduce((sum, { f1 }) => sum + f1, 0) / topics.length

const measure = async (backgroundShare: number, mixedShare: number) => {
  const run = await runStudy({
    set: [
      `simulated.nPosts=${values.posts}`,
      `simulated.difficulty.backgroundShare=${backgroundShare}`,
      `simulated.difficulty.mixedShare=${mixedShare}`
    ],
    targets: ["counts", "validity"]
  })
  const validity = new Map((await run.rows(Validity)).map(({ measure, value }) => [measure, value]))
  const { judged, shuffled } = await judgedTopics(run)
  run.dispose()
  const withBadge = (badge: string) => judged.filter((topic) => topic.badge === badge)
  return {
    backgroundShare,
    mixedShare,
    ari: validity.get("ari-topics")!,
    oracle: validity.get("ari-oracle")!,
    ratio: validity.get("ari-ratio") ?? null,
    steady: withBadge("steady").length,
    wavering: withBadge("wavering").length,
    fleeting: withBadge("fleeting").length,
    steadyF1: meanF1(withBadge("steady")),
    otherF1: meanF1(judged.filter(({ badge }) => badge !== "steady")),
    shuffledSteady: shuffled.filter(({ badge }) => badge === "steady").length
  }
}

const rows: Array<Awaited<ReturnType<typeof measure>>> = []
for (const backgroundShare of backgroundShares) {
  for (const mixedShare of mixedShares) rows.push(await measure(backgroundShare, mixedShare))
}

if (values.json) console.log(JSON.stringify(rows, null, 2))
else {
  const columns = Object.keys(rows[0]!) as ReadonlyArray<keyof (typeof rows)[number]>
  const cell = (value: number | null) =>
    value === null ? "–" : Number.isInteger(value) ? String(value) : value.toFixed(2)
  console.log(columns.map((column) => column.padStart(15)).join(""))
  for (const row of rows) console.log(columns.map((column) => cell(row[column]).padStart(15)).join(""))
}
