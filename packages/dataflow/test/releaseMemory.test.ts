import { assert, describe, it } from "@effect/vitest"
import { releaseBatch, releaseBuffer } from "../src/releaseMemory.ts"
import * as Table from "../src/Table.ts"

const Posts = Table.contract("posts", { title: Table.utf8, score: Table.int32 })
const rows = [
  { title: "first", score: 1 },
  { title: "second", score: 2 }
]

describe("releaseBuffer", () => {
  it("leaves views of a freed buffer with nothing to read, and may be called twice", () => {
    const values = Float64Array.of(1, 2)
    const part = values.subarray(1)
    releaseBuffer(values.buffer)
    releaseBuffer(values.buffer)
    assert.deepStrictEqual([values.length, part.length, values.buffer.byteLength], [0, 0, 0])
    assert.isUndefined(part[0])
  })

  it("leaves shared memory as it is", () => {
    const values = new Uint8Array(new SharedArrayBuffer(2)).fill(5)
    releaseBuffer(values.buffer)
    assert.deepStrictEqual([...values], [5, 5])
  })
})

describe("releaseBatch", () => {
  it("frees every column, so that neither the batch nor a slice of it can be read", () => {
    const batch = Table.fromRows(Posts, rows)
    const slice = Table.slice(batch, 1, 2)
    releaseBatch(batch)
    releaseBatch(batch)
    for (const { title, score } of [batch.columns, slice.columns as typeof batch.columns]) {
      assert.deepStrictEqual([title.offsets.length, title.bytes.length, score.length], [0, 0, 0])
    }
  })

  it("leaves rows that were copied before as they were", () => {
    const batch = Table.fromRows(Posts, rows)
    const copy = Table.concat(Posts, [Table.slice(batch, 1, 2)])
    releaseBatch(batch)
    assert.deepStrictEqual(Table.toRows(copy), [{ title: "second", score: 2 }])
  })
})
