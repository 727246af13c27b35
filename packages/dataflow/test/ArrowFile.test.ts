import { createHash } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import {
  Table as ArrowTable,
  Field,
  Int32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableFromArrays,
  tableFromIPC,
  tableToIPC
} from "apache-arrow"
import * as ArrowFile from "../src/ArrowFile.ts"
import { FixedListColumn, NullableColumn, Utf8Column } from "../src/Column.ts"
import { makeWriter } from "../src/internal/encodeFile.ts"
import { joinBytes } from "../src/internal/joinBytes.ts"
import * as Table from "../src/Table.ts"
import { TableContractError } from "../src/TableContractError.ts"

const Posts = Table.contract("posts", {
  id: Table.utf8,
  score: Table.nullable(Table.int32),
  asked: Table.timestamp,
  answered: Table.bool,
  tags: Table.list(Table.utf8),
  vector: Table.fixedList(Table.float64, "dims")
})

const posts = Table.fromRows(
  Posts,
  [
    { id: "1", score: 5, asked: 0, answered: true, tags: ["svm", "k-means"], vector: [0.5, -0] },
    { id: "", score: null, asked: -1, answered: false, tags: [], vector: [Number.NaN, 1] },
    { id: "ü3", score: -7, asked: 1_700_000_000_000, answered: true, tags: ["c"], vector: [2, 3] }
  ],
  { dims: 2 }
)

const Doc = Table.contract("docs", { doc: Table.uint32 })
const docs = (...values: ReadonlyArray<number>) => Table.make(Doc, { doc: Uint32Array.from(values) })

/** The bytes and blocks of a file whose record batches have the given limits. */
const written = <K extends Table.AnyContract>(
  contract: K,
  batches: ReadonlyArray<Table.Batch<K>>,
  limits = { rows: 2, bytes: 1000 }
) => {
  const { write, finish } = makeWriter(contract, {}, limits)
  const chunks = batches.flatMap((batch) => Array.from(write(batch), (chunk) => chunk.slice()))
  const finished = finish()
  const bytes = joinBytes([...chunks, ...finished.chunks])
  return { ...finished, bytes, head: bytes.subarray(0, finished.headBytes) }
}

/** The error that a call throws. */
const thrownBy = (call: () => unknown): Error => {
  try {
    call()
  } catch (error) {
    return error as Error
  }
  throw new Error("nothing was thrown")
}

