/**
 * How fast one large file becomes posts, beside a peer that only reads it: `node bench/read.ts xml|csv MEGABYTES [FILE]`.
 *
 * Grows a file from made-up posts, or from the rows of FILE (a Posts.xml) with ids that go on; a CSV that is given is read
 * as it is. Then runs, each as a whole process, three times in turn, the peer and `pipeline run posts` into a fresh folder: input hashed, parsed, sorted, part written, combined,
 * Arrow written and hashed. The peers are lxml.iterparse (Debian python3-lxml, `lxml_posts.py` in the folder PRAXIS_PEERS)
 * and pandas.read_csv (python3-pandas); without them, ours runs alone. Prints wall and processor seconds, peak memory,
 * the ratio of the medians, of whole processes and of the stage beside the call of the peer alone, and what it takes to
 * hash the input.
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const peers = resolve(root, process.env["PRAXIS_PEERS"] ?? "../shared/peers")
const [format = "xml", size = "200", source] = process.argv.slice(2)
const bytesWanted = Number(size) * 1e6

const turns = 3

const body = (i: number): string =>
  `<p>Why does "keras" fail with é and 漢 in row ${i}?</p>\n<pre><code>${"for x in range(10):\n    print(x &lt; 3)\n".repeat(2 + (i % 40))}</code></pre>\n`

const escaped = (text: string): string =>
  text.replace(
    /[<>&"\r\n]/g,
    (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "\r": "&#xD;", "\n": "&#xA;" })[char]!
  )

const xmlRow = (i: number): string =>
  i % 5 < 2
    ? `  <row Id="${i}" PostTypeId="1" CreationDate="2016-08-02T15:39:14.947" Score="0" ViewCount="368" Body="${escaped(body(i))}" OwnerUserId="${i % 999}" LastActivityDate="2016-08-02T15:39:14.947" Title="How, ${i}?" Tags="&lt;python&gt;&lt;keras&gt;" AnswerCount="2" />\n`
    : `  <row Id="${i}" PostTypeId="2" ParentId="${i - (i % 5)}" CreationDate="2016-08-02T15:39:14.947" Score="1" Body="${escaped(body(i))}" OwnerUserId="${i % 999}" LastActivityDate="2016-08-02T15:39:14.947" />\n`

const csvRow = (i: number): string =>
  `"${i}","1","2022-04-18 12:44:51","0","368","${body(i).replaceAll('"', '""')}","${i % 999}","How, ${i}?","<python><keras>","2"\r\n`

const made = { xml: xmlRow, csv: csvRow }[format]
if (made === undefined) throw new Error(`${format}: give xml or csv`)
/** The rows of the file that is given, each with another id. */
const given = source === undefined ? [] : (readFileSync(source, "utf8").match(/^ *<row .*\/>\r?\n/gm) ?? [])
const row = (i: number) => (given.length === 0 ? made(i) : given[i % given.length]!.replace(/ Id="\d+"/, ` Id="${i}"`))

const grow = (path: string): void => {
  const file = openSync(path, "w")
  writeSync(
    file,
    format === "xml"
      ? '<?xml version="1.0" encoding="utf-8"?>\n<posts>\n'
      : "Id,PostTypeId,CreationDate,Score,ViewCount,Body,OwnerUserId,Title,Tags,AnswerCount\r\n"
  )
  let bytes = 0
  for (let i = 1; bytes < bytesWanted; ) {
    let part = ""
    for (const end = i + 500; i < end; i++) part += row(i)
    bytes += writeSync(file, part)
  }
  if (format === "xml") writeSync(file, "</posts>\n")
  fsyncSync(file)
  closeSync(file)
}

/** Writes what a Node process used as its last words. */
const lastWords = `process.on("exit", () => { const u = process.resourceUsage(); console.error("used", u.maxRSS / 1024, (u.userCPUTime + u.systemCPUTime) / 1e6) })`
const node = ["--import", `data:text/javascript,${encodeURIComponent(lastWords)}`]

interface Used {
  readonly name: string
  readonly seconds: number
  /** Of the stage, or the peer's call, without the start of its process. */
  readonly within: number
  readonly cpu: number
  readonly megabytes: number
  readonly stdout: string
}

