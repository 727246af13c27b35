import { assert, describe, it } from "@effect/vitest"
import { seedOf } from "@praxis/dataflow/seedOf"

describe("seedOf", () => {
  it("differs by study seed, stage and purpose, and is the same each time", () => {
    const seeds = [
      seedOf(1, "lsa", "sketch"),
      seedOf(2, "lsa", "sketch"),
      seedOf(1, "topics", "sketch"),
      seedOf(1, "lsa", "starts")
    ]
    assert.strictEqual(new Set(seeds).size, 4)
    assert.strictEqual(seedOf(1, "lsa", "sketch"), seeds[0])
  })
})