describe("ArrowFile.encodeTable", () => {
  it("writes a file that Arrow reads, with explicit types", () => {
    const table = tableFromIPC(ArrowFile.encodeTable(posts))
    assert.deepStrictEqual(
      table.schema.fields.map((field) => `${field.name}: ${field.type}${field.nullable ? "?" : ""}`),
      [
        "id: Utf8",
        "score: Int32?",
        "asked: Timestamp<MILLISECOND, UTC>",
        "answered: Bool",
        "tags: List<Utf8>",
        "vector: FixedSizeList[2]<Float64>"
      ]
    )
    assert.deepStrictEqual([...table.schema.metadata], [["praxis.table", "posts"]])
    assert.deepStrictEqual(table.getChild("id")!.toJSON(), ["1", "", "ü3"])
    assert.deepStrictEqual(table.getChild("score")!.toJSON(), [5, null, -7])
    assert.deepStrictEqual(table.getChild("asked")!.toJSON(), [0, -1, 1_700_000_000_000])
    assert.deepStrictEqual(table.getChild("answered")!.toJSON(), [true, false, true])
    assert.strictEqual(String(table.getChild("tags")), "[[svm,k-means],[],[c]]")
    assert.strictEqual(String(table.getChild("vector")), "[[0.5,0],[NaN,1],[2,3]]")
  })

  it("gives the same file as ever: other bytes are another format version", () => {
    const digest = createHash("sha256").update(ArrowFile.encodeTable(posts)).digest("hex")
    assert.strictEqual(digest, "bdd6ffb013409aeb6f3168f78a8de9292249f92a2390e2a18f0b7c195afa6785")
  })

  it("puts 0 in null slots, clears spare bits and begins offsets at 0", () => {
    const contract = Table.contract("t", {
      score: Table.nullable(Table.int32),
      flag: Table.bool,
      name: Table.nullable(Table.utf8)
    })
    const table = Table.make(contract, {
      score: new NullableColumn(Int32Array.of(7, 99, 8), Uint8Array.of(1, 0, 1)),
      flag: Uint8Array.of(1, 0, 1),
      name: new NullableColumn(
        new Utf8Column(Int32Array.of(2, 3, 5, 6), new TextEncoder().encode("..axxb..")),
        Uint8Array.of(1, 0, 1)
      )
    })
    const [score, flag, name] = tableFromIPC(ArrowFile.encodeTable(table)).batches[0]!.data.children
    assert.deepStrictEqual([...score!.values.subarray(0, 3)], [7, 0, 8])
    assert.deepStrictEqual([...score!.nullBitmap], [0b101, 0, 0, 0, 0, 0, 0, 0])
    assert.deepStrictEqual([...flag!.values], [0b101, 0, 0, 0, 0, 0, 0, 0])
    assert.deepStrictEqual([...name!.valueOffsets.subarray(0, 4)], [0, 1, 1, 2])
    assert.deepStrictEqual([...name!.values], [..."ab"].map((c) => c.charCodeAt(0)).concat([0, 0, 0, 0, 0, 0]))
  })

  it("stores every NaN as one and −0 as 0", () => {
    const contract = Table.contract("t", { a: Table.float64, b: Table.float32 })
    const a = Float64Array.of(Number.NaN, -0, 1)
    const b = Float32Array.of(Number.NaN, -0, 1)
    new Uint32Array(a.buffer)[1] = 0xfff8_1234
    new Uint32Array(b.buffer)[0] = 0xffc0_1234
    const [decoded] = ArrowFile.decodeFile(contract, ArrowFile.encodeTable(Table.make(contract, { a, b })))
    const bits64 = new BigUint64Array(decoded!.columns.a.slice().buffer)
    const bits32 = new Uint32Array(decoded!.columns.b.slice().buffer)
    assert.deepStrictEqual([...bits64], [0x7ff8_0000_0000_0000n, 0n, 0x3ff0_0000_0000_0000n])
    assert.deepStrictEqual([...bits32], [0x7fc0_0000, 0, 0x3f80_0000])
  })

  it("holds the limits of dates, on both sides of 1970", () => {
    const contract = Table.contract("t", { at: Table.timestamp })
    const at = Float64Array.of(-8.64e15, -(2 ** 32) - 1, -1, 0, 2 ** 31, 2 ** 32, 8.64e15)
    const [decoded] = ArrowFile.decodeFile(contract, ArrowFile.encodeTable(Table.make(contract, { at })))
    assert.deepStrictEqual(decoded!.columns.at, at)
  })

  it("writes a valid file of no rows, with the schema", () => {
    const bytes = ArrowFile.encodeTable(Table.concat(Posts, []), { dims: 4 })
    const table = tableFromIPC(bytes)
    assert.strictEqual(table.numRows, 0)
    assert.strictEqual(table.schema.fields.length, 6)
    assert.deepStrictEqual(
      ArrowFile.decodeFile(Posts, bytes).map((batch) => batch.numRows),
      [0]
    )
  })
})