const timed = (name: string, command: string, args: ReadonlyArray<string>): Used => {
  const begin = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 })
  const seconds = (performance.now() - begin) / 1000
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr} ${stdout}`)
  const [, megabytes = "0", cpu = "0"] = /used ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  const within = Number(/within ([\d.]+)/.exec(stderr)?.[1] ?? seconds)
  return { name, seconds, within, megabytes: Number(megabytes), cpu: Number(cpu), stdout }
}

const python = `import resource, runpy, sys, time
sys.argv = sys.argv[1:]
if sys.argv[0] == "-": import pandas
begin = time.perf_counter()
if sys.argv[0] == "-": pandas.read_csv(sys.argv[1], low_memory=False)
else: runpy.run_path(sys.argv[0], run_name="__main__")
print("within", time.perf_counter() - begin, file=sys.stderr)
u = resource.getrusage(resource.RUSAGE_SELF)
print("used", u.ru_maxrss / 1024, u.ru_utime + u.ru_stime, file=sys.stderr)`

const hasPeer =
  spawnSync("/usr/bin/python3", ["-c", format === "xml" ? "import lxml" : "import pandas"]).status === 0 &&
  (format === "csv" || existsSync(join(peers, "lxml_posts.py")))

const peer = (path: string) =>
  timed(format === "xml" ? "lxml" : "pandas", "/usr/bin/python3", [
    "-c",
    python,
    format === "xml" ? join(peers, "lxml_posts.py") : "-",
    path
  ])

const median = (all: ReadonlyArray<Used>, of: "seconds" | "within"): number =>
  all.map((used) => used[of]).sort((a, b) => a - b)[all.length >> 1]!

/** Seconds to read and hash a file, which no ingest can do without. */
const hashed = (path: string): number => {
  const begin = performance.now()
  const hash = createHash("sha256")
  const file = openSync(path, "r")
  const chunk = Buffer.alloc(1 << 20)
  for (let n = readSync(file, chunk); n > 0; n = readSync(file, chunk)) hash.update(chunk.subarray(0, n))
  closeSync(file)
  return (performance.now() - begin) / 1000
}

const folder = mkdtempSync(join(process.env["PRAXIS_BENCH_FOLDER"] ?? tmpdir(), "read-bench-"))
try {
  const isGiven = format === "csv" && source !== undefined
  const path = isGiven ? resolve(source) : join(folder, format === "xml" ? "Posts.xml" : "q.csv")
  if (!isGiven) grow(path)
  const megabytes = statSync(path).size / 1e6
  const show = ({ name, seconds, within, cpu, megabytes: peak }: Used) =>
    console.log(
      `${name.padEnd(8)} ${seconds.toFixed(2)} s  within ${within.toFixed(2)} s  ${(megabytes / within).toFixed(0)} MB/s  processor ${cpu.toFixed(2)} s  peak ${peak.toFixed(0)} MB`
    )
  const stored = join(folder, "artifacts")
  const run = ["run", "posts", "--input", `ai=${path}`, "--artifacts", stored, "--json"]
  const ours: Array<Used> = []
  const theirs: Array<Used> = []
  for (let turn = 0; turn < turns; turn++) {
    rmSync(stored, { recursive: true, force: true })
    const one = timed("ours", process.execPath, [...node, join(root, "packages/cli/src/main.ts"), ...run])
    const [stage] = JSON.parse(one.stdout.trimEnd().split("\n").at(-1)!).stages as ReadonlyArray<{
      readonly rows: number
      readonly seconds: number
    }>
    if (turn === 0) console.log(`${format}, ${megabytes.toFixed(0)} MB, ${stage!.rows} posts`)
    ours.push({ ...one, within: stage!.seconds })
    show(ours.at(-1)!)
    if (!hasPeer) continue
    theirs.push(peer(path))
    show(theirs.at(-1)!)
  }
  const ratio = (of: "seconds" | "within") => (median(ours, of) / median(theirs, of)).toFixed(2)
  if (!hasPeer) console.log("the peer is not installed")
  else console.log(`ratio    ${ratio("within")} of its time, ${ratio("seconds")} with the start of both processes`)
  console.log(`hash     ${hashed(path).toFixed(2)} s to read and hash the input once`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
