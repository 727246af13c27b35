import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { rawFiles, runStage } from "@praxis/dataflow/testing"
import {
  AcceptedPosts,
  AcceptedTopics as AcceptedTopicsTable,
  TopicIdentity as IdentityTable
} from "@praxis/tables/Runs"
import { TopicTerms } from "@praxis/tables/Topics"
import { AcceptedTopics } from "@praxis/topic-clustering/AcceptedTopics"
import { type AcceptedTopic, decodeAccepted, encodeAccepted } from "@praxis/topic-clustering/acceptedFile"
import { acceptTopics } from "@praxis/topic-clustering/acceptTopics"
import { TopicIdentity } from "@praxis/topic-clustering/TopicIdentity"
import { Effect } from "effect"
import { topicsTable } from "./tables.ts"

/** Topics of the posts 1, 2, …, each digit a post. */
const run = (topics: string) => topicsTable(Array.from(topics, (each) => ({ topic: each === "-" ? -1 : Number(each) })))

/** Accepted topics from their numbers, names and the ids of their posts; without posts, retired. */
const tablesOf = (topics: Record<number, readonly [name: string, ids: string]>) => {
  const rows = Object.entries(topics).map(([number, [name, ids]]) => ({ number: Number(number), name, ids }))
  return {
    accepted: Table.fromRows(
      AcceptedTopicsTable,
      rows.map(({ number, name, ids }) => ({ number, name, retired: ids === "" }))
    ),
    acceptedPosts: Table.fromRows(
      AcceptedPosts,
      rows.flatMap(({ number, ids }) => Array.from(ids, (id) => ({ number, site: "stackoverflow", id })))
    )
  }
}

const identityOf = (topics: string, accepted: ReturnType<typeof tablesOf> | undefined, minOverlap = 0.5) =>
  runStage(TopicIdentity, {
    inputs: { topics: run(topics), accepted: accepted?.accepted, acceptedPosts: accepted?.acceptedPosts },
    params: { minOverlap }
  })

const linesOf = (table: Table.Table<typeof IdentityTable>) =>
  Table.toRows(table).map(
    ({ topic, number, name, status, overlap }) => `${topic} is ${number} "${name}" ${status} ${overlap ?? "-"}`
  )

describe("TopicIdentity", () => {
  it.effect("numbers topics from 1 in their order where nothing was accepted", () =>
    Effect.gen(function* () {
      const { output } = yield* identityOf("0012-", undefined)
      assert.deepStrictEqual(linesOf(output), ['0 is 1 "" first -', '1 is 2 "" first -', '2 is 3 "" first -'])
    })
  )

  it.effect(
    "keeps number and name of a topic that is found again under another number, with the Jaccard over common posts",
    () =>
      Effect.gen(function* () {
        // Accepted 4: posts 1 2 3; accepted 7: posts 4 5 and 9, which is not in the run.
        const accepted = tablesOf({ 4: ["plots", "123"], 7: ["", "459"] })
        const { output, warnings } = yield* identityOf("11100", accepted)
        assert.deepStrictEqual(linesOf(output), ['0 is 7 "" kept 1', '1 is 4 "plots" kept 1'])
        assert.deepStrictEqual(warnings, [])
      })
  )

  it.effect("gives a topic below the threshold a number that no topic had, also none of a retired one", () =>
    Effect.gen(function* () {
      // Topic 0: posts 1 2 3 4, topic 1: 5 6. Jaccards with accepted 2: 2/6 and 2/4, with accepted 3: 2/4 and 0.
      const accepted = tablesOf({ 2: ["old", "3456"], 3: ["", "12"], 9: ["lost", ""] })
      assert.deepStrictEqual(linesOf((yield* identityOf("000011", accepted)).output), [
        '0 is 3 "" kept 0.5',
        '1 is 2 "old" kept 0.5'
      ])
      assert.deepStrictEqual(linesOf((yield* identityOf("000011", accepted, 0.51)).output), [
        '0 is 10 "" new -',
        '1 is 11 "" new -'
      ])
    })
  )

  it.effect("matches one to one, with the largest sum of overlaps", () =>
    Effect.gen(function* () {
      // Both topics overlap most with accepted 1; topic 1 has all of it, so topic 0 is accepted 2 by what they share.
      const accepted = tablesOf({ 1: ["a", "4567"], 2: ["b", "12"] })
      assert.deepStrictEqual(linesOf((yield* identityOf("0001111", accepted, 0.3)).output), [
        '0 is 2 "b" kept 1',
        '1 is 1 "a" kept 1'
      ])
    })
  )

  it.effect("says so where no accepted post is in the run", () =>
    Effect.gen(function* () {
      const { output, warnings } = yield* identityOf("00", tablesOf({ 1: ["a", "89"] }))
      assert.deepStrictEqual(linesOf(output), ['0 is 2 "" new -'])
      assert.deepStrictEqual(warnings, [
        "no post of the accepted topics is in this run, so that none can be found again"
      ])
    })
  )
})

const accepted: ReadonlyArray<AcceptedTopic> = [
  {
    number: 2,
    name: "",
    retired: false,
    posts: [
      { site: "stackoverflow", id: "10" },
      { site: "ai", id: "7" },
      { site: "stackoverflow", id: "9" }
    ]
  },
  { number: 1, name: "missing modules", retired: true, posts: [] }
]

