/**
 * How fast raw files become posts, beside the plain parsers on the same bytes in the same run: parsing, sorting through
 * temporary files (from about 32 MB on), encoding and digests, with a store and temporary files in memory.
 * `node bench/ingest.ts [megabytes]`
 */
import { Buffer } from "node:buffer"
import { createReadStream } from "node:fs"
import { mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { RawFile } from "@praxis/dataflow/Artifact"
import { ArtifactStore } from "@praxis/dataflow/ArtifactStore"
import * as ArtifactStoreMemory from "@praxis/dataflow/ArtifactStoreMemory"
import * as Artifacts from "@praxis/dataflow/Artifacts"
import type { StoredTable } from "@praxis/dataflow/Record"
import type * as Table from "@praxis/dataflow/Table"
import { Parser } from "csv-parse"
import { Effect, Scope, Stream } from "effect"
import { SaxesParser } from "saxes"
import { IngestPosts } from "../src/IngestPosts.ts"
import { IngestPart } from "../src/IngestRows.ts"

const megabytes = Number(process.argv[2] ?? 64)
const folder = await mkdtemp(join(tmpdir(), "ingest-bench-"))

/** Bodies of 1 to 3 kB with code, quotes and letters beyond ASCII; the same on every run. */
const body = (i: number): string =>
  `<p>Why does "keras" fail with é and 漢 in row ${i}?</p>\r\n<pre><code>${"for x in range(10):\n    print(x &lt; 3)\n".repeat(20 + (i % 40))}</code></pre>\n`

const csvRow = (i: number): string =>
  `"${i}","1","2022-04-18 12:44:51","0","368","${body(i).replaceAll('"', '""')}","${i % 999}","How, ${i}?","<python><keras>","2"\r\n`

const escaped = (text: string): string =>
  text.replace(
    /[<>&"\r\n]/g,
    (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "\r": "&#xD;", "\n": "&#xA;" })[char]!
  )

const xmlRow = (i: number): string =>
  `  <row Id="${i}" PostTypeId="1" CreationDate="2016-08-02T15:39:14.947" Score="0" ViewCount="368" Body="${escaped(body(i))}" OwnerUserId="${i % 999}" Title="How, ${i}?" Tags="&lt;python&gt;&lt;keras&gt;" AnswerCount="2" />\n`

/** Writes a file of at least `megabytes` and gives the number of its rows. */
const grow = async (path: string, head: string, row: (i: number) => string, tail: string) => {
  const file = await open(path, "w")
  let bytes = 0
  let rows = 0
  await file.write(head)
  while (bytes < megabytes * 1e6) {
    let part = ""
    for (let i = 0; i < 1000; i++) part += row(++rows)
    bytes += Buffer.byteLength(part)
    await file.write(part)
  }
  await file.write(tail)
  await file.close()
  return { path, bytes, rows }
}

const chunkBytes = 256 * 1024
const read = (path: string) => createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>

const rawFile = (label: string, path: string, bytes: number): RawFile => ({
  label,
  site: "ai",
  digest: "",
  bytes,
  content: Stream.fromAsyncIterable(read(path), (cause) => cause).pipe(Stream.orDie)
})

/** Runs the task of a file and the combine, as the engine does, and gives the number of posts. */
const ingest = Effect.fn("ingest")(function* (label: string, path: string, bytes: number) {
  const store = yield* ArtifactStore
  const context = {
    params: { maxFieldBytes: 8 << 20 },
    progress: { total: () => {}, advance: () => {} },
    warn: () => {},
    scratch: { file: Effect.provideService(store.scratch, Scope.Scope, yield* Effect.scope) }
  }
  const part = yield* writersOf(IngestPart)
  yield* IngestPosts.mapping!.map({ ...context, partition: rawFile(label, path, bytes), output: part.output })
  const handles: Record<string, unknown> = {}
  for (const [name, stored] of Object.entries(yield* part.finish)) {
    handles[name] = yield* Artifacts.tableHandle(name, IngestPart[name as keyof typeof IngestPart], stored)
  }
  const outputs = yield* writersOf(IngestPosts.outputs)
  yield* IngestPosts.run({ ...context, parts: [{ name: label, output: handles }], output: outputs.output })
  return (yield* outputs.finish)["posts"]!.rows
}, Effect.scoped)

const inMemory = <A, E>(effect: Effect.Effect<A, E, ArtifactStore>) =>
  Effect.runPromise(Effect.provide(effect, ArtifactStoreMemory.layerMemory(ArtifactStoreMemory.memory())))

const writersOf = Effect.fnUntraced(function* (contracts: Readonly<Record<string, Table.AnyContract>>) {
  const output: Record<string, Artifacts.OutputWriter<Table.Batch<Table.AnyContract>, StoredTable>> = {}
  for (const [name, contract] of Object.entries(contracts)) {
    output[name] = yield* Artifacts.tableWriter(name, contract, {})
  }
  return { output, finish: Effect.all(mapValues(output, ({ finish }) => finish)) }
})

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]))

const plainCsv = async (path: string) => {
  let rows = -1
  const parser = new Parser({ on_record: () => void rows++ })
  parser.resume()
  for await (const chunk of read(path)) parser.write(chunk)
  await new Promise((resolve) => parser.once("finish", resolve).end())
  return rows
}

const plainXml = async (path: string) => {
  let rows = 0
  const parser = new SaxesParser()
  parser.on("opentag", ({ name }) => void (name === "row" && rows++))
  const decoder = new TextDecoder()
  for await (const chunk of read(path)) parser.write(decoder.decode(chunk, { stream: true }))
  parser.close()
  return rows
}

/** Best of three, in seconds of processor time, which other work on the machine disturbs least; the result is checked outside the timed part. */
const best = async (run: () => Promise<number>, expected: number) => {
  let seconds = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const start = process.cpuUsage()
    const result = await run()
    const { user, system } = process.cpuUsage(start)
    seconds = Math.min(seconds, (user + system) / 1e6)
    if (result !== expected) throw new Error(`expected ${expected} rows, found ${result}`)
  }
  return seconds
}

try {
  const header = "Id,PostTypeId,CreationDate,Score,ViewCount,Body,OwnerUserId,Title,Tags,AnswerCount\r\n"
  const csv = await grow(join(folder, "q.csv"), header, csvRow, "")
  const xml = await grow(join(folder, "Posts.xml"), "<posts>\n", xmlRow, "</posts>\n")
  for (const [name, { path, bytes, rows }, reference, plain] of [
    ["CSV", csv, "csv-parse alone", plainCsv],
    ["Posts.xml", xml, "saxes alone", plainXml]
  ] as const) {
    const ours = await best(() => inMemory(ingest(name, path, bytes)), rows)
    const theirs = await best(() => plain(path), rows)
    const rate = (seconds: number) => `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
    console.log(
      `${name}, ${rows} posts, ${(bytes / 1e6).toFixed(0)} MB: ${rate(ours)}, ${reference} ${rate(theirs)}: ${(ours / theirs).toFixed(2)} times its time`
    )
  }
} finally {
  await rm(folder, { recursive: true })
}
