import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { runStage } from "@praxis/dataflow/testing"
import * as SimulatedCorpus from "@praxis/simulation/SimulatedCorpus"
import type { SimulationParams } from "@praxis/simulation/SimulationParams"
import { plannedRows } from "@praxis/simulation/sitePlan"
import type { Wording } from "@praxis/simulation/Wording"
import { Effect, Stream } from "effect"
import { readCsv, readDump } from "./readExports.ts"
import { smallParams, smallWording } from "./smallWording.ts"

const simulated = SimulatedCorpus.make({ module: import.meta.url, wording: smallWording })

const simulate = Effect.fn(function* (params: SimulationParams = smallParams, seed = 1) {
  const { output } = yield* runStage(simulated, { inputs: {}, params, seed })
  const texts: Record<string, string> = {}
  for (const { site, content } of output["simulated-files"]) {
    texts[site!] = Buffer.concat(yield* Stream.runCollect(content)).toString("utf8")
  }
  return { files: output["simulated-files"], texts, truth: Table.toRows(output.truth) }
})

/** What ingest should keep of a file, in the file's order. */
const questions = (site: string, text: string) => {
  const rows = site === "stats" ? readDump(text) : readCsv(text)
  const seen = new Set<string>()
  return rows.filter(({ Id, Title, Body, PostTypeId }) => {
    if (!Id || !Title || !Body || (PostTypeId ?? "1") !== "1" || seen.has(Id)) return false
    seen.add(Id)
    return true
  })
}

const count = (rows: ReadonlyArray<unknown>, of: (row: any) => boolean) => rows.filter(of).length