describe("the file of accepted topics", () => {
  it("holds topics by number and a post a line, by site and id, and no word of a post", () => {
    assert.strictEqual(
      encodeAccepted(accepted),
      `{
 "accepted-topics": 1,
 "topics": [
  {
   "number": 1,
   "name": "missing modules",
   "retired": true
  },
  {
   "number": 2,
   "posts": {
    "ai": [
     "7"
    ],
    "stackoverflow": [
     "9",
     "10"
    ]
   }
  }
 ]
}
`
    )
  })

  it("is the same for the same topics in any order, and is read as it was written", () => {
    const text = encodeAccepted(accepted)
    const shuffled = [...accepted].reverse().map((topic) => ({ ...topic, posts: [...topic.posts].reverse() }))
    assert.strictEqual(encodeAccepted(shuffled), text)
    assert.strictEqual(encodeAccepted(decodeAccepted(text) as ReadonlyArray<AcceptedTopic>), text)
  })

  it("is told what is wrong with it in one sentence", () => {
    const withTopics = (topics: string) => `{"accepted-topics": 1, "topics": [${topics}]}`
    const cases: ReadonlyArray<readonly [string, RegExp]> = [
      ["<<<<<<< HEAD", /no JSON/],
      ['{"topics": []}', /not of the form 1/],
      ['{"accepted-topics": 1}', /no list of topics/],
      [withTopics('{"number": 0}'), /^0 is no number of a topic/],
      [withTopics('{"number": 1}, {"number": 1}'), /topic 1 is there twice/],
      [withTopics('{"number": 1, "name": 3}'), /the name of topic 1 is no text/],
      [withTopics('{"number": 1, "retired": "yes"}'), /"retired" of topic 1/],
      [withTopics('{"number": 1, "posts": ["5"]}'), /the posts of topic 1 are not lists of ids by site/],
      [withTopics('{"number": 1, "posts": {"ai": [5]}}'), /the posts of topic 1 on ai are no list of ids/],
      [
        withTopics('{"number": 1, "posts": {"ai": ["5"]}}, {"number": 2, "posts": {"ai": ["5"]}}'),
        /post 5 of ai is in topic 1 and in topic 2/
      ]
    ]
    for (const [text, problem] of cases) assert.match(String(decodeAccepted(text)), problem)
  })

  it.effect("is read by a stage as topics and posts, and refused with what to do", () =>
    Effect.gen(function* () {
      const read = (content: string) =>
        runStage(AcceptedTopics, { inputs: { file: rawFiles([{ label: "own.json", content }]) }, params: {} })
      const { output } = yield* read(encodeAccepted(accepted))
      assert.deepStrictEqual(Table.toRows(output["accepted-topics"]), [
        { number: 1, name: "missing modules", retired: true },
        { number: 2, name: "", retired: false }
      ])
      assert.deepStrictEqual(Table.toRows(output["accepted-posts"]), [
        { number: 2, site: "ai", id: "7" },
        { number: 2, site: "stackoverflow", id: "9" },
        { number: 2, site: "stackoverflow", id: "10" }
      ])
      const error = yield* Effect.flip(read("{"))
      assert.match(
        error.message,
        /^the accepted topics in own\.json cannot be read: it is no JSON\. Take the committed file/
      )
    })
  )
})

describe("acceptTopics", () => {
  const terms = Table.fromRows(
    TopicTerms,
    ["plot", "loss"].map((term, topic) => ({ topic, rank: 1, term, score: 1, count: 1, posts: 1 }))
  )
  const identity = Table.fromRows(IdentityTable, [
    { topic: 0, number: 5, name: "", status: "new", overlap: null },
    { topic: 1, number: 3, name: "losses", status: "kept", overlap: 0.8 }
  ])
  const tables = [run("001-"), identity, terms] as const
  const none: ReadonlyMap<number, string> = new Map()

  it("writes the posts of each topic under its number and name, with the names that are given now", () => {
    const result = acceptTopics(tables, { names: new Map([[5, " plots "]]), before: undefined })
    assert.deepStrictEqual("text" in result && decodeAccepted(result.text), [
      { number: 3, name: "losses", retired: false, posts: [{ site: "stackoverflow", id: "3" }] },
      {
        number: 5,
        name: "plots",
        retired: false,
        posts: [
          { site: "stackoverflow", id: "1" },
          { site: "stackoverflow", id: "2" }
        ]
      }
    ])
    assert.deepStrictEqual("lines" in result && result.lines, [
      '3  kept   1 post  "losses": loss',
      '5  new    2 posts  "plots": plot'
    ])
  })

  it("takes a name away where an empty one is given", () => {
    const result = acceptTopics(tables, { names: new Map([[3, ""]]), before: undefined })
    assert.notInclude("text" in result ? result.text : "losses", "losses")
  })

  it("keeps the numbers of topics that are gone, and says once that they are", () => {
    const before = encodeAccepted([{ number: 2, name: "old", retired: false, posts: [{ site: "ai", id: "1" }] }])
    const once = acceptTopics(tables, { names: none, before })
    assert.include("lines" in once ? once.lines.at(-1) : "", '2  gone; the number stays retired ("old")')
    const again = acceptTopics(tables, { names: none, before: "text" in once ? once.text : "" })
    assert.strictEqual("lines" in again && again.lines.length, 2)
    assert.strictEqual("text" in again && "text" in once && again.text === once.text, true)
  })

  it("refuses a name for a number that no topic has, and a file before that it cannot read", () => {
    assert.deepStrictEqual(acceptTopics(tables, { names: new Map([[1, "x"]]), before: undefined }), {
      problem: "there is no topic number 1; there are 3, 5"
    })
    assert.deepStrictEqual(acceptTopics(tables, { names: none, before: "{" }), {
      problem: "the topics accepted before cannot be read: it is no JSON"
    })
  })
})
