import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { flipBit } from "@praxis/dataflow/Corruption"
import { sha256 } from "@praxis/dataflow/Digest"
import { Effect, Layer } from "effect"
import { RerunError } from "../src/errors.ts"
import { codeOf, sayLast } from "../src/exit.ts"
import { runPipeline } from "../src/pipelineCommand.ts"
import * as Screen from "../src/Screen.ts"
import { Recompute } from "../src/verifyRerun.ts"
import { jsonLines, keeper, pipelineIn, workspaceIn } from "./support/pipelineIn.ts"

const folder = mkdtempSync(join(tmpdir(), "praxis-verify-"))
const store = join(folder, "artifacts", "store")
const small = ["--set", "simulated.nPosts=60"]

const pipeline = (...words: ReadonlyArray<string>) => pipelineIn(folder, words)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const { status, stderr } = await pipeline("run", "vocabulary", ...small)
  assert.strictEqual(status, 0, stderr)
})

/** The digest of an output of the last run, by its journal. */
const digestOf = (node: string, output: string): string => {
  const journals = readdirSync(join(folder, "artifacts", "runs")).filter((name) => name.endsWith(".jsonl"))
  const entries = jsonLines(readFileSync(join(folder, "artifacts", "runs", journals.sort().at(-1)!), "utf8"))
  return entries.find((entry) => entry.node === node).outputs[output].digest
}

describe("verify", () => {
  it("says how much it read, and that all is as it was written", async () => {
    const { stdout, status } = await pipeline("verify")
    assert.strictEqual(status, 0)
    assert.match(stdout, /^artifacts: \d+ objects, \d+ records hashed anew, [\d.]+ kB in [\d.]+ s\n/)
    assert.match(stdout, /\nEverything in the store is as it was written\. Whether it is up to date, plan tells\.\n$/)
  })

  it("names the output whose bytes are damaged, says what to do, and changes nothing; the next run mends it", async () => {
    const digest = digestOf("vocabulary", "vocabulary")
    const file = join(store, "objects", digest)
    writeFileSync(file, flipBit(readFileSync(file)))
    const damaged = readFileSync(file)
    const { stdout, stderr, status } = await pipeline("verify")
    assert.strictEqual(status, 3)
    assert.match(stdout, new RegExp(`  damaged  vocabulary +[\\d.]+ kB  objects/${digest.slice(0, 12)}…`))
    assert.match(stdout, /Nothing damaged is ever used: pnpm pipeline run sets it aside/)
    assert.notMatch(stdout, /as it was written/)
    assert.strictEqual(stderr, "error: 1 thing is not as written\n")
    assert.deepStrictEqual(readFileSync(file), damaged)
    await pipeline("run", "vocabulary", ...small)
    const after = await pipeline("verify")
    assert.strictEqual(after.status, 0)
    assert.match(after.stdout, /1 file \([\d.]+ kB\) set aside by earlier runs in store\/quarantine/)
  })

  it("knows from the journals which node a damaged record was of", async () => {
    const journals = readdirSync(join(folder, "artifacts", "runs")).filter((name) => name.endsWith(".jsonl"))
    const entries = jsonLines(readFileSync(join(folder, "artifacts", "runs", journals[0]!), "utf8"))
    const { key } = entries.find((entry) => entry.node === "vocabulary")
    const good = readFileSync(join(store, "records", key))
    writeFileSync(join(store, "records", key), good.subarray(0, 100))
    const { stdout, status } = await pipeline("verify")
    writeFileSync(join(store, "records", key), good)
    assert.strictEqual(status, 3)
    assert.match(stdout, new RegExp(`  damaged  vocabulary +records/${key.slice(0, 12)}…`))
  })

  it("prints one object with --json, also where something is wrong", async () => {
    writeFileSync(join(store, "objects", "notes.txt"), "mine")
    const { stdout, status } = await pipeline("verify", "--json")
    rmSync(join(store, "objects", "notes.txt"))
    assert.strictEqual(status, 3)
    const [found, ...more] = jsonLines(stdout)
    assert.deepStrictEqual(more, [])
    assert.isFalse(found.ok)
    assert.deepStrictEqual(found.findings, [{ kind: "foreign", place: "objects", name: "notes.txt", bytes: 4 }])
  })

  it("says that a store of another version is refused", async () => {
    writeFileSync(join(store, "version"), "99\n")
    const { stderr, status } = await pipeline("verify")
    writeFileSync(join(store, "version"), "1\n")
    assert.strictEqual(status, 1)
    assert.match(stderr, /store\/version says version "99"; this program reads and writes version 1/)
  })

  it.each([
    [["verify", "topics"], /NODE, .* go with --rerun or --lock/],
    [["verify", "--corpus", "simulated"], /verify hashes the whole store; .* go with --rerun or --lock/],
    [["verify", "--run", "last", "--set", "topics.k=3"], /verify --run compares all of that run; .* go with --rerun/],
    [["verify", "--rerun", "--lock"], /exclude each other/],
    [["verify", "--run", "20200101T000000"], /there is no run "20200101T000000"/],
    [["verify", "--lock", "--set", "topics.k=3"], /neither --set nor --input/]
  ])("%j is wrong usage", async (words, message) => {
    const { stderr, status } = await pipeline(...words)
    assert.strictEqual(status, 2)
    assert.match(stderr, message)
  })
})

