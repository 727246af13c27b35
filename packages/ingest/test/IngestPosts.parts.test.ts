import { assert, describe, it } from "@effect/vitest"
import * as ArtifactStoreMemory from "@praxis/dataflow/ArtifactStoreMemory"
import { bind } from "@praxis/dataflow/Bind"
import { CodeDigests } from "@praxis/dataflow/CodeDigest"
import { sha256 } from "@praxis/dataflow/Digest"
import { InputFiles } from "@praxis/dataflow/InputFiles"
import * as Pipeline from "@praxis/dataflow/Pipeline"
import * as Run from "@praxis/dataflow/Run"
import type { RunEvent } from "@praxis/dataflow/RunEvent"
import * as RunLog from "@praxis/dataflow/RunLog"
import * as Study from "@praxis/dataflow/Study"
import * as Table from "@praxis/dataflow/Table"
import * as Workers from "@praxis/dataflow/Workers"
import { CorpusFiles } from "@praxis/tables/Posts"
import { Effect, Layer, Stream } from "effect"
import { IngestPosts } from "../src/IngestPosts.ts"
import { csv, ingest, type TestFiles } from "./ingest.ts"

const header = ["Id", "Title", "Body", "OwnerUserId", "Source", "ViewCount"]

/** Rows with repeated ids, other views each time, and two sites; the same for the same numbers. */
const rows = (first: number, n: number) =>
  Array.from({ length: n }, (_, i) => {
    const at = first + i
    return [`${(at * 37) % 50}`, `title ${at % 7}`, `body ${at}`, `${at % 9}`, at % 3 === 0 ? "DS" : "SO", `${at % 5}`]
  })

const file = (first: number, n: number) => csv([header, ...rows(first, n)])

const { posts } = Pipeline.node(IngestPosts, {
  inputs: { files: Pipeline.source(CorpusFiles) },
  params: { maxFieldBytes: 1000 }
})
const study = Study.make("ingest-only", {
  title: "Ingest",
  seed: 1,
  outputs: [],
  target: posts,
  corpora: [],
  defaultCorpus: "none"
})

/** An engine in memory, and what its runs came to: the tasks that ran, the digests of the outputs, the failure. */
const engine = () => {
  const contents = new Map<string, string>()
  const code = Effect.succeed({ digest: "same", files: {}, packages: {} })
  const layer = Layer.mergeAll(
    ArtifactStoreMemory.layerMemory(ArtifactStoreMemory.memory()),
    RunLog.layerMemory,
    Workers.layerInline,
    Layer.succeed(CodeDigests, { of: () => code, afresh: () => code }),
    Layer.succeed(InputFiles, {
      digest: (path) => Effect.sync(() => ({ digest: sha256(contents.get(path)!), bytes: contents.get(path)!.length })),
      content: (path) => Stream.make(new TextEncoder().encode(contents.get(path)!))
    })
  )
  const run = Effect.fnUntraced(function* (files: Readonly<Record<string, string>>) {
    for (const [label, content] of Object.entries(files)) contents.set(label, content)
    const external = Object.entries(files).map(([label, content]) => ({
      path: label,
      label,
      site: null,
      digest: sha256(content),
      bytes: content.length
    }))
    const events: Array<RunEvent> = []
    const bound = yield* bind(study, { files: external })
    const { results } = yield* Run.run(bound, ["posts"], { onEvent: (event) => void events.push(event) })
    const result = results.find(({ node }) => node.name === "posts")!
    return {
      tasks: events.flatMap((event) => (event._tag === "TaskFinished" ? [event.task] : [])),
      digests:
        "record" in result
          ? Object.fromEntries(Object.entries(result.record.outputs).map(([name, { digest }]) => [name, digest]))
          : {},
      message: result.status === "failed" ? result.error.message : undefined
    }
  })
  return { layer, run }
}

const withEngine = (
  body: (
    run: ReturnType<typeof engine>["run"]
  ) => Effect.Effect<void, unknown, Layer.Success<ReturnType<typeof engine>["layer"]>>
) => {
  const { layer, run } = engine()
  return Effect.provide(body(run), layer)
}

describe("files as partitions", () => {
  it.effect("an added file runs one task, a changed one another, and a removed one leaves no trace", () =>
    withEngine(
      Effect.fnUntraced(function* (run) {
        const two = { a: file(0, 40), b: file(40, 30) }
        const first = yield* run(two)
        assert.deepStrictEqual(first.tasks.toSorted(), ["a", "b"])
        const added = yield* run({ ...two, c: file(70, 20) })
        assert.deepStrictEqual(added.tasks, ["c"])
        assert.notStrictEqual(added.digests["posts"], first.digests["posts"])
        const changed = yield* run({ a: two.a, b: file(41, 30), c: file(70, 20) })
        assert.deepStrictEqual(changed.tasks, ["b"])
        const removed = yield* run(two)
        assert.deepStrictEqual(removed.tasks, [])
        assert.deepStrictEqual(removed.digests, first.digests)
      })
    )
  )

  it.effect(
    "the problems of all files come together, no task's failure is kept, and the good file is not read again",
    () =>
      withEngine(
        Effect.fnUntraced(function* (run) {
          const files = { a: file(0, 3), b: "Id,Title,Body\n1,t", c: file(3, 3), d: "<rss/>" }
          const first = yield* run(files)
          assert.deepStrictEqual(
            first.message?.split("\n").map((line) => line.slice(0, 60)),
            [
              "2 inputs cannot be read:",
              "- b:2: record 1 has 2 fields where the header names 3. A quo",
              "- d:1:6: expected <posts>, found <rss>. Give Posts.xml of a "
            ]
          )
          const again = yield* run(files)
          assert.strictEqual(again.message, first.message)
          assert.deepStrictEqual(again.tasks, [])
          const repaired = yield* run({ ...files, b: file(6, 3), d: file(9, 3) })
          assert.deepStrictEqual(repaired.tasks.toSorted(), ["b", "d"])
        })
      )
  )

  it.effect("three files, one of all their rows, and a file a row give the same posts", () =>
    Effect.gen(function* () {
      const whole = yield* ingest({ all: file(0, 90) })
      const three = yield* ingest({ c: file(60, 30), a: file(0, 20), b: file(20, 40) })
      const single = yield* ingest(
        Object.fromEntries(rows(0, 90).map((row, i) => [`${89 - i}.csv`, csv([header, row])])) as TestFiles
      )
      assert.deepStrictEqual(three.output.posts, whole.output.posts)
      assert.deepStrictEqual(single.output.posts, whole.output.posts)
      assert.strictEqual(whole.output.rejects.numRows, three.output.rejects.numRows)
      const labels = Table.toRows(single.output.rejects).map(({ input }) => input)
      assert.deepStrictEqual(labels, labels.toSorted())
    })
  )

  it.effect("more rows than a sort holds in memory come out in order and whole", () =>
    Effect.gen(function* () {
      const n = 3500
      const body = (id: number) => `${id} é€😀`.padEnd(10_000)
      const ids = Array.from({ length: n }, (_, i) => 1 + ((i * 17) % n))
      const { output } = yield* ingest({
        f: csv([["Id", "Title", "Body"], ...ids.map((id) => [`${id}`, "t", body(id)])])
      })
      assert.deepStrictEqual(
        Array.from(output.posts.columns.id),
        Array.from({ length: n }, (_, i) => `${i + 1}`)
      )
      for (let i = 0; i < n; i++) assert.isTrue(output.posts.columns.body.at(i) === body(i + 1))
    })
  )
})
