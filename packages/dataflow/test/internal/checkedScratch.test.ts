import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { checkedScratch } from "../../src/internal/checkedScratch.ts"
import type { ScratchFile } from "../../src/Scratch.ts"

/** A file whose bytes a test can change. */
const openFile = () => {
  const bytes: Array<number> = []
  const file: ScratchFile = {
    append: (added) =>
      Effect.sync(() => {
        bytes.push(...added)
        return bytes.length - added.length
      }),
    read: (offset, length) => Effect.sync(() => Uint8Array.from(bytes.slice(offset, offset + length)))
  }
  return { bytes, file: checkedScratch("a temporary file", file) }
}

const counting = (length: number) => Uint8Array.from({ length }, (_, i) => i % 251)

describe("checkedScratch", () => {
  it.effect("gives back what was appended, at any offset and across blocks", () =>
    Effect.gen(function* () {
      const { file } = openFile()
      const all = counting(10_000)
      assert.strictEqual(yield* file.append(all.subarray(0, 3000)), 0)
      assert.strictEqual(yield* file.append(all.subarray(3000)), 3000)
      for (const [offset, length] of [
        [0, 10_000],
        [4095, 2],
        [4096, 4096],
        [9_999, 1],
        [5, 0]
      ] as const) {
        assert.deepStrictEqual(yield* file.read(offset, length), all.slice(offset, offset + length))
      }
    })
  )

  it.effect("reads before and after it grows", () =>
    Effect.gen(function* () {
      const { file } = openFile()
      yield* file.append(Uint8Array.of(1, 2))
      assert.deepStrictEqual(yield* file.read(0, 2), Uint8Array.of(1, 2))
      yield* file.append(Uint8Array.of(3))
      assert.deepStrictEqual(yield* file.read(1, 2), Uint8Array.of(2, 3))
    })
  )

  it.effect("fails where a bit of the block changed on the disk", () =>
    Effect.gen(function* () {
      const { bytes, file } = openFile()
      yield* file.append(counting(9000))
      bytes[5000]! ^= 4
      const error = yield* Effect.flip(file.read(4200, 10))
      assert.strictEqual(error.message, "a temporary file: it does not hold what was written to it; run again")
      assert.lengthOf(yield* file.read(0, 4096), 4096)
    })
  )
})
