import { assert, describe, it } from "@effect/vitest"
import { checkDeltas, checkRuns } from "../src/checkRuns.ts"
import { checkThrift } from "../src/checkThrift.ts"

const bytes = (...values: ReadonlyArray<number>) => Uint8Array.from(values)

describe("checkRuns", () => {
  it("counts repeated and packed values", () => {
    // 4 times the value 1; then one group of 8 values of 1 bit.
    assert.strictEqual(checkRuns(bytes(8, 1, 3, 0b10101010), 0, 4, 1, 12), 12)
    assert.strictEqual(checkRuns(bytes(8, 1), 0, 2, 1, 12), 4)
    assert.strictEqual(checkRuns(bytes(3, 0xff), 0, 2, 1, 3), 3)
  })

  it("refuses a run of two thousand million values in five bytes, before anything is allocated for it", () => {
    const run = bytes(0xfe, 0xff, 0xff, 0xff, 0x0f, 1)
    assert.throws(() => checkRuns(run, 0, run.length, 1, 100), /a run has more values than its page/)
    const packed = bytes(0xff, 0xff, 0xff, 0xff, 0x0f)
    assert.throws(() => checkRuns(packed, 0, packed.length, 0, 100), /a run has more values than its page/)
  })

  it("refuses a number without an end", () => {
    const endless = new Uint8Array(1000).fill(0x80)
    assert.throws(() => checkRuns(endless, 0, 1000, 1, 100), /a number is broken/)
  })
})

describe("checkDeltas", () => {
  it("finds the end of the numbers 1 to 5", () => {
    // Blocks of 128 in 4 miniblocks, 5 values, first 1 (zigzag 2); least difference 1, widths 0.
    assert.strictEqual(checkDeltas(bytes(0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0, 9), 0, 5), 10)
  })

  it.each([
    ["no miniblocks", bytes(0x80, 1, 0, 5, 2, 2, 0), 5, /a block of differences is broken/],
    ["an empty block", bytes(0, 4, 5, 2, 2, 0, 0, 0, 0), 5, /a block of differences is broken/],
    ["another count", bytes(0x80, 1, 4, 6, 2, 2, 0, 0, 0, 0), 5, /another number of values/],
    ["numbers that are not there", bytes(0x80, 1, 4, 5, 2, 2, 64, 0, 0, 0), 5, /cut off/]
  ])("refuses %s", (_, page, count, message) => assert.throws(() => checkDeltas(page, 0, count), message))
})

describe("checkThrift", () => {
  it("finds the end of a structure", () => {
    // Field 1: i32 1; field 2: a list of two texts; field 3: a structure with a field of true.
    assert.strictEqual(checkThrift(bytes(0x15, 2, 0x19, 0x28, 1, 97, 1, 98, 0x1c, 0x11, 0, 0, 7), 0), 12)
  })

  it("tells where the bytes end before, at every place", () => {
    const whole = bytes(0x15, 2, 0x19, 0x28, 1, 97, 1, 98, 0x1c, 0x11, 0, 0)
    for (let end = 0; end < whole.length; end++) assert.strictEqual(checkThrift(whole.subarray(0, end), 0), -1)
  })

  it("takes no list that is longer than the bytes, no endless number and no endless nesting", () => {
    assert.strictEqual(checkThrift(bytes(0x19, 0xf8, 0xff, 0xff, 0xff, 0xff, 0x0f), 0), -1)
    assert.throws(() => checkThrift(bytes(0x15, ...new Array(100).fill(0x80)), 0), /too long/)
    assert.throws(() => checkThrift(new Uint8Array(1000).fill(0x1c), 0), /nested too deep/)
  })
})