describe("SimulatedCorpus", () => {
  it.effect("gives the same bytes and the same truth for the same seed", () =>
    Effect.gen(function* () {
      const [a, b] = [yield* simulate(), yield* simulate()]
      assert.deepStrictEqual(a.texts, b.texts)
      assert.deepStrictEqual(a.truth, b.truth)
    })
  )

  it.effect("gives the same bytes when a file is read a second time", () =>
    Effect.gen(function* () {
      const { files, texts } = yield* simulate()
      const again = Buffer.concat(yield* Stream.runCollect(files[0]!.content)).toString("utf8")
      assert.strictEqual(again, texts[files[0]!.site!])
    })
  )

  it.effect("gives other posts and topics for another seed", () =>
    Effect.gen(function* () {
      const [a, b] = [yield* simulate(smallParams, 1), yield* simulate(smallParams, 2)]
      for (const site of Object.keys(a.texts)) assert.notStrictEqual(a.texts[site], b.texts[site])
      assert.notDeepEqual(
        a.truth.map(({ topic }) => topic),
        b.truth.map(({ topic }) => topic)
      )
    })
  )

  it.effect("names one file a site, in the order of the sites' bytes", () =>
    Effect.gen(function* () {
      const { files } = yield* simulate()
      assert.deepStrictEqual(
        files.map(({ label, site }) => [label, site]),
        [
          ["cs.csv", "cs"],
          ["so.csv", "stackoverflow"],
          ["stats/Posts.xml", "stats"]
        ]
      )
    })
  )

  it.effect("has one row of truth for each question that is not dirt, sorted as posts are", () =>
    Effect.gen(function* () {
      const { texts, truth } = yield* simulate()
      for (const site of ["cs", "stackoverflow", "stats"]) {
        const ids = questions(site, texts[site]!).map(({ Id }) => Id!)
        ids.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
        assert.deepStrictEqual(
          truth.filter((row) => row.site === site).map(({ id }) => id),
          ids
        )
      }
      assert.strictEqual(truth.length, smallParams.nPosts)
      assert.deepStrictEqual([...new Set(truth.map(({ site }) => site))], ["cs", "stackoverflow", "stats"])
    })
  )

  it.effect("tags each question with its topic in the truth", () =>
    Effect.gen(function* () {
      const { texts, truth } = yield* simulate({ ...smallParams, nPosts: 2000 })
      const tagsById = new Map(questions("stackoverflow", texts["stackoverflow"]!).map(({ Id, Tags }) => [Id, Tags!]))
      for (const { id, name } of truth.filter(({ site }) => site === "stackoverflow")) {
        const ofTopic = smallWording.topics.find((topic) => topic.name === name)!.tags
        assert.isTrue(ofTopic.some((tag) => tagsById.get(id)!.includes(`<${tag}>`)))
      }
    })
  )

  it("puts dirt into other rows at each site", () => {
    const sites = smallWording.sites.map((site) => ({ ...site, share: 1, form: "dump" as const }))
    const { plans } = SimulatedCorpus.corpusPlan({ ...smallWording, sites }, { ...smallParams, nPosts: 600 }, 1)
    const [first, second] = plans.map(({ kinds }) => kinds.join(""))
    assert.strictEqual(first!.length, second!.length)
    assert.notStrictEqual(first, second)
  })

  it.effect("writes exactly as much dirt of each kind as was planned", () =>
    Effect.gen(function* () {
      const { texts } = yield* simulate()
      // 400 questions in the proportion 6 : 3 : 1.
      const so = readCsv(texts["stackoverflow"]!)
      const planned = plannedRows(240, "sede-23", smallParams.dirt)
      assert.deepStrictEqual(planned, {
        question: 240,
        answer: 24,
        wiki: 0,
        "no-body": 5,
        "no-title": 5,
        "no-id": 5,
        duplicates: 12
      })
      assert.strictEqual(so.length, 240 + 24 + 5 + 5 + 5 + 12)
      assert.strictEqual(
        count(so, (row) => row.PostTypeId === "2" && row.Title === "" && row.ParentId !== ""),
        24
      )
      assert.strictEqual(
        count(so, (row) => row.PostTypeId === "1" && row.Title === ""),
        5
      )
      assert.strictEqual(
        count(so, (row) => row.Body === ""),
        5
      )
      assert.strictEqual(
        count(so, (row) => row.Id === ""),
        5
      )
      const before = so.slice(0, -12).map((row) => JSON.stringify(row))
      for (const row of so.slice(-12)) assert.include(before, JSON.stringify(row))
      const stats = readDump(texts["stats"]!)
      assert.strictEqual(
        count(stats, (row) => row.PostTypeId === "5" && row.Title === undefined),
        12
      )
      assert.strictEqual(
        count(stats, (row) => row.PostTypeId === "2" && row.Tags === undefined),
        12
      )
      assert.strictEqual(
        count(stats, (row) => row.Id === undefined),
        2
      )
    })
  )

  it.effect(
    "writes exports of the Data Explorer with CRLF between records, LF inside bodies and no line end at last",
    () =>
      Effect.gen(function* () {
        const { texts } = yield* simulate()
        const text = texts["stackoverflow"]!
        assert.strictEqual(text.split("\r\n").length, readCsv(text).length + 1)
        assert.isFalse(text.endsWith("\n"))
        assert.match(text, /^Id,PostTypeId,AcceptedAnswerId,.*,ContentLicense\r\n"/)
        assert.isTrue(readCsv(text).some(({ Body }) => Body!.includes("\n")))
      })
  )

  it.effect("writes exports of seven columns newest first, repetitions last", () =>
    Effect.gen(function* () {
      const { texts } = yield* simulate()
      const rows = readCsv(texts["cs"]!)
      assert.deepStrictEqual(Object.keys(rows[0]!), [
        "Id",
        "Title",
        "Body",
        "ViewCount",
        "Score",
        "Tags",
        "CreationDate"
      ])
      const dates = rows.slice(0, -2).map(({ CreationDate }) => CreationDate!)
      assert.deepStrictEqual(dates, [...dates].sort().reverse())
    })
  )

  it.effect("writes characters beyond the basic plane, entities, code and quotes in titles", () =>
    Effect.gen(function* () {
      const { texts } = yield* simulate()
      const rows = questions("stackoverflow", texts["stackoverflow"]!)
      const bodies = rows.map(({ Body }) => Body).join("")
      for (const part of [
        "🙂",
        "𝛼",
        "&amp;",
        "<pre><code>eat(&quot;apple&quot;) if a &lt; b &amp;&amp; c",
        "<blockquote>",
        "<li>"
      ]) {
        assert.include(bodies, part)
      }
      assert.isTrue(rows.some(({ Title }) => Title!.includes('"which"')))
      assert.isTrue(rows.some(({ OwnerUserId }) => OwnerUserId === ""))
    })
  )

  it.effect(
    "dates every question inside the years of the corpus and after its site opened, ascending with the id",
    () =>
      Effect.gen(function* () {
        const { texts } = yield* simulate({ ...smallParams, lastYear: 2013 })
        const dates = questions("stats", texts["stats"]!).map(({ CreationDate }) => CreationDate!)
        assert.deepStrictEqual(dates, [...dates].sort())
        assert.isTrue(dates.every((date) => date >= "2010" && date < "2014"))
      })
  )

  it.effect("changes sizes alone with nPosts: the same sites, years and shares of dirt", () =>
    Effect.gen(function* () {
      const { texts, truth } = yield* simulate({ ...smallParams, nPosts: 800 })
      assert.strictEqual(truth.length, 800)
      assert.strictEqual(
        count(truth, ({ site }) => site === "stackoverflow"),
        480
      )
      assert.strictEqual(
        count(readCsv(texts["stackoverflow"]!), (row) => row.PostTypeId === "2"),
        48
      )
      assert.deepStrictEqual(Object.keys(texts), ["cs", "stackoverflow", "stats"])
    })
  )

  it.effect("writes well-formed files without a question", () =>
    Effect.gen(function* () {
      const { texts, truth } = yield* simulate({ ...smallParams, nPosts: 0 })
      assert.strictEqual(truth.length, 0)
      assert.deepStrictEqual(readDump(texts["stats"]!), [])
      assert.deepStrictEqual(readCsv(texts["stackoverflow"]!), [])
    })
  )

  it.effect("mixes as many posts as it is told, with a second topic other than the first", () =>
    Effect.gen(function* () {
      const { truth } = yield* simulate({ ...smallParams, nPosts: 4000 })
      const mixed = truth.filter(({ second }) => second !== null)
      assert.closeTo(mixed.length / 4000, 0.25, 0.03)
      assert.isTrue(mixed.every(({ topic, second, share }) => second !== topic && share === 0.7))
      assert.isTrue(truth.every(({ second, share }) => second !== null || share === 1))
    })
  )

  it.effect("says all that is wrong with a wording before it writes anything", () =>
    Effect.gen(function* () {
      const [fruit, tools, vehicles] = smallWording.topics
      const wording = {
        ...smallWording,
        topics: [
          { ...fruit!, words: "apple pear plum" },
          { ...tools!, words: "hammer drill Makita* apple" },
          vehicles!
        ],
        prose: { ...smallWording.prose, openings: ["Dear tram,", "Dear {all},", "Dear [all,"] }
      }
      const stage = SimulatedCorpus.make({ module: import.meta.url, wording })
      const failure = yield* Effect.flip(runStage(stage, { inputs: {}, params: { ...smallParams, lastYear: 2007 } }))
      assert.strictEqual(failure._tag, "UnsoundWordingError")
      if (failure._tag === "UnsoundWordingError") {
        assert.deepStrictEqual(failure.problems, [
          "lastYear 2007 is before firstYear 2008",
          'topic "fruit" has 3 words of its own, 4 are needed',
          '"apple" stands in fruit and in tools',
          '"Dear {all}," (openings): the pattern has {all}, which is none of the known slots',
          '"Dear [all," (openings): the pattern has a [ or { that is never closed',
          '"Dear tram," (openings) holds "tram", which is a word of a topic',
          "no site was open before 2008"
        ])
      }
    })
  )

  it.effect.each<readonly [change: Partial<Wording>, problem: string]>([
    [{ prose: { ...smallWording.prose, formulas: [], images: [] } }, "there are no formulas; there are no images"],
    [
      { sites: smallWording.sites.map((site) => ({ ...site, tags: [] })).slice(0, 1) },
      'site "stackoverflow" has no tags'
    ],
    [
      { sites: smallWording.sites.map((site) => ({ ...site, label: "a.csv" })).slice(0, 2) },
      'the name "a.csv" is used twice'
    ],
    [
      {
        sites: smallWording.sites
          .map((site) => ({
            ...site,
            growth: [
              [2012, 1],
              [2013, 0]
            ] as const
          }))
          .slice(2)
      },
      'site "cs" has a year without growth'
    ],
    [
      {
        topics: smallWording.topics.map((topic) => ({
          ...topic,
          trend: [
            [2021, 1],
            [2022, 0]
          ] as const
        }))
      },
      'no topic is alive at "stackoverflow" in 2022; no topic is alive at "stats" in 2022; no topic is alive at "cs" in 2022'
    ]
  ])("refuses a wording from which no post can be drawn, case %#", ([change, problem]) =>
    Effect.gen(function* () {
      const stage = SimulatedCorpus.make({ module: import.meta.url, wording: { ...smallWording, ...change } })
      const failure = yield* Effect.flip(runStage(stage, { inputs: {}, params: smallParams }))
      assert.strictEqual(failure._tag === "UnsoundWordingError" && failure.problems.join("; "), problem)
    })
  )

  it.effect("refuses shares of words that sum to over 1", () =>
    Effect.gen(function* () {
      const difficulty = { ...smallParams.difficulty, backgroundShare: 0.6, strayShare: 0.5 }
      const failure = yield* Effect.flip(runStage(simulated, { inputs: {}, params: { ...smallParams, difficulty } }))
      assert.match(failure.message, /backgroundShare and strayShare sum to over 1$/)
    })
  )
})
