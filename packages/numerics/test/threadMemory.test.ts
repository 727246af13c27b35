import { assert, describe, it } from "@effect/vitest"
import { places, threadMemory } from "@praxis/numerics/threadMemory"

describe("places", () => {
  it("lays arrays out one after the other at multiples of 64 bytes", () => {
    assert.deepStrictEqual(places(1, 64, 65, 0, 4), [0, 64, 128, 256, 256])
  })

  it("makes the memory as large as the largest call", () => {
    const [, at] = places(200_000, 8)
    const large = threadMemory.buffer.byteLength
    assert.isAtLeast(large, at! + 8)
    places(1)
    assert.strictEqual(threadMemory.buffer.byteLength, large)
  })

  it("refuses more than 4 GiB", () => {
    assert.throws(() => places(2 ** 32, 1), RangeError, /at most 4 GiB/)
  })
})
