/** The program as a process: what only a process shows. One prepared folder for all. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { jsonLines } from "./support/pipelineIn.ts"

const program = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "praxis-process-"))
const artifacts = ["--artifacts", join(folder, "artifacts")]
const { INIT_CWD: _, ...inherited } = process.env

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const praxisIn = (cwd: string, env: Readonly<Record<string, string>>, ...words: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [program, ...words, ...artifacts], {
    cwd,
    encoding: "utf8",
    env: { ...inherited, NO_COLOR: "1", ...env }
  })

beforeAll(() => {
  const { status, stderr } = praxisIn(folder, {}, "run", "posts", "--set", "simulated.nPosts=2000")
  assert.strictEqual(status, 0, stderr)
})

describe("a reader that stops reading", () => {
  /** Runs the words with standard output piped to `head -n 1`; the exit code is the program's. */
  const toHead = (...words: ReadonlyArray<string>) => {
    const typed = [process.execPath, program, ...words, ...artifacts].map((word) => `'${word}'`).join(" ")
    const script = `{ ${typed}; echo "exit $?" >&2; } | head -n 1`
    return spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8", env: inherited })
  }

  it("ends an export early and quietly", () => {
    const { stdout, stderr } = toHead("export", "posts", "--corpus", "simulated", "--set", "simulated.nPosts=2000")
    assert.match(stdout, /^site,id,title,/)
    assert.strictEqual(stderr, "exit 0\n")
  })

  it("does not end a run: its results are there", () => {
    const { stdout, stderr } = toHead("run", "tokens", "--json", "--set", "simulated.nPosts=2000")
    assert.match(stdout, /"RunStarted"/)
    assert.strictEqual(stderr, "exit 0\n")
    const planned = praxisIn(folder, {}, "plan", "tokens", "--json")
    assert.strictEqual(jsonLines(planned.stdout)[0].stages.at(-1).status, "hit")
  })
})

describe("standard output that cannot be written", () => {
  /** Runs the words with standard output sent where the shell's `redirection` says. */
  const sent = (redirection: string, ...words: ReadonlyArray<string>) => {
    const typed = [process.execPath, program, ...words, ...artifacts].map((word) => `'${word}'`).join(" ")
    return spawnSync("sh", ["-c", redirection.replace("PRAXIS", typed)], {
      cwd: folder,
      encoding: "utf8",
      env: inherited,
      maxBuffer: 2 ** 26
    })
  }
  const ofPosts = ["--corpus", "simulated", "--set", "simulated.nPosts=2000"]
  const run = ["run", "posts", "--set", "simulated.nPosts=2000"]

  it.runIf(existsSync("/dev/full"))("is said in one line, and exits 1; a run goes on to its end", () => {
    for (const words of [[...run, "--json"], run, ["export", "posts", ...ofPosts], ["show", "posts", ...ofPosts]]) {
      const { stderr, status } = sent("PRAXIS > /dev/full", ...words)
      assert.strictEqual(
        stderr,
        "error: standard output cannot be written (no space left on device); what it holds is not complete\n"
      )
      assert.strictEqual(status, 1)
    }
  })

  it("is noticed also where the system takes the beginning of the last chunk", () => {
    // A limit on the size of files: the write that passes it is cut, the next one fails. 8 blocks are 4096 or 8192 bytes.
    const { stderr, status } = sent("ulimit -f 8; PRAXIS > cut.txt", "show", "posts", "--format", "json", ...ofPosts)
    assert.strictEqual(
      stderr,
      "error: standard output cannot be written (file too large); what it holds is not complete\n"
    )
    assert.strictEqual(status, 1)
  })

  it("is no failure where it is a file: nothing is lost or repeated", () => {
    const { status } = sent("PRAXIS > whole.csv", "export", "posts", ...ofPosts)
    assert.strictEqual(status, 0)
    const piped = sent("PRAXIS | cat", "export", "posts", ...ofPosts)
    assert.isAbove(piped.stdout.length, 1_000_000)
    assert.isTrue(readFileSync(join(folder, "whole.csv"), "utf8") === piped.stdout)
  })
})

