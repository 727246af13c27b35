/**
 * Writes and reads back a table that is larger than memory should ever be: `node bench/largeTable.ts [gigabytes]` (3).
 *
 * Prints the rate of writing (encode, SHA-256, write) and of reading (read, SHA-256, decode), each beside SHA-256
 * and plain file access on the same bytes in the same run, and the peak of resident memory, which must stay below
 * 400 MB. Seeded input, made outside of the timed parts; what is read is checked outside of them.
 */
import { hash } from "node:crypto"
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as ArrowFile from "../src/ArrowFile.ts"
import { ListColumn, Utf8Builder } from "../src/Column.ts"
import * as Table from "../src/Table.ts"

const bytesWanted = Number(process.argv[2] ?? 3) * 1e9
const maxResidentBytes = 400e6

const Documents = Table.contract("documents", {
  text: Table.utf8,
  weight: Table.float64,
  terms: Table.list(Table.uint32),
  values: Table.list(Table.float64)
})

/** mulberry32 (Tommy Ettinger, 2017): uniform numbers in [0, 1). */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
}

const words = "how do I train a model when the loss is NaN für große Daten αβγ 学習 — accuracy precision recall".split(
  " "
)

/** A batch of about 5 MB: texts of 1–80 words, 0–40 terms with their values a row. */
const makeBatch = (seed: number): Table.Batch<typeof Documents> => {
  const random = seeded(seed)
  const rows = 10_000
  const text = new Utf8Builder()
  const offsets = new Int32Array(rows + 1)
  for (let i = 0; i < rows; i++) {
    const nWords = 1 + Math.floor(random() * 80)
    text.append(Array.from({ length: nWords }, () => words[Math.floor(random() * words.length)]).join(" "))
    offsets[i + 1] = offsets[i]! + Math.floor(random() * 41)
  }
  const nTerms = offsets[rows]!
  return Table.make(Documents, {
    text: text.finish(),
    weight: Float64Array.from({ length: rows }, () => random() - 0.5),
    terms: new ListColumn(
      offsets,
      Uint32Array.from({ length: nTerms }, () => random() * 50_000)
    ),
    values: new ListColumn(offsets, Float64Array.from({ length: nTerms }, random))
  })
}

/** Seconds spent in the calls that it wraps. */
const makeTimer = () => {
  let seconds = 0
  return {
    time: async <A>(call: () => A | Promise<A>): Promise<A> => {
      const start = performance.now()
      const result = await call()
      seconds += (performance.now() - start) / 1000
      return result
    },
    seconds: () => seconds
  }
}

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}

const readAt = async (file: FileHandle, position: number, length: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, at, length - at, position + at)
    if (bytesRead === 0) throw new Error("the file ended early")
    at += bytesRead
  }
  return bytes
}

const measure = async (folder: string): Promise<void> => {
  const batches = [1, 2, 3, 4].map(makeBatch)
  const file = await open(join(folder, "table.arrow"), "w+")
  const writing = makeTimer()
  const { write, finish } = ArrowFile.writer(Documents)
  let length = 0
  let rowsWritten = 0
  const append = async (chunks: Iterable<Uint8Array>) => {
    for (const chunk of chunks) {
      await writeAll(file, chunk)
      length += chunk.length
    }
  }
  for (let i = 0; length < bytesWanted; i++) {
    const batch = batches[i % batches.length]!
    await writing.time(() => append(write(batch)))
    rowsWritten += batch.numRows
  }
  const finished = await writing.time(async () => {
    const last = finish()
    await append(last.chunks)
    return last
  })

  const reading = makeTimer()
  const head = await readAt(file, 0, finished.headBytes)
  let rowsRead = 0
  for (const block of finished.blocks) {
    const batch = await reading.time(async () => {
      const bytes = await readAt(file, block.offset, block.bytes)
      if (hash("sha256", bytes) !== block.digest) throw new Error(`the block at ${block.offset} is damaged`)
      return ArrowFile.decodeBlock(Documents, head, bytes)
    })
    checkRow(batch, batches, rowsRead, 0)
    checkRow(batch, batches, rowsRead, batch.numRows - 1)
    rowsRead += batch.numRows
  }
  if (rowsRead !== rowsWritten) throw new Error(`${rowsWritten} rows written, ${rowsRead} read`)
  const residentBytes = process.resourceUsage().maxRSS * 1024

  const plainReading = makeTimer()
  const plainWriting = makeTimer()
  const copy = await open(join(folder, "copy.arrow"), "w")
  for (const block of finished.blocks) {
    const bytes = await plainReading.time(async () => {
      const bytes = await readAt(file, block.offset, block.bytes)
      hash("sha256", bytes)
      return bytes
    })
    await plainWriting.time(async () => {
      hash("sha256", bytes)
      await writeAll(copy, bytes)
    })
  }
  await file.close()
  await copy.close()

  const rate = (seconds: number) => `${Math.round(length / 1e6 / seconds)} MB/s`
  const line = (name: string, seconds: number, plain: number) =>
    `${name} ${rate(seconds)}, ${(plain / seconds).toFixed(2)} of plain access with SHA-256 (${rate(plain)})`
  console.log(`${(length / 1e9).toFixed(2)} GB, ${rowsWritten} rows, ${finished.blocks.length} blocks`)
  console.log(line("write", writing.seconds(), plainWriting.seconds()))
  console.log(line("read ", reading.seconds(), plainReading.seconds()))
  console.log(`peak resident memory ${Math.round(residentBytes / 1e6)} MB`)
  if (residentBytes >= maxResidentBytes) throw new Error(`more than ${maxResidentBytes / 1e6} MB of resident memory`)
}

/** Throws where row i of a batch that begins at row `start` is not what was written there. */
const checkRow = (
  batch: Table.Batch<typeof Documents>,
  written: ReadonlyArray<Table.Batch<typeof Documents>>,
  start: number,
  i: number
): void => {
  const row = start + i
  const source = written[Math.floor(row / written[0]!.numRows) % written.length]!
  const expected = Table.rowAt(source, row % source.numRows)
  if (JSON.stringify(Table.rowAt(batch, i)) !== JSON.stringify(expected)) throw new Error(`row ${row} reads otherwise`)
}

const folder = await mkdtemp(join(tmpdir(), "praxis-large-table-"))
try {
  await measure(folder)
} finally {
  await rm(folder, { recursive: true })
}