describe("the files of the last run", () => {
  const own = mkdtempSync(join(tmpdir(), "praxis-verify-input-"))
  const file = join(own, "export.csv")
  const csv = 'Id,Title,Body,Tags\n1,"How do I save a notebook?","<p>It is gone after restart.</p>","<jupyter>"\n'
  const cacheFile = join(own, "artifacts", "cache", "input-files.json")

  afterAll(() => rmSync(own, { recursive: true, force: true }))
  beforeAll(async () => {
    writeFileSync(file, csv)
    assert.strictEqual((await pipelineIn(own, ["run", "posts", "--input", "ai=export.csv"])).status, 0)
  })

  it("are hashed anew", async () => {
    const { stdout, status } = await pipelineIn(own, ["verify"])
    assert.strictEqual(status, 0)
    assert.match(stdout, /, 1 input file hashed anew/)
  })

  it("are wrong where their size and times hide other bytes; what was remembered is then forgotten", async () => {
    const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true })
    const state = { size: `${size}`, mtime: `${mtimeNs}`, ctime: `${ctimeNs}`, inode: `${ino}` }
    const line = JSON.stringify({ [file]: { ...state, digest: sha256("what it was") } })
    mkdirSync(join(own, "artifacts", "cache"), { recursive: true })
    writeFileSync(cacheFile, `${sha256(line)}\n${line}\n`)
    const { stdout, status } = await pipelineIn(own, ["verify"])
    assert.strictEqual(status, 3)
    assert.match(stdout, /export\.csv has other bytes than its size and times make believe/)
    assert.strictEqual((await pipelineIn(own, ["verify"])).status, 0)
  })

  it("may have changed since, or be gone: that is said, and is not wrong", async () => {
    writeFileSync(file, `${csv}2,"How?","<p>Why?</p>","<r>"\n`)
    const changed = await pipelineIn(own, ["verify"])
    assert.strictEqual(changed.status, 0)
    assert.match(changed.stdout, /export\.csv has changed since the last run of ml-practices/)
    rmSync(file)
    const gone = await pipelineIn(own, ["verify"])
    assert.strictEqual(gone.status, 0)
    assert.match(gone.stdout, /export\.csv, which the last run of ml-practices read: there is no such file/)
  })
})

describe("verify against what was computed elsewhere", () => {
  const journal = () => {
    const runs = join(folder, "artifacts", "runs")
    return join(runs, readdirSync(runs).find((name) => name.endsWith(".jsonl"))!)
  }

  it("confirms the digests of a journal from another machine", async () => {
    const copy = join(folder, "from-elsewhere.jsonl")
    cpSync(journal(), copy)
    const { stdout, status } = await pipeline("verify", "--run", "from-elsewhere.jsonl")
    assert.strictEqual(status, 0, stdout)
    assert.match(stdout, /nodes: the same digests here\.\n$/)
  })

  it("takes the id of a run, too", async () => {
    assert.strictEqual((await pipeline("verify", "--run", "last")).status, 0)
  })

  it("names the outputs that differ, and exits with 3", async () => {
    const digest = digestOf("vocabulary", "vocabulary")
    const file = join(folder, "other.jsonl")
    writeFileSync(file, readFileSync(journal(), "utf8").replaceAll(digest, "0".repeat(64)))
    const { stdout, status } = await pipeline("verify", "--run", file)
    assert.strictEqual(status, 3)
    assert.include(stdout, `  differs  vocabulary  000000000000 there, ${digest.slice(0, 12)} here`)
  })

  it("names what is not computed here, and exits with 3", async () => {
    const { stdout, status } = await pipeline("verify", "--run", journal(), "--artifacts", join(folder, "empty"))
    assert.strictEqual(status, 3)
    assert.match(stdout, /not computed here: .*vocabulary/)
  })

  it("compares with the committed lock without running anything", async () => {
    assert.strictEqual((await pipeline("run", "simulated")).status, 0)
    const output = { digest: digestOf("simulated", "simulated-files") }
    const node = { code: "", params: null, contract: "", seed: 1, inputs: {}, outputs: { "simulated-files": output } }
    const lock = { format: 1, study: "ml-practices", corpus: "simulated", seed: 1, node: "", files: {}, packages: {} }
    const file = join(folder, "artifacts", "ml-practices.lock.json")
    const write = (nodes: unknown) => writeFileSync(file, JSON.stringify({ ...lock, nodes }))
    write({ simulated: node })
    const same = await pipeline("verify", "--lock")
    assert.strictEqual(same.status, 0, same.stdout)
    assert.include(same.stdout, "1 node: the same digests here.")
    write({ simulated: { ...node, outputs: { "simulated-files": { digest: "0".repeat(64) } } }, report: node })
    const differing = await pipeline("verify", "--lock")
    assert.strictEqual(differing.status, 3)
    assert.match(differing.stdout, / {2}differs {2}simulated-files of simulated {2}0{12} there/)
    assert.match(differing.stdout, /not computed here: report/)
    rmSync(file)
  })
})

