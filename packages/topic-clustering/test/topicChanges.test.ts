import { assert, describe, it } from "@effect/vitest"
import * as Table from "@praxis/dataflow/Table"
import { TopicTerms } from "@praxis/tables/Topics"
import { compareTopics } from "@praxis/topic-clustering/compareTopics"
import { topicChanges } from "@praxis/topic-clustering/topicChanges"
import { topicsTable } from "./tables.ts"

/** Topics of the posts 1, 2, …, each digit a post; `-` is unassigned, `.` no post of the run. */
const run = (topics: string) =>
  topicsTable(
    Array.from(topics, (each, i) => ({
      id: String(i + 1),
      topic: each === "-" ? -1 : Number(each),
      here: each !== "."
    }))
      .filter(({ here }) => here)
      .map(({ id, topic }) => ({ id, topic }))
  )

const changes = (before: string, after: string) =>
  Table.toRows(topicChanges(run(before), run(after)).changes).map(
    ({ kind, before, after, posts, overlap }) =>
      `${kind} ${before ?? "-"}→${after ?? "-"} ${posts} ${overlap.toFixed(3)}`
  )

const moved = (before: string, after: string) =>
  topicChanges(run(before), run(after)).moved.map(({ id, before, after }) => `${id}: ${before}→${after}`)

describe("topicChanges", () => {
  it("finds topics again under other numbers", () => {
    assert.deepStrictEqual(changes("000111", "111000"), ["same 0→1 3 1.000", "same 1→0 3 1.000"])
    assert.deepStrictEqual(moved("000111", "111000"), [])
  })

  it("calls a topic the same where more than half of the posts in either are in both, and names the posts that moved", () => {
    // 0: 4 posts, 3 of them in 0 again; 1: 4 posts and one more. Jaccards 3/4 and 4/5.
    assert.deepStrictEqual(changes("00001111", "00011111"), ["same 0→0 3 0.750", "same 1→1 4 0.800"])
    assert.deepStrictEqual(moved("00001111", "00011111"), ["4: 0→1"])
  })

  it("calls a topic gone and new where the Jaccard is exactly one half", () => {
    // Two of four posts, and the others have no topic: one part only, so it is no split either.
    assert.deepStrictEqual(changes("0000", "00--"), ["new -→0 2 0.000", "gone 0→- 4 0.000"])
    assert.deepStrictEqual(moved("0000", "00--"), ["1: 0→0", "2: 0→0", "3: 0→-1", "4: 0→-1"])
  })

  it("calls a topic split where two later topics hold a fifth of it each and owe it half of their posts", () => {
    // Exactly .2 and 1, .8 and 1.
    assert.deepStrictEqual(changes("0000011111", "0000122222"), [
      "same 1→2 5 1.000",
      "split 0→0 4 0.800",
      "split 0→1 1 0.200"
    ])
    assert.deepStrictEqual(moved("0000011111", "0000122222"), [])
    // One of six posts is less than a fifth: topic 0 is the same, and the post went to a new topic.
    assert.deepStrictEqual(changes("0000001111", "0000012222"), [
      "same 0→0 5 0.833",
      "same 1→2 4 1.000",
      "new -→1 1 0.000"
    ])
    assert.deepStrictEqual(moved("0000001111", "0000012222"), ["6: 0→1"])
  })

  it("calls no topic split where a part owes less than half of its posts to it", () => {
    // Later topic 1 holds 2 of 5 posts of 0, but these are 2 of its 7.
    assert.deepStrictEqual(changes("0000011111", "0001111111"), ["same 0→0 3 0.600", "same 1→1 5 0.714"])
    assert.deepStrictEqual(moved("0000011111", "0001111111"), ["4: 0→1", "5: 0→1"])
  })

  it("calls a topic merged as the mirror image of split", () => {
    assert.deepStrictEqual(changes("0000122222", "0000011111"), [
      "same 2→1 5 1.000",
      "merged 0→0 4 0.800",
      "merged 1→0 1 0.200"
    ])
  })

  it("puts a pair under both where a part of a split topic takes in another topic", () => {
    // 0 splits into 0 and 1; 1 is also made of all of topic 1. The pair 0→1: half of 0, half of 1.
    assert.deepStrictEqual(changes("000011", "001111"), [
      "split 0→0 2 0.500",
      "split 0→1 2 0.333",
      "merged 0→1 2 0.333",
      "merged 1→1 2 0.500"
    ])
  })

  it("counts only posts that both runs hold, told by site and id, and says how many there are", () => {
    const { common, onlyBefore, onlyAfter } = topicChanges(run("0001.."), run(".00110"))
    assert.deepStrictEqual([common, onlyBefore, onlyAfter], [3, 1, 2])
    assert.deepStrictEqual(changes("0001..", ".00110"), ["same 0→0 2 1.000", "same 1→1 1 1.000"])
    // A topic of new posts alone.
    assert.deepStrictEqual(changes("00..", "0011"), ["same 0→0 2 1.000", "new -→1 0 0.000"])
    const elsewhere = topicsTable([{ id: "1", site: "ai", topic: 0 }])
    assert.strictEqual(topicChanges(run("0"), elsewhere).common, 0)
  })

  it("takes unassigned posts for no topic: without one in both runs, a post has not moved", () => {
    assert.deepStrictEqual(moved("00-0", "00--"), ["4: 0→-1"])
    assert.deepStrictEqual(changes("--", "--"), [])
  })

  it("gives the same for the posts in any order", () => {
    const [before, after] = [run("0011222"), run("0001122")]
    const reversed = topicsTable([...Table.toRows(before)].reverse())
    assert.deepStrictEqual(
      Table.toRows(topicChanges(reversed, after).changes),
      Table.toRows(topicChanges(before, after).changes)
    )
  })
})

