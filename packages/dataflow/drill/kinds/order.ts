/**
 * The order of the system's own calls, as strace sees them: what is written is flushed before it is renamed, the folder
 * is flushed after, and a record is renamed only when the objects that it names are durable.
 */
import { readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { startChild } from "../children.ts"
import { inFreshFolder, type Kind } from "../Drill.ts"
import { recovery } from "../oracle.ts"

/** The kind: a fault is a moment at which the power might fail, one a rename. */
export const order: Kind = {
  name: "order",
  minimum: 12,
  shards: 1,
  run: (drill) =>
    inFreshFolder(drill, async (folder) => {
      const trace = join(drill.folder, "trace")
      const wrapper = [
        "strace",
        "-f",
        "-y",
        "-o",
        trace,
        "-e",
        "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2"
      ]
      const { code, stderr } = await startChild({ folder }, { wrapper }).ended
      if (code !== 0) throw new Error(`strace ended with ${code}: ${stderr.slice(0, 500)}`)
      const calls = callsIn(readFileSync(trace, "utf8")).filter(({ path }) => path.startsWith(folder))
      const objects = objectsByRecord(join(folder, "store"))
      for (const rename of calls.filter(({ to }) => to !== undefined)) {
        drill.tally.fault(
          `power lost about the rename to ${rename.to}`,
          "recomputed",
          problemsOf(rename, calls, objects)
        )
      }
      const { problems } = await recovery({ folder }, drill.clean)
      drill.tally.fault("a traced run", "unharmed", problems)
    })
}

/** A call that succeeded; begin and end count lines of the trace. */
interface Call {
  readonly name: string
  readonly path: string
  readonly to: string | undefined
  readonly begin: number
  readonly end: number
}

/** Calls of several threads interleave: `fsync(5</a> <unfinished ...>`, later `<... fsync resumed>) = 0`. */
const callsIn = (trace: string): ReadonlyArray<Call> => {
  const begun = new Map<string, { readonly text: string; readonly begin: number }>()
  return trace.split("\n").flatMap((line, i): ReadonlyArray<Call> => {
    const [, thread = "", text = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (text.endsWith("<unfinished ...>")) {
      begun.set(thread, { text, begin: i })
      return []
    }
    const resumed = /^<\.\.\. \w+ resumed>/.test(text)
    const { text: start, begin } = resumed ? (begun.get(thread) ?? { text: "", begin: i }) : { text, begin: i }
    if (!/= \d+$/.test(text)) return []
    const name = /^\w+/.exec(start)?.[0] ?? ""
    if (name.startsWith("rename")) {
      const [path = "", to = ""] = Array.from(start.matchAll(/"([^"]*)"/g), ([, quoted]) => quoted!)
      return [{ name: "rename", path, to, begin, end: i }]
    }
    const path = /^\w+\(\d+<([^>]*)>/.exec(start)?.[1]
    return path === undefined ? [] : [{ name, path, to: undefined, begin, end: i }]
  })
}

const objectsByRecord = (store: string): ReadonlyMap<string, ReadonlyArray<string>> =>
  new Map(
    readdirSync(join(store, "records")).map((key) => {
      const text = readFileSync(join(store, "records", key), "utf8")
      const digests = readdirSync(join(store, "objects")).filter((digest) => text.includes(digest))
      return [key, digests]
    })
  )

const problemsOf = (
  rename: Call,
  calls: ReadonlyArray<Call>,
  objects: ReadonlyMap<string, ReadonlyArray<string>>
): ReadonlyArray<string> => {
  const to = rename.to!
  const written = calls.filter(({ name, path }) => path === rename.path && /write/.test(name))
  const lastWrite = Math.max(-1, ...written.map(({ end }) => end))
  const isFlush = ({ name }: Call) => /^f(data)?sync$/.test(name)
  const flushed = calls.some(
    (call) => isFlush(call) && call.path === rename.path && call.begin > lastWrite && call.end < rename.begin
  )
  const folderFlushed = (of: Call, before: number) =>
    calls.some((call) => isFlush(call) && call.path === dirname(of.to!) && call.begin > of.end && call.end < before)
  const notDurable =
    basename(dirname(to)) !== "records"
      ? []
      : (objects.get(basename(to)) ?? []).filter(
          (digest) =>
            !calls.some(
              (call) => call.to !== undefined && basename(call.to) === digest && folderFlushed(call, rename.begin)
            )
        )
  return [
    ...(written.length > 0 && flushed ? [] : ["it was not flushed after it was written and before it was renamed"]),
    ...(folderFlushed(rename, Number.POSITIVE_INFINITY) ? [] : ["its folder was not flushed after the rename"]),
    ...notDurable.map((digest) => `the object ${digest} of the record was not durable yet`)
  ]
}