describe("verify --rerun", () => {
  /** The command with `recompute` in the place of processes of their own. */
  const rerun = async (recompute: (typeof Recompute)["Service"], ...words: ReadonlyArray<string>) => {
    const [out, err] = [keeper(undefined), keeper(undefined)]
    const screen = Screen.make({ stdout: out.sink, stderr: err.sink, env: { COLUMNS: "80" } })
    const exit = await runPipeline(["verify", "--rerun", "simulated", ...words], folder, workspaceIn(folder)).pipe(
      Effect.provideService(Recompute, recompute),
      Effect.provide(Layer.mergeAll(NodeServices.layer, Layer.succeed(Screen.Screen, screen))),
      Effect.exit,
      Effect.runPromise
    )
    sayLast(exit, screen, { json: words.includes("--json"), verbose: false })
    return { stdout: out.text(), stderr: err.text(), status: codeOf(exit, undefined) }
  }

  /** Computes so many posts, whatever was asked for. */
  const computing =
    (nPosts: (workers: number) => number): (typeof Recompute)["Service"] =>
    (_, { workers }, artifacts) =>
      Effect.promise(async () => {
        const set = `simulated.nPosts=${nPosts(workers)}`
        const { status } = await pipelineIn(folder, ["run", "simulated", "--set", set, "--artifacts", artifacts])
        assert.strictEqual(status, 0)
      })

  it("confirms what comes out the same twice, and the same as here", async () => {
    const { stdout, status } = await rerun(
      computing(() => 60),
      ...small
    )
    assert.strictEqual(status, 0)
    assert.match(stdout, /\n {2}1 {2}TZ=Pacific\/Kiritimati {2}LC_ALL=C +umask 022 {2}1 worker /)
    assert.match(stdout, /\n1 node: the same digests both times, and the same as here\.\n$/)
  })

  it("exits with 3 and names where two computations differ", async () => {
    const { stdout, stderr, status } = await rerun(
      computing((workers) => (workers === 1 ? 60 : 61)),
      ...small
    )
    assert.strictEqual(status, 3)
    assert.match(
      stdout,
      /\nThe first that differs: simulated-files of simulated \([0-9a-f]{12}… in 1, [0-9a-f]{12}… in 2\)\n/
    )
    assert.match(stdout, /the first other byte is at offset \d+/)
    assert.strictEqual(stderr, "error: simulated does not come out the same twice\n")
  })

  it("exits with 3 where both agree, but not with what is in the store", async () => {
    const { stdout, stderr, status } = await rerun(
      computing(() => 61),
      ...small
    )
    assert.strictEqual(status, 3)
    assert.match(stdout, /in the store, [0-9a-f]{12}… in 1\)/)
    assert.strictEqual(stderr, "error: simulated comes out the same twice, but not as it is in the store\n")
  })

  it("prints one object with --json", async () => {
    const { stdout } = await rerun(
      computing((workers) => (workers === 1 ? 60 : 61)),
      "--json",
      ...small
    )
    const [found, ...more] = jsonLines(stdout)
    assert.deepStrictEqual(more, [])
    assert.deepInclude(found, { ok: false, nodes: 1, absent: [] })
    assert.deepInclude(found.first, { node: "simulated", between: ["1", "2"], later: [] })
  })

  it("says why where the study cannot be computed once more", async () => {
    const failing = () => Effect.fail(new RerunError({ problem: "no room" }))
    const { stderr, status } = await rerun(failing, ...small)
    assert.strictEqual(status, 1)
    assert.match(stderr, /could not be computed once more, so nothing was compared:\nno room/)
  })

  it("starts this program in two surroundings, and leaves nothing behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("praxis-rerun-"))
    const { stdout, stderr, status } = await pipeline("verify", "--rerun", "vocabulary", ...small)
    assert.strictEqual(status, 0, stderr)
    assert.match(stdout, /\n\d nodes: the same digests both times, and the same as here\.\n$/)
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("praxis-rerun-"))
    assert.deepStrictEqual(
      after.filter((name) => !before.includes(name)),
      []
    )
  })
})
