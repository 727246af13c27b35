import { assert, describe, it } from "@effect/vitest"
import { files } from "@praxis/dataflow/Artifact"
import { layerMemory } from "@praxis/dataflow/ArtifactStoreMemory"
import type { BoundInput, BoundNode, ExternalFile } from "@praxis/dataflow/Bind"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import { taskParts } from "@praxis/dataflow/Key"
import { type KeyParts, keyOf, type StoredTable } from "@praxis/dataflow/Record"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { Effect, Layer, Schema, Stream } from "effect"
import { partitionsOf } from "../../src/internal/partitionsOf.ts"

const Rows = Table.contract("rows", { n: Table.uint32 })
const Other = Table.contract("rows", { n: Table.float64 })
const inputs = { files: files("files"), rows: Rows, shared: Rows }

const nodeOver = (
  over: Stage.Over,
  bound: Readonly<Record<string, BoundInput>>,
  { params = {} as unknown, part = Rows as Stage.Outputs } = {}
): BoundNode => {
  const mapping = { over, part, map: () => Effect.void, mergeErrors: undefined, concatenates: false }
  const stage = { name: "s", module: "test:s", inputs, params: Schema.Json, outputs: Rows, seeded: false, mapping }
  return {
    name: "s",
    stage: { ...stage, mode: "mapped", run: () => Effect.void },
    params,
    paramsJson: null,
    inputs: new Map(Object.entries(bound)),
    outputs: new Map([["s", Rows]])
  }
}

const digests = (node: BoundNode, stored?: StoredTable) =>
  partitionsOf(node, new Map(stored === undefined ? [] : [["above", { rows: stored }]])).map(({ digest }) => digest)

describe("the partitions of files", () => {
  const of = (...entries: ReadonlyArray<Partial<ExternalFile>>) =>
    nodeOver(Stage.eachFile("files"), {
      files: {
        kind: "external",
        name: "files",
        files: entries.map((entry) => ({
          label: "a",
          site: "here",
          digest: "d",
          bytes: 1,
          path: "/secret/a",
          ...entry
        }))
      }
    })

  it("differ by label, site and content, and by nothing else", () => {
    const [base] = digests(of({}))
    for (const change of [{ label: "b" }, { site: null }, { digest: "e" }])
      assert.notStrictEqual(digests(of(change))[0], base, JSON.stringify(change))
    assert.strictEqual(digests(of({ label: "z" }, { path: "/elsewhere/a" }))[1], base)
  })

  it.effect("are given to a task without their paths", () =>
    Effect.gen(function* () {
      const file = yield* partitionsOf(of({}), new Map())[0]!.open
      assert.sameMembers(Object.keys(file as object), ["label", "site", "digest", "bytes", "content"])
    }).pipe(
      Effect.provide(
        Layer.merge(
          layerMemory(),
          Layer.succeed(InputFiles, { digest: () => Effect.never, content: () => Stream.empty })
        )
      )
    )
  )
})

describe("the partitions of batches", () => {
  const node = nodeOver(Stage.eachBatch("rows"), { rows: { kind: "output", node: "above", output: "rows" } })
  const table = (
    headDigest: string,
    ...blocks: ReadonlyArray<readonly [digest: string, rows: number]>
  ): StoredTable => ({
    kind: "table",
    digest: "t",
    bytes: 9,
    rows: blocks.reduce((sum, [, rows]) => sum + rows, 0),
    headBytes: 1,
    headDigest,
    blocks: blocks.map(([digest, rows]) => ({ offset: 0, bytes: 1, rows, digest }))
  })

  it("differ by the batch, by the table's head and by the rows before them", () => {
    const [first, second] = digests(node, table("h", ["a", 3], ["b", 2]))
    assert.deepStrictEqual(digests(node, table("h", ["a", 3], ["c", 2]))[0], first)
    assert.notStrictEqual(digests(node, table("h", ["a", 3], ["c", 2]))[1], second)
    assert.notStrictEqual(digests(node, table("other", ["a", 3]))[0], first)
    assert.notStrictEqual(digests(node, table("h", ["a", 4], ["b", 2]))[1], second)
    assert.strictEqual(digests(node, table("h", ["z", 1], ["y", 2], ["b", 2]))[2], second)
  })
})

describe("the partitions of cells", () => {
  const node = (cells: ReadonlyArray<unknown>) =>
    nodeOver(
      Stage.eachCell(() => cells as never),
      {}
    )
  const cellsOf = (cells: ReadonlyArray<unknown>) =>
    Effect.forEach(partitionsOf(node(cells), new Map()), ({ open }) => open).pipe(
      Effect.provide(layerMemory()),
      Effect.provide(Layer.succeed(InputFiles, { digest: () => Effect.never, content: () => Stream.empty }))
    )

  it.effect("hold what was hashed: a task cannot tell two cells apart that have one digest", () =>
    Effect.gen(function* () {
      const [cell] = yield* cellsOf([{ b: -0, a: [1] }])
      assert.strictEqual(JSON.stringify(cell), '{"a":[1],"b":0}')
      assert.isTrue(Object.is((cell as { readonly b: number }).b, 0))
      assert.lengthOf(
        yield* cellsOf([
          { a: 1, b: 2 },
          { b: 2, a: 1 }
        ]),
        1
      )
    })
  )

  it("with a number that JSON cannot hold are a mistake", () => {
    assert.throws(() => digests(node([{ k: Number.POSITIVE_INFINITY }])), /a cell holds Infinity/)
  })
})

describe("the key of a task", () => {
  const parts: KeyParts = {
    format: 1,
    node: "26",
    stage: "s",
    code: { digest: "c", files: {}, packages: {} },
    params: { k: 1 },
    contract: "",
    seed: null,
    inputs: {
      rows: { digest: "r", from: "rows", external: false },
      shared: { digest: "x", from: "shared", external: false }
    }
  }
  const partition = { name: "batch 0", digest: "p" }
  const keyWith = (over: Stage.Over, changed: Partial<KeyParts> = {}, part: Stage.Outputs = Rows) =>
    keyOf(taskParts(nodeOver(over, {}, { part }), { ...parts, ...changed }, partition))
  const inputsWith = (name: string) => ({
    inputs: { ...parts.inputs, [name]: { ...parts.inputs[name]!, digest: "z" } }
  })

  it("holds shared inputs, parameters, seed and the columns of the part; not the input that is cut", () => {
    const over = Stage.eachBatch("rows")
    const base = keyWith(over)
    assert.strictEqual(keyWith(over, inputsWith("rows")), base)
    for (const change of [inputsWith("shared"), { params: { k: 2 } }, { seed: 8 }])
      assert.notStrictEqual(keyWith(over, change), base, JSON.stringify(change))
    assert.notStrictEqual(keyWith(over, {}, Other), base)
  })

  it("holds no parameters where they make cells", () => {
    const over = Stage.eachCell(() => [])
    assert.strictEqual(keyWith(over, { params: { k: 2 } }), keyWith(over))
    assert.notStrictEqual(keyWith(over, inputsWith("rows")), keyWith(over))
  })
})