describe("the folder in which the command was typed", () => {
  it("is where relative paths are taken from, also when a script runner changed the folder", () => {
    mkdirSync(join(folder, "mine"))
    writeFileSync(
      join(folder, "mine", "export.csv"),
      'Id,Title,Body,Tags\n1,"How do I save a notebook?","<p>It is gone after restart.</p>","<jupyter>"\n'
    )
    const words = ["run", "posts", "--input", "ai=export.csv", "--json"]
    const { stdout, stderr, status } = praxisIn("/", { INIT_CWD: join(folder, "mine") }, ...words)
    assert.strictEqual(status, 0, stderr)
    assert.deepInclude(
      jsonLines(stdout)
        .at(-1)
        .stages.find((stage: { readonly name: string }) => stage.name === "posts"),
      { rows: 1 }
    )
  })
})

describe("a run that is ended by a signal", () => {
  const words = (nPosts: number) => ["run", "posts", "--json", "--set", `simulated.nPosts=${nPosts}`, ...artifacts]

  /** Starts a run, sends the signal while the first stage writes, and gives the exit code. */
  const interrupted = async (signal: NodeJS.Signals, nPosts: number) => {
    const child = spawn(process.execPath, [program, ...words(nPosts)], { stdio: ["ignore", "pipe", "inherit"] })
    for await (const chunk of child.stdout) {
      if (String(chunk).includes('"NodeProgress"')) break
    }
    child.kill(signal)
    const [code] = await once(child, "exit")
    return code
  }

  const temporaryFiles = () =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tmp-|\.new$/.test(file))

  it.each([
    ["SIGINT", 130, 60_001],
    ["SIGTERM", 143, 60_002],
    ["SIGHUP", 129, 60_003]
  ] as const)("%s: exits with %i and leaves no temporary file", async (signal, code, nPosts) => {
    assert.strictEqual(await interrupted(signal, nPosts), code)
    assert.deepStrictEqual(temporaryFiles(), [])
  })

  it("does not keep the next run from going through", () => {
    const { status, stderr } = praxisIn(folder, {}, "run", "posts", "--set", "simulated.nPosts=2001")
    assert.strictEqual(status, 0, stderr)
  })
})

describe("two runs on one store", () => {
  const words = (nPosts: number) => ["run", "posts", "--json", "--set", `simulated.nPosts=${nPosts}`, ...artifacts]

  /** A run whose first stage writes. */
  const begun = async (nPosts: number) => {
    const child = spawn(process.execPath, [program, ...words(nPosts)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: inherited
    })
    for await (const chunk of child.stdout) if (String(chunk).includes('"NodeStarted"')) break
    return child
  }

  it("the second ends with 75 and names the first where it is not to wait", async () => {
    const first = await begun(30_011)
    const { status, stderr } = praxisIn(folder, {}, "run", "posts", "--no-wait")
    first.kill("SIGKILL")
    assert.strictEqual(status, 75)
    assert.match(stderr, new RegExp(`in use by process ${first.pid} \\(pipeline run posts`))
  })

  it("the second knows its code before it waits: what is edited meanwhile is not what it loaded", () => {
    const other = join(folder, "waiting")
    mkdirSync(join(other, "store"), { recursive: true })
    const writer = new DatabaseSync(join(other, "store", "lock.sqlite"))
    writer.exec("BEGIN EXCLUSIVE")
    const { status } = spawnSync(process.execPath, [program, "run", "posts", "--no-wait", "--artifacts", other])
    writer.close()
    assert.strictEqual(status, 75)
    const texts = readdirSync(join(other, "cache", "sources"))
    const stage = readFileSync(fileURLToPath(new URL("../../ingest/src/IngestPosts.ts", import.meta.url)), "utf8")
    assert.isTrue(texts.some((name) => readFileSync(join(other, "cache", "sources", name), "utf8") === stage))
  })

  it("the second waits, says for whom, and goes on when the first is killed; nothing half written is left", async () => {
    const first = await begun(30_012)
    const second = spawn(process.execPath, [program, ...words(2000)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: inherited
    })
    let said = ""
    for await (const chunk of second.stdout) {
      said += String(chunk)
      if (said.includes("waiting for")) first.kill("SIGKILL")
    }
    assert.match(said, new RegExp(`waiting for process ${first.pid} `))
    assert.isTrue(jsonLines(said).at(-1).ok)
    const left = readdirSync(join(folder, "artifacts", "store"), { recursive: true, encoding: "utf8" })
    assert.deepStrictEqual(
      left.filter((name) => name.includes(".tmp-")),
      []
    )
  })
})