describe("ArrowFile.writer", () => {
  it("hands out the head with the first full batch, then each batch, then the footer", () => {
    const { write, finish } = makeWriter(Doc, {}, { rows: 3, bytes: 1000 })
    const lengths = [docs(1, 2), docs(3, 4), docs(5), docs(6, 7)].map((batch) => Array.from(write(batch)).length)
    const finished = finish()
    assert.deepStrictEqual(lengths, [0, 2, 0, 1])
    assert.strictEqual(finished.chunks.length, 2)
    assert.strictEqual(finished.rows, 7)
    assert.deepStrictEqual(
      finished.blocks.map((block) => block.rows),
      [3, 3, 1]
    )
  })

  it("names the place and the digest of every block", () => {
    const { bytes, blocks, headBytes } = written(Doc, [docs(1, 2, 3, 4, 5)])
    let end = headBytes
    for (const block of blocks) {
      assert.strictEqual(block.offset, end)
      assert.strictEqual(block.offset % 8, 0)
      end += block.bytes
      const digest = createHash("sha256").update(bytes.subarray(block.offset, end)).digest("hex")
      assert.strictEqual(block.digest, digest)
    }
    assert.strictEqual(blocks.length, 3)
  })

  it("copies rows at once, so that the caller may reuse memory", () => {
    const { write, finish } = ArrowFile.writer(Doc)
    const batch = docs(1, 2)
    Array.from(write(batch))
    batch.columns.doc.fill(9)
    const bytes = joinBytes([...finish().chunks])
    assert.deepStrictEqual(bytes, ArrowFile.encodeTable(docs(1, 2)))
  })

  it("hands out large buffers as views and joins small ones, each chunk before the next block is begun", () => {
    const Text = Table.contract("texts", { text: Table.utf8 })
    const text = Utf8Column.from(["a", "b", "c"].map((letter) => letter.repeat(3 << 20)))
    const { write, finish } = makeWriter(Text, {}, { rows: 1, bytes: 16 << 20 })
    const lengths: Array<number> = []
    const copies: Array<Uint8Array> = []
    for (const chunk of write(Table.make(Text, { text }))) {
      lengths.push(Math.floor(chunk.length / (1 << 20)))
      copies.push(chunk.slice())
    }
    assert.deepStrictEqual(lengths, [0, 0, 3, 0, 3, 0, 3])
    const { blocks, chunks } = finish()
    const bytes = joinBytes([...copies, ...chunks])
    assert.deepStrictEqual(
      blocks.map(({ offset, bytes: length }) =>
        createHash("sha256")
          .update(bytes.subarray(offset, offset + length))
          .digest("hex")
      ),
      blocks.map(({ digest }) => digest)
    )
    const decoded = ArrowFile.decodeFile(Text, bytes)
    assert.deepStrictEqual(
      decoded.map(({ columns }) => columns.text.at(0).slice(-2)),
      ["aa", "bb", "cc"]
    )
  })

  it("cuts after 65,536 rows", () => {
    const doc = new Uint32Array(65_537)
    const { write, finish } = ArrowFile.writer(Doc)
    Array.from(write(Table.make(Doc, { doc })))
    assert.deepStrictEqual(
      finish().blocks.map((block) => block.rows),
      [65_536, 1]
    )
  })

  it("cuts before the row that would pass 16 MiB", () => {
    const Text = Table.contract("texts", { text: Table.utf8 })
    const mebibyte = "x".repeat(1024 * 1024 - 4)
    const { write, finish } = ArrowFile.writer(Text)
    const text = Utf8Column.from([...Array<string>(16).fill(mebibyte), "", mebibyte])
    Array.from(write(Table.make(Text, { text })))
    assert.deepStrictEqual(
      finish().blocks.map((block) => block.rows),
      [16, 2]
    )
  })

  it("takes the width of a fixed list from the first batch with rows, else from the first batch, else from the widths", () => {
    const Vectors = Table.contract("vectors", { vector: Table.fixedList(Table.float32, "dims") })
    const vectors = (rows: number, width: number) =>
      Table.make(Vectors, { vector: new FixedListColumn(rows, width, new Float32Array(rows * width)) })
    const widthOf = (batches: ReadonlyArray<Table.Batch<typeof Vectors>>) => {
      const { write, finish } = ArrowFile.writer(Vectors, { dims: 9 })
      const chunks = batches.flatMap((batch) => Array.from(write(batch), (chunk) => chunk.slice()))
      const file = joinBytes([...chunks, ...finish().chunks])
      return ArrowFile.decodeFile(Vectors, file)[0]!.columns.vector.width
    }
    assert.strictEqual(widthOf([vectors(0, 3), vectors(1, 5), vectors(0, 4)]), 5)
    assert.strictEqual(widthOf([vectors(0, 3), vectors(0, 4)]), 3)
    assert.strictEqual(widthOf([]), 9)
    assert.throws(() => widthOf([vectors(1, 5), vectors(1, 4)]), /expected lists of 5 values, found lists of 4/)
  })

  it("knows the widths within fixed lists also where the first rows are null", () => {
    const Grids = Table.contract("grids", {
      grid: Table.nullable(Table.fixedList(Table.fixedList(Table.int8, "columns"), "rows"))
    })
    const rows = [
      { grid: null },
      {
        grid: [
          [1, 2, 3],
          [4, 5, 6]
        ]
      }
    ]
    const table = Table.fromRows(Grids, rows, { rows: 2, columns: 3 })
    assert.deepStrictEqual(Table.toRows(ArrowFile.decodeFile(Grids, ArrowFile.encodeTable(table))[0]!), rows)
  })

  it("throws on values that a column cannot hold, and names the column", () => {
    const write = (type: Table.ColumnType, column: unknown, length: number) => () =>
      Array.from(
        ArrowFile.writer(Table.contract("t", { a: type })).write({
          contract: Table.contract("t", { a: type }),
          numRows: length,
          columns: { a: column } as never
        })
      )
    const notUtf8 = (offsets: ReadonlyArray<number>, bytes: ReadonlyArray<number>) =>
      new Utf8Column(Int32Array.from(offsets), Uint8Array.from(bytes))
    assert.throws(write(Table.timestamp, Float64Array.of(0.5), 1), /column a: row 0: 0.5 is no instant/)
    assert.throws(write(Table.timestamp, Float64Array.of(Number.NaN), 1), /NaN is no instant/)
    assert.throws(write(Table.timestamp, Float64Array.of(9e15), 1), /9000000000000000 is no instant/)
    assert.throws(write(Table.utf8, notUtf8([0, 1], [0xff]), 1), /not UTF-8/)
    assert.throws(write(Table.utf8, notUtf8([0, 1, 2], [0xc3, 0xbc]), 2), /within a UTF-8 character/)
    assert.throws(write(Table.utf8, notUtf8([0, 2, 1], [65, 65]), 2), /backwards/)
    assert.throws(write(Table.utf8, notUtf8([0, 3], [65]), 1), /outside of 1 values/)
    assert.throws(write(Table.bool, Uint8Array.of(2), 1), /must be 0 or 1/)
    assert.throws(
      write(Table.nullable(Table.int8), new NullableColumn(Int8Array.of(1), Uint8Array.of(255)), 1),
      /must be 0 or 1/
    )
    assert.throws(write(Table.float64, Float32Array.of(1), 1), /expected a Float64Array/)
    assert.throws(write(Table.nullable(Table.int8), new NullableColumn(Int8Array.of(), Uint8Array.of(1)), 1), /found 0/)
    assert.throws(write(Table.int8, Int8Array.of(1, 2), 1), /expected 1 rows, found 2/)
    assert.throws(write(Table.int8, undefined, 1), /found no column/)
    assert.throws(write(Table.fixedList(Table.int8, 2), new FixedListColumn(1, 3, new Int8Array(3)), 1), /lists of 2/)
  })

  it("does not look at what stands in null slots", () => {
    const contract = Table.contract("t", { at: Table.nullable(Table.timestamp), name: Table.nullable(Table.utf8) })
    const table = Table.make(contract, {
      at: new NullableColumn(Float64Array.of(Number.NaN, 1), Uint8Array.of(0, 1)),
      name: new NullableColumn(new Utf8Column(Int32Array.of(0, 1, 2), Uint8Array.of(0xff, 65)), Uint8Array.of(0, 1))
    })
    assert.deepStrictEqual(Table.toRows(ArrowFile.decodeFile(contract, ArrowFile.encodeTable(table))[0]!), [
      { at: null, name: null },
      { at: 1, name: "A" }
    ])
  })
})

