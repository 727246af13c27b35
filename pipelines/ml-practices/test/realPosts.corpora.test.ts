/** The study on real posts: every row accounted for, and topics that a reader would accept. */
import { assert, describe, it } from "@effect/vitest"
import { CorpusSites, Funnel, Posts, Rejects } from "@praxis/tables/Posts"
import { TopicTerms } from "@praxis/tables/Topics"
import { runStudy } from "./support/runStudy.ts"

const notebooks = "stackoverflow=stackoverflow-notebooks/dataset.csv"
const dataScience = "stackoverflow=stackoverflow-data-science-2022/QueryResults.csv"
const dump = "ai.stackexchange.com-2017-03/Posts.xml"

/** How many times each value occurs. */
const tally = (values: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

describe("the study on real posts", () => {
  it("reads the notebook sample whole: 1,779 rows, 1,617 questions, 162 duplicates; its topics come apart", async () => {
    const run = await runStudy({ inputs: [notebooks] })
    const funnel = Object.fromEntries((await run.rows(Funnel)).map(({ step, rows }) => [step, rows]))
    assert.deepInclude(funnel, { read: 1779, kept: 1617, duplicate: 162 })
    assert.deepStrictEqual(tally((await run.rows(Rejects)).map(({ reason }) => reason)), { duplicate: 162 })

    const words = new Map<number, Array<string>>()
    for (const { topic, term, rank } of await run.rows(TopicTerms)) {
      if (rank <= 10) words.set(topic, [...(words.get(topic) ?? []), term])
    }
    const topicsWith = (...any: ReadonlyArray<string>) =>
      [...words].flatMap(([topic, terms]) => (terms.some((term) => any.includes(term)) ? [topic] : []))
    const themes = {
      widgets: topicsWith("widget", "widgets", "ipywidgets"),
      deployment: topicsWith("jupyterhub", "hub"),
      kernels: topicsWith("kernel", "kernels"),
      plotting: topicsWith("plot", "matplotlib", "plotly", "bokeh"),
      installation: topicsWith("install", "installed", "pip", "conda")
    }
    for (const [theme, topics] of Object.entries(themes)) assert.isNotEmpty(topics, `no topic shows ${theme}`)
    assert.notDeepEqual(themes.widgets, themes.deployment)
    assert.isTrue(themes.plotting.some((topic) => !themes.installation.includes(topic)))
    run.dispose()
  })

  it("reads three exports at once: 3,696 questions by site, and the dump's 1,131 other rows by post type", async () => {
    const run = await runStudy({ inputs: [notebooks, dataScience, dump] })
    const sites = Object.fromEntries((await run.rows(CorpusSites)).map(({ site, posts }) => [site, posts]))
    assert.deepStrictEqual(sites, { ai: 604, stackoverflow: 1617 + 1475 })
    assert.strictEqual((await run.table(Posts)).numRows, 3696)
    const rejects = await run.rows(Rejects)
    assert.lengthOf(
      rejects.filter(({ input }) => input === "Posts.xml"),
      1131
    )
    assert.lengthOf(
      rejects.filter(({ reason }) => reason === "duplicate"),
      162
    )
    run.dispose()
  })

  it("goes on without a site, and says what that costs", async () => {
    const run = await runStudy({ inputs: ["stackoverflow-notebooks/dataset.csv"], targets: ["posts"] })
    assert.deepStrictEqual(Object.keys(tally((await run.rows(Posts)).map(({ site }) => site))), ["unknown"])
    assert.isTrue(
      run.warnings.some((warning) => /site/.test(warning)),
      run.warnings.join("\n")
    )
    run.dispose()
  })
})