const terms = (...words: ReadonlyArray<string>) =>
  Table.fromRows(
    TopicTerms,
    words.flatMap((list, topic) =>
      list.split(" ").map((term, i) => ({ topic, rank: i + 1, term, score: 1, count: 1, posts: 1 }))
    )
  )

describe("compareTopics", () => {
  const before = [run("0000011111."), terms("plot axis legend colour", "loss epoch")] as const
  const after = [run("00001222223"), terms("plot axis legend", "colour", "loss epoch", "conda")] as const

  it("says in lines how many topics became what, names them by their first words, and leaves out what is as it was", () => {
    assert.deepStrictEqual(compareTopics(before, after).lines, [
      "matched by 10 posts that both runs hold (1 only in B)",
      "1 same, 1 split, 0 merged, 1 new, 0 gone",
      "0 posts moved (0.0 %)",
      "same 1 (loss, epoch) → 2 (loss, epoch): 5 posts in both, Jaccard 1.00",
      "split 0 (plot, axis, legend) → 0 (plot, axis, legend): 4 posts in both, Jaccard 0.80",
      "split 0 (plot, axis, legend) → 1 (colour): 1 post in both, Jaccard 0.20",
      "new 3 (conda): 0 common posts"
    ])
    assert.strictEqual(compareTopics(before, before).lines.length, 3)
  })

  it("gives machines every change with its words, and every post that moved", () => {
    const json = compareTopics([run("00001111"), terms("a", "b")], [run("00011111"), terms("a", "c d")]).json
    assert.deepStrictEqual(json, {
      common: 8,
      onlyBefore: 0,
      onlyAfter: 0,
      changes: [
        { kind: "same", before: 0, after: 0, posts: 3, overlap: 0.75, beforeWords: ["a"], afterWords: ["a"] },
        { kind: "same", before: 1, after: 1, posts: 4, overlap: 0.8, beforeWords: ["b"], afterWords: ["c", "d"] }
      ],
      moved: [{ site: "stackoverflow", id: "4", before: 0, after: 1 }]
    })
  })

  it("says so where the runs have no post in common", () => {
    assert.deepStrictEqual(compareTopics([run("0"), terms("a")], [run(".0"), terms("a")]).lines, [
      "matched by 0 posts that both runs hold (1 only in A, 1 only in B)",
      "no topic can be matched without a common post"
    ])
  })
})