describe("ArrowFile.decodeBlock", () => {
  const { bytes, head, blocks } = written(Posts, [posts])
  const blockBytes = (i: number) => bytes.subarray(blocks[i]!.offset, blocks[i]!.offset + blocks[i]!.bytes)

  it("reads one batch by the file's head and the block alone", () => {
    const batch = ArrowFile.decodeBlock(Posts, head.slice(), blockBytes(1).slice())
    assert.deepStrictEqual(Table.toRows(batch), Table.toRows(Table.slice(posts, 2, 3)))
  })

  it("gives views of the block where numbers lie in memory as in the file", () => {
    const block = blockBytes(0).slice()
    const { id, score, vector } = ArrowFile.decodeBlock(Posts, head, block).columns
    for (const view of [id.bytes, id.offsets, score.values, vector.values])
      assert.strictEqual(view.buffer, block.buffer)
  })

  it("reads a block that lies at any place in memory", () => {
    const shifted = new Uint8Array(blocks[0]!.bytes + 3)
    shifted.set(blockBytes(0), 3)
    const batch = ArrowFile.decodeBlock(Posts, head, shifted.subarray(3))
    assert.deepStrictEqual(Table.toRows(batch)[0]!.tags, ["svm", "k-means"])
  })

  it("refuses a block that is cut short, at any byte, with an ArrowFormatError", () => {
    const block = blockBytes(0)
    for (let end = 0; end < block.length; end++) {
      const error = thrownBy(() => ArrowFile.decodeBlock(Posts, head, block.subarray(0, end)))
      assert.instanceOf(error, ArrowFile.ArrowFormatError)
    }
  })

  it("refuses a head that is cut short or another file's", () => {
    for (let end = 0; end < head.length; end++) {
      const error = thrownBy(() => ArrowFile.decodeBlock(Posts, head.subarray(0, end), blockBytes(0)))
      assert.instanceOf(error, ArrowFile.ArrowFormatError)
    }
    const error = thrownBy(() => ArrowFile.decodeBlock(Posts, written(Doc, [docs(1)]).head, blockBytes(0)))
    assert.instanceOf(error, TableContractError)
  })
})

