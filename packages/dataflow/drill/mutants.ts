/**
 * Mistakes in the store's code that the drill must find: each a change of text in one file, and the kind that finds it.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** A change of text. */
interface Edit {
  /** Relative to the package. */
  readonly file: string
  /** Occurs exactly once. */
  readonly from: string
  readonly to: string
}

/** One mistake; in two places where one of them alone does no harm. */
export interface Mutant extends Edit {
  readonly name: string
  readonly and?: Edit
  /** The kind that must find it. */
  readonly kind: string
}

const store = "src/ArtifactStoreFiles.ts"

export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "objects are not compared with their digest",
    file: store,
    from: `(found.digest === digest ? "intact" : "corrupt")`,
    to: `(found.digest === digest || true ? "intact" : "corrupt")`,
    kind: "corrupt"
  },
  {
    name: "records are not compared with their digest",
    file: store,
    from: `if (line === undefined || sha256(line) !== digest || rest.join("\\n") !== "") return corrupt`,
    to: "if (line === undefined || digest === undefined) return corrupt",
    kind: "corrupt"
  },
  {
    name: "the record of another key is taken",
    file: store,
    from: "Option.isSome(record) && record.value.key === key",
    to: "Option.isSome(record)",
    and: {
      file: "src/Decision.ts",
      from: "keyOf(found.record.parts) !== key",
      to: 'keyOf(found.record.parts) === ""'
    },
    kind: "corrupt"
  },
  {
    name: "damaged objects are not set aside",
    file: store,
    from: `!== "intact") yield* moveAway(objects, digest)`,
    to: `=== "missing") yield* moveAway(objects, digest)`,
    kind: "corrupt"
  },
  {
    name: "a stream's end is not compared with the digest",
    file: "src/checkedContent.ts",
    from: `sha.digest("hex") === digest ?`,
    to: `sha.digest("hex") !== "" ?`,
    kind: "corrupt"
  },
  {
    name: "blocks are not compared with their digest",
    file: "src/Artifacts.ts",
    from: "if (sha256(found) === digest) return found",
    to: "if (digest !== undefined) return found",
    kind: "lies"
  },
  {
    name: "temporary files of stages are not checked",
    file: "src/internal/checkedScratch.ts",
    from: "=== sum)",
    to: ">= 0 * sum)",
    kind: "lies"
  },
  {
    name: "a file is renamed before it is flushed",
    file: store,
    from: `          yield* file.sync
          yield* fs.rename(temp, path.join(of, name))`,
    to: `          yield* fs.rename(temp, path.join(of, name))
          yield* file.sync`,
    kind: "order"
  },
  {
    name: "the folder is not flushed",
    file: store,
    from: ", Effect.andThen(flushFolder(artifact, of)))",
    to: ")",
    kind: "order"
  },
  {
    name: "a full disk is taken for a mistake of the stage",
    file: store,
    from: "write: (bytes: Uint8Array) => file.writeAll(bytes).pipe(Effect.mapError(writeError(artifact, of)))",
    to: "write: (bytes: Uint8Array) => file.writeAll(bytes).pipe(Effect.orDie)",
    kind: "disk"
  },
  {
    name: "errors do not name the path",
    file: store,
    from: "new ArtifactWriteError({ artifact, problem: diskProblem(error, path), cause: error })",
    to: "new ArtifactWriteError({ artifact, problem: error.message + path.slice(0, 0), cause: error })",
    kind: "errno"
  },
  {
    name: "temporary files of dead processes are not swept",
    file: "src/StoreLock.ts",
    from: "isTemporary(path.basename(name))",
    to: `name === ".tmp-"`,
    kind: "kill"
  },
  {
    name: "temporary files of interrupted runs are not removed",
    file: store,
    from: "(renamed ? Effect.void : fs.remove(temp, { force: true }).pipe(Effect.ignore))",
    to: "Effect.void",
    kind: "together"
  },
  {
    name: "nothing is locked",
    file: "src/StoreLock.ts",
    from: `database.exec("BEGIN EXCLUSIVE")`,
    to: `database.exec("SELECT 1")`,
    kind: "together"
  },
  {
    name: "an input is known by its size alone",
    file: "src/internal/inputFileCache.ts",
    from: "a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode",
    to: "a.size === b.size",
    kind: "clock"
  },
  {
    name: "results of worker threads are taken as they come",
    file: "src/WorkersThreads.ts",
    from: "concurrency: 2 * size",
    to: "concurrency: 2 * size, unordered: true",
    kind: "surroundings"
  },
  {
    name: "a worker thread that ends is a mistake of the stage",
    file: "src/WorkersThreads.ts",
    from: "return Effect.fail(new WorkerCrashError({ kernel, problem: outcome.problem }))",
    to: "return Effect.die(new Error(outcome.problem))",
    kind: "memory"
  }
]

const root = fileURLToPath(new URL("..", import.meta.url))

/** A copy of the package with the mistake in it. Throws where its text does not occur exactly once. */
export const copyWith = (mutant: Mutant, folder: string): string => {
  const copy = mkdtempSync(join(folder, "mutant-"))
  for (const name of ["src", "drill", "package.json"]) cpSync(join(root, name), join(copy, name), { recursive: true })
  for (const name of ["node_modules"]) if (existsSync(join(root, name))) symlinkSync(join(root, name), join(copy, name))
  for (const { file, from, to } of mutant.and === undefined ? [mutant] : [mutant, mutant.and]) {
    const text = readFileSync(join(copy, file), "utf8")
    if (text.split(from).length !== 2) {
      throw new Error(`the mistake "${mutant.name}" does not apply: ${file} does not hold exactly one ${from}`)
    }
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to)
    )
  }
  return copy
}
