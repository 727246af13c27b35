import { assert, describe, it } from "@effect/vitest"
import { Growable } from "../../src/internal/Growable.ts"

describe("Growable", () => {
  it("keeps its elements when it grows, and gives the old memory back", () => {
    const numbers = new Growable(Float64Array)
    numbers.array.set([1.5, 2.5], numbers.extend(2))
    const before = numbers.view()
    assert.deepStrictEqual([...before], [1.5, 2.5])
    assert.strictEqual(numbers.extend(63), 2)
    assert.strictEqual(numbers.array.length, 128)
    assert.deepStrictEqual([...numbers.view().subarray(0, 2)], [1.5, 2.5])
    assert.strictEqual(before.length, 0)
    assert.strictEqual(before[0], undefined)
  })

  it("keeps its memory where there is room", () => {
    const bytes = new Growable(Uint8Array)
    bytes.array[bytes.extend(1)] = 7
    const before = bytes.view()
    bytes.extend(63)
    assert.strictEqual(before[0], 7)
    assert.strictEqual(bytes.view().buffer, before.buffer)
  })

  it("makes room for more than twice what there was, in elements of eight bytes too", () => {
    const whole = new Growable(BigInt64Array)
    whole.array[whole.extend(1)] = -1n
    whole.extend(999)
    assert.strictEqual(whole.array.length, 1000)
    assert.strictEqual(whole.array[0], -1n)
  })

  it("clears the elements of zero that an earlier use wrote", () => {
    const numbers = new Growable(Int32Array)
    numbers.extend(3)
    numbers.array.fill(9, 0, 3)
    numbers.length = 1
    numbers.extendZero(2)
    assert.deepStrictEqual([...numbers.view()], [9, 0, 0])
  })
})