describe("ArrowFile.emptyBatch", () => {
  it("has no rows and the widths of the file", () => {
    const { head } = written(Posts, [posts])
    const batch = ArrowFile.emptyBatch(Posts, head)
    assert.strictEqual(batch.numRows, 0)
    assert.strictEqual(batch.columns.vector.width, 2)
    assert.deepStrictEqual(ArrowFile.encodeTable(batch), ArrowFile.encodeTable(Table.slice(posts, 0, 0)))
  })
})

describe("ArrowFile.decodeFile", () => {
  it("gives the batches in order", () => {
    const { bytes } = written(Doc, [docs(1, 2, 3, 4, 5)])
    assert.deepStrictEqual(
      ArrowFile.decodeFile(Doc, bytes).map((batch) => [...batch.columns.doc]),
      [[1, 2], [3, 4], [5]]
    )
  })

  it("refuses a file that is cut short, at any byte, with an ArrowFormatError", () => {
    const { bytes } = written(Doc, [docs(1, 2, 3)])
    for (let end = 0; end < bytes.length; end++) {
      const error = thrownBy(() => ArrowFile.decodeFile(Doc, bytes.subarray(0, end)))
      assert.instanceOf(error, ArrowFile.ArrowFormatError)
    }
  })

  it("tells expected and found columns of a file that is not the contract's", () => {
    const messageFor = (contract: Table.AnyContract, file: Uint8Array) => {
      const error = thrownBy(() => ArrowFile.decodeFile(contract, file))
      assert.instanceOf(error, TableContractError)
      return error.message
    }
    const file = ArrowFile.encodeTable(docs(1))
    assert.strictEqual(
      messageFor(Table.contract("docs", { doc: Table.nullable(Table.uint32), n: Table.utf8 }), file),
      'table "docs": expected the columns doc: uint32?, n: utf8; found doc: uint32'
    )
    assert.strictEqual(
      messageFor(Table.contract("posts", { doc: Table.uint32 }), file),
      'table "posts": expected the columns doc: uint32; found doc: uint32 (of the table "docs")'
    )
    const dictionary = tableToIPC(tableFromArrays({ word: ["a", "b", "a"] }), "file")
    assert.strictEqual(
      messageFor(Table.contract("words", { word: Table.nullable(Table.utf8) }), dictionary),
      'table "words": expected the columns word: utf8?; found word: Dictionary<Int32, Utf8>?'
    )
    const narrow = ArrowFile.encodeTable(posts)
    const Wide = Table.contract("posts", { ...Posts.columns, vector: Table.fixedList(Table.float64, 3) })
    assert.match(messageFor(Wide, narrow), /vector: list<float64>\[3\]; found .*vector: list<float64>\[2\]$/)
  })

  it("reads a file without the contract's name and without a schema message in front, as Arrow JS writes it", () => {
    const foreign = tableToIPC(tableFromArrays({ doc: Uint32Array.of(3, 4) }), "file")
    assert.deepStrictEqual(Table.toRows(ArrowFile.decodeFile(Doc, foreign)[0]!), [{ doc: 3 }, { doc: 4 }])
  })

  it("refuses a null within a list, which no column type has", () => {
    const item = new Field("item", new Int32(), true)
    const child = makeData({
      type: new Int32(),
      length: 2,
      nullCount: 1,
      nullBitmap: Uint8Array.of(1),
      data: Int32Array.of(1, 2)
    })
    const lists = makeData({ type: new List(item), length: 1, valueOffsets: Int32Array.of(0, 2), child })
    const schema = new Schema([new Field("l", new List(item), false)])
    const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: 1, children: [lists] }))
    const file = tableToIPC(new ArrowTable([batch]), "file")
    const error = thrownBy(() => ArrowFile.decodeFile(Table.contract("t", { l: Table.list(Table.int32) }), file))
    assert.instanceOf(error, ArrowFile.ArrowFormatError)
    assert.match(error.message, /column l: 1 nulls where none can be/)
  })
})
