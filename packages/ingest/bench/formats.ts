/**
 * How fast JSON is read to rows, and how much memory Parquet takes, beside Python on the same files in the same run.
 * `node bench/formats.ts PYTHON [megabytes]`, PYTHON with pandas and pyarrow.
 */
import { execFileSync } from "node:child_process"
import { closeSync, createReadStream, openSync, statSync, writeSync } from "node:fs"
import { mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Stream } from "effect"
import { fieldByPlainName } from "../src/columnsOf.ts"
import { InputProblem, type ProblemFields } from "../src/InputError.ts"
import { jsonCutter } from "../src/jsonCutter.ts"
import { jsonLinesCutter } from "../src/jsonLinesCutter.ts"
import { jsonPiece } from "../src/jsonPiece.ts"
import { parquetRows } from "../src/parquetRows.ts"

const [python = "python3", megabytes = "128"] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), "formats-bench-"))
const problem = (fields: ProblemFields) => new InputProblem({ label: "f", ...fields })
const maxFieldBytes = 8 << 20

/** A post with a body of 1 to 3 kB with code, quotes and letters beyond ASCII; the same on every run. */
const post = (i: number) => ({
  Id: i,
  Title: `How, ${i}?`,
  Body: `<p>Why does "keras" fail with é and 漢 in row ${i}?</p>\n<pre><code>${"for x in range(10):\n    print(x &lt; 3)\n".repeat(20 + (i % 40))}</code></pre>\n`,
  Tags: ["python", "keras"],
  CreationDate: "2022-04-18 12:44:51",
  Score: i % 9,
  ViewCount: 368
})

const paths = { json: join(folder, "a.json"), jsonl: join(folder, "a.jsonl"), parquet: join(folder, "a.parquet") }
const json = openSync(paths.json, "w")
const jsonl = openSync(paths.jsonl, "w")
let rows = 0
for (let bytes = 0; bytes < Number(megabytes) * 1e6; ) {
  const text = JSON.stringify(post(++rows))
  bytes += writeSync(json, `${rows === 1 ? "[" : ",\n"}${text}`)
  writeSync(jsonl, `${text}\n`)
}
writeSync(json, "]")
closeSync(json)
closeSync(jsonl)

const chunks = (path: string) => createReadStream(path, { highWaterMark: 256 * 1024 })
const seconds = (start: number) => (performance.now() - start) / 1000

/** Reads a file in this one thread and checks the number of rows. */
const readText = async (format: "json" | "jsonl") => {
  const start = performance.now()
  const fieldByName = fieldByPlainName({})
  const cutter = (format === "json" ? jsonCutter : jsonLinesCutter)({ problem, maxFieldBytes, pieceBytes: 1 << 20 })
  let read = 0
  let cutting = 0
  const sink = { onRow: () => void read++, onMalformed: () => {}, onOddity: () => {} }
  const parse = (pieces: ReadonlyArray<Uint8Array>) => {
    for (const piece of pieces) {
      jsonPiece(piece, { format, columns: [], delimiter: ",", fieldByName, maxFieldBytes }, sink, {
        isFirst: true,
        column: 0,
        end: "row"
      })
    }
  }
  for await (const chunk of chunks(paths[format])) {
    const before = performance.now()
    const pieces = cutter.write(chunk)
    cutting += performance.now() - before
    parse(pieces)
  }
  parse(cutter.end())
  const total = seconds(start)
  if (read !== rows) throw new Error(`${format}: ${read} rows instead of ${rows}`)
  return { total, cutting: cutting / 1000 }
}

const inPython = (code: string): { seconds: number; megabytes: number } =>
  JSON.parse(
    execFileSync(
      python,
      [
        "-c",
        `import time, json, resource\nstart = time.perf_counter()\n${code}\nprint(json.dumps(dict(seconds=time.perf_counter() - start, megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))`,
        paths.json,
        paths.jsonl,
        paths.parquet
      ],
      { encoding: "utf8" }
    )
  )

const report = (name: string, bytes: number, total: number, rest = "") =>
  console.log(
    `${name.padEnd(28)} ${total.toFixed(2).padStart(6)} s  ${(bytes / 1e6 / total).toFixed(0).padStart(4)} MB/s ${rest}`
  )

const arrayBytes = statSync(paths.json).size
for (const format of ["json", "jsonl"] as const) {
  const { total, cutting } = await readText(format)
  report(`${format}, one thread`, arrayBytes, total, `of which cutting ${cutting.toFixed(2)} s`)
}
report("Python json.load", arrayBytes, inPython("import sys\nwith open(sys.argv[1]) as f: rows = json.load(f)").seconds)
report(
  "Python json.loads by line",
  arrayBytes,
  inPython("import sys\nwith open(sys.argv[2]) as f: n = sum(1 for line in f if json.loads(line))").seconds
)
report(
  "pandas.read_json",
  arrayBytes,
  inPython("import sys, pandas\nstart = time.perf_counter()\npandas.read_json(sys.argv[1])").seconds
)
inPython("import sys, pandas\npandas.read_json(sys.argv[2], lines=True).to_parquet(sys.argv[3])")

/** A temporary file on disk. */
const handle = await open(join(folder, "scratch"), "w+")
let written = 0
const scratchFile = {
  append: (bytes: Uint8Array) =>
    Effect.promise(async () => {
      const offset = written
      await handle.write(bytes, 0, bytes.length, offset)
      written += bytes.length
      return offset
    }),
  read: (offset: number, length: number) =>
    Effect.promise(async () => {
      const bytes = new Uint8Array(length)
      await handle.read(bytes, 0, length, offset)
      return bytes
    })
}
const memoryBefore = process.memoryUsage().rss
let peak = 0
let read = 0
const start = performance.now()
await Effect.runPromise(
  parquetRows({
    content: Stream.orDie(
      Stream.fromAsyncIterable(chunks(paths.parquet) as AsyncIterable<Uint8Array>, (cause) => cause)
    ),
    scratch: { file: Effect.succeed(scratchFile) },
    columns: {},
    maxFieldBytes,
    problem,
    onColumns: () => {},
    onRow: () => void read++,
    onMalformed: () => {},
    afterSlice: Effect.sync(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    })
  })
)
const total = seconds(start)
if (read !== rows) throw new Error(`parquet: ${read} rows instead of ${rows}`)
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
report(
  "parquet",
  arrayBytes,
  total,
  `${mb(statSync(paths.parquet).size)} on disk, resident ${mb(memoryBefore)} before, ${mb(peak)} at most`
)
const pandas = inPython("import sys, pandas\nstart = time.perf_counter()\npandas.read_parquet(sys.argv[3])")
report("pandas.read_parquet", arrayBytes, pandas.seconds, `${pandas.megabytes.toFixed(0)} MB at most`)
await handle.close()
await rm(folder, { recursive: true })
