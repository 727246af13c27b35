import { assert, describe, it } from "@effect/vitest"
import { findRun, idOf, looksLikeRun, shortIds } from "@praxis/dataflow/RunId"
import { Effect } from "effect"

const journals = ["20261123T172342678Z-s-c", "20261123T172327382Z-s-c", "20261122T080000000Z-s-c"]
const message = (run: string, all: ReadonlyArray<string> = journals) =>
  Effect.map(Effect.flip(findRun(all, run)), (error) => error.message)

describe("findRun", () => {
  it.effect("counts back from the newest", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* findRun(journals, "last"), journals[0])
      assert.strictEqual(yield* findRun(journals, "last~2"), journals[2])
      assert.strictEqual(
        yield* message("last~3"),
        'there is no run "last~3": 3 runs have left a journal here, the oldest is last~2'
      )
    })
  )

  it.effect("takes any beginning of an id or of a journal's name that means one run", () =>
    Effect.gen(function* () {
      for (const journal of journals) {
        assert.strictEqual(yield* findRun(journals, shortIds(journals).get(journal)!), journal)
        assert.strictEqual(yield* findRun(journals, idOf(journal)), journal)
        assert.strictEqual(yield* findRun(journals, journal), journal)
      }
      assert.strictEqual(yield* findRun(journals, "20261122"), journals[2])
    })
  )

  it.effect("lists the runs that a beginning may mean", () =>
    Effect.gen(function* () {
      const short = shortIds(journals)
      assert.strictEqual(
        yield* message("20261123T1723"),
        [
          '"20261123T1723" may mean 2 runs; type more of one of these:',
          `${short.get(journals[0]!)}  ${journals[0]}`,
          `${short.get(journals[1]!)}  ${journals[1]}`
        ].join("\n  ")
      )
    })
  )

  it.effect("takes a whole name for itself where it begins another, and nothing under four letters", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* findRun(["20261123-b", "20261123"], "20261123"), "20261123")
      assert.match(yield* message("202"), /^there is no run "202"/)
    })
  )

  it.effect("suggests the nearest id, and says where there is no run at all", () =>
    Effect.gen(function* () {
      const id = shortIds(journals).get(journals[1]!)!
      const mistyped = `${id.slice(0, 3)}${id[3] === "0" ? "1" : "0"}`
      assert.strictEqual(
        yield* message(mistyped),
        `there is no run "${mistyped}"; did you mean "${id}"? pnpm pipeline runs lists them`
      )
      assert.strictEqual(yield* message("nonsense"), 'there is no run "nonsense"; pnpm pipeline runs lists them')
      assert.match(yield* message("last", []), /no run has left a journal here yet/)
    })
  )
})

describe("shortIds", () => {
  it("cuts ids to four digits, or to as many as tell them apart", () => {
    assert.deepStrictEqual([...shortIds(["a"]).values()], [idOf("a").slice(0, 4)])
    const many = Array.from({ length: 1000 }, (_, i) => `run ${i}`)
    const ids = [...shortIds(many).values()]
    assert.strictEqual(new Set(ids).size, 1000)
    const { length } = ids[0]!
    assert.isAbove(length, 4)
    assert.isBelow(new Set(ids.map((id) => id.slice(0, length - 1))).size, 1000)
  })
})

describe("looksLikeRun", () => {
  it("is true of what no output is called", () => {
    assert.isTrue(["last", "last~1", "9a4b", "20261123T1723", idOf("a")].every(looksLikeRun))
    assert.isFalse(["topics", "lsa", "posts", "lasting", "tf-idf"].some(looksLikeRun))
  })
})
