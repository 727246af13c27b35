import { assert, describe, it } from "@effect/vitest"
import { Utf8Column } from "../src/Column.ts"
import * as Table from "../src/Table.ts"
import { TableContractError } from "../src/TableContractError.ts"

const Words = Table.contract("words", { word: Table.utf8, count: Table.uint32 })
const words = Table.fromRows(Words, [
  { word: "svm", count: 3 },
  { word: "lda", count: 1 },
  { word: "pca", count: 2 }
])

describe("Table", () => {
  it("describes a contract in one line, in the order of its columns", () => {
    const contract = Table.contract("t", {
      b: Table.nullable(Table.list(Table.utf8)),
      a: Table.fixedList(Table.float32, "dims"),
      at: Table.timestamp,
      c: Table.fixedList(Table.list(Table.bool), 3)
    })
    assert.strictEqual(
      Table.describe(contract),
      "b: list<utf8>?, a: list<float32>[dims], at: timestamp, c: list<list<bool>>[3]"
    )
  })

  it("makes rows into columns and back", () => {
    assert.deepStrictEqual(words.columns.count, Uint32Array.of(3, 1, 2))
    assert.deepStrictEqual([...words.columns.word], ["svm", "lda", "pca"])
    assert.deepStrictEqual(Table.rowAt(words, 1), { word: "lda", count: 1 })
    assert.deepStrictEqual(Table.toRows(Table.slice(words, 1, 3)), [
      { word: "lda", count: 1 },
      { word: "pca", count: 2 }
    ])
  })

  it("slices without copying", () => {
    assert.strictEqual(Table.slice(words, 1, 2).columns.count.buffer, words.columns.count.buffer)
  })

  it("joins batches in order", () => {
    const joined = Table.concat(Words, [Table.slice(words, 2, 3), Table.slice(words, 0, 1), Table.slice(words, 1, 1)])
    assert.deepStrictEqual(Table.toRows(joined), [
      { word: "pca", count: 2 },
      { word: "svm", count: 3 }
    ])
  })

  it("joins no batch into a table of no rows, with the widths given or 0", () => {
    const Vectors = Table.contract("vectors", { vector: Table.fixedList(Table.float64, "dims") })
    assert.strictEqual(Table.concat(Vectors, []).columns.vector.width, 0)
    assert.strictEqual(Table.concat(Vectors, [], { dims: 5 }).columns.vector.width, 5)
    assert.strictEqual(Table.concat(Vectors, []).numRows, 0)
  })

  it("refuses columns of unequal length and missing columns", () => {
    const word = Utf8Column.from(["a"])
    assert.throws(
      () => Table.make(Words, { word, count: Uint32Array.of(1, 2) }),
      'table "words": columns have unequal lengths: word 1, count 2'
    )
    assert.throws(() => Table.make(Words, { word } as never), 'table "words": the column count is missing')
  })

  it("names table, row and column of a value that does not fit", () => {
    const builder = Table.builder(Words)
    builder.append({ word: "a", count: 1 })
    assert.throws(() => builder.append({ word: "b", count: -1 }), 'table "words", row 1, column count: -1 is no uint32')
  })

  it("says in the error what was expected and what was found", () => {
    const error = new TableContractError({ contract: "words", expected: "word: utf8", actual: "word: int8" })
    assert.strictEqual(error.message, 'table "words": expected the columns word: utf8; found word: int8')
  })
})
