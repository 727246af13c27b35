import { assert, describe, it } from "@effect/vitest"
import { bootstrapPosts } from "../src/stability/bootstrapPosts.ts"

describe("bootstrapPosts", () => {
  it("holds each post that was drawn once, ascending", () => {
    const draws = [0.8, 0.3, 0.8, 0]
    assert.deepStrictEqual(
      bootstrapPosts(4, () => draws.shift()!),
      Uint32Array.of(0, 1, 3)
    )
  })
})
