import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { check } from "../boundaries/check.ts"
import { rules } from "../boundaries/Rules.ts"

const packageJson = (name: string, dependencies: ReadonlyArray<string>) =>
  JSON.stringify({
    name: `@praxis/${name}`,
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "1"]))
  })

/** A house of some packages, each of which declares whatever a case needs. */
const house: Readonly<Record<string, string>> = {
  "packages/numerics/package.json": packageJson("numerics", []),
  "packages/dataflow/package.json": packageJson("dataflow", ["effect", "@praxis/tables"]),
  "packages/tables/package.json": packageJson("tables", ["@praxis/dataflow", "@praxis/ingest", "effect"]),
  "packages/ingest/package.json": packageJson("ingest", ["@praxis/dataflow", "@praxis/reporting", "csv-parse"]),
  "packages/reporting/package.json": packageJson("reporting", ["@praxis/ingest", "csv-parse"]),
  "packages/topic-clustering/package.json": packageJson("topic-clustering", ["@praxis/tables", "ml-kmeans"]),
  "packages/cli/package.json": packageJson("cli", ["@praxis/study", "@praxis/ingest", "@effect/platform-node"]),
  "pipelines/study/package.json": packageJson("study", ["@praxis/ingest", "@effect/platform-node"])
}

/** What the rules say to `files` in that house, as the command prints it. */
const violationsIn = (files: Readonly<Record<string, string>>, exceptions = rules.exceptions.slice(0, 0)) => {
  const root = mkdtempSync(join(tmpdir(), "praxis-boundaries-"))
  try {
    for (const [path, content] of Object.entries({ ...house, ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    return check(root, { ...rules, exceptions }).violations.map(
      ({ path, line, rule, remedy }) => `${path}:${line}: ${rule}; ${remedy}`
    )
  } finally {
    rmSync(root, { recursive: true })
  }
}

const forbidden: ReadonlyArray<readonly [what: string, path: string, source: string, message: RegExp]> = [
  [
    "a kernel that imports a library",
    "packages/numerics/src/a.ts",
    'import "effect"',
    /:1: packages\/numerics must not import effect/
  ],
  [
    "a contract that imports from Node",
    "packages/tables/src/a.ts",
    '\nimport "node:fs"',
    /:2: packages\/tables imports nothing of Node/
  ],
  [
    "an engine that knows tables",
    "packages/dataflow/src/a.ts",
    'import "@praxis/tables/Posts"',
    /must not import @praxis\/tables; it may import nothing/
  ],
  [
    "contracts that know a domain package",
    "packages/tables/src/a.ts",
    'import "@praxis/ingest/Posts"',
    /packages\/tables must not import @praxis\/ingest; it may import dataflow/
  ],
  [
    "one domain package in another",
    "packages/ingest/src/a.ts",
    'import "@praxis/reporting/Report"',
    /packages\/ingest must not import @praxis\/reporting/
  ],
  [
    "a type of one domain package in another",
    "packages/ingest/src/a.ts",
    'import type { A } from "@praxis/reporting/Report"',
    /must not import @praxis\/reporting/
  ],
  [
    "a type that is imported in place",
    "packages/ingest/src/a.ts",
    'type A = import("@praxis/reporting/Report").A',
    /must not import @praxis\/reporting/
  ],
  [
    "types that are exported on",
    "packages/ingest/src/a.ts",
    'export type {\n  A\n} from "@praxis/reporting/Report"',
    /:3: .*must not import @praxis\/reporting/
  ],
  [
    "a dynamic import over an arrow",
    "packages/reporting/src/a.ts",
    'import("@praxis/ingest/Csv")',
    /must not import @praxis\/ingest/
  ],
  [
    "a command that knows a domain package",
    "packages/cli/src/a.ts",
    'import "@praxis/ingest/Csv"',
    /packages\/cli must not import @praxis\/ingest/
  ],
  [
    "csv-parse outside ingest",
    "packages/reporting/src/a.ts",
    'import "csv-parse/sync"',
    /must not import csv-parse; it is imported in packages\/ingest only/
  ],
  [
    "platform-node outside the command",
    "pipelines/study/src/a.ts",
    'import "@effect/platform-node/NodeRuntime"',
    /imported in packages\/cli only/
  ],
  [
    "an unknown library",
    "packages/ingest/src/a.ts",
    'import "left-pad"',
    /must not import left-pad; use what is there; a new dependency needs a decision record/
  ],
  [
    "a library that is not declared",
    "packages/ingest/src/a.ts",
    'import "saxes"',
    /saxes is not among the dependencies of packages\/ingest; declare it/
  ],
  [
    "a workspace package that is not declared",
    "packages/topic-clustering/src/a.ts",
    'import "@praxis/dataflow/Stage"',
    /@praxis\/dataflow is not among the dependencies/
  ],
  [
    "another package's internals",
    "packages/tables/src/a.ts",
    'import "@praxis/dataflow/internal/b"',
    /"@praxis\/dataflow\/internal\/b" is internal/
  ],
  [
    "another package by a path",
    "packages/tables/src/a.ts",
    'import "../../dataflow/src/Table.ts"',
    /leaves the package by a path/
  ],
  [
    "another package's file",
    "packages/tables/src/a.ts",
    'new URL("../../ingest/terms.txt", import.meta.url)',
    /leaves the package by a path/
  ],
  [
    "the own package by its name",
    "packages/tables/src/a.ts",
    'import "@praxis/tables/Posts"',
    /imports the own package by its name/
  ],
  ["the process", "packages/ingest/src/a.ts", "f(process.env)", /:1: process is used; take it as an argument/],
  [
    "the process as a module",
    "packages/ingest/src/a.ts",
    'import { env } from "node:process"',
    /"node:process" is imported/
  ],
  ["the process in short form", "packages/ingest/src/a.ts", "f({ process })", /process is used/],
  ["the console", "packages/ingest/src/a.ts", "console.log(1)", /console is used/],
  ["the clock", "packages/ingest/src/a.ts", "Date.now()", /Date\.now is used; take the time from Effect's Clock/],
  ["the date of now", "packages/ingest/src/a.ts", "new Date()", /new Date\(\) is used/],
  ["a stopwatch", "packages/ingest/src/a.ts", "performance.now()", /performance is used/],
  [
    "unseeded chance",
    "packages/ingest/src/a.ts",
    "[1].map(Math.random)",
    /Math\.random is used; take a seeded generator/
  ],
  ["an order that a locale sets", "packages/ingest/src/a.ts", "a.localeCompare(b)", /localeCompare is used/],
  ["a text that a locale sets", "packages/ingest/src/a.ts", "a.toLocaleLowerCase()", /toLocaleLowerCase is used/],
  ["the default locale", "packages/ingest/src/a.ts", "new Intl.Segmenter()", /Intl without a locale is used/],
  ["what cannot be read", "packages/ingest/src/a.ts", "enum A { B }", /cannot be read: .*enum/]
]

describe("the boundaries fail on", () => {
  for (const [what, path, source, message] of forbidden) {
    it(what, () => {
      const violations = violationsIn({ [path]: source })
      assert.strictEqual(violations.length, 1, violations.join("\n"))
      assert.isTrue(violations[0]!.startsWith(`${path}:`))
      assert.match(violations[0]!, message)
    })
  }

  it("a second file with a library that belongs into one", () => {
    assert.deepStrictEqual(
      violationsIn({
        "packages/topic-clustering/src/a.ts": 'import "ml-kmeans"',
        "packages/topic-clustering/src/b.ts": '\nconst load = () => import("ml-kmeans")'
      }),
      [
        "packages/topic-clustering/src/b.ts:2: ml-kmeans is imported in a second file; go through packages/topic-clustering/src/a.ts, so that replacing it changes one file"
      ]
    )
  })

  it("an exception that nothing needs", () => {
    const exception = { path: "packages/ingest/src/a.ts", use: "process", reason: "none" }
    assert.deepStrictEqual(violationsIn({ "packages/ingest/src/a.ts": "f()" }, [exception]), [
      "packages/ingest/src/a.ts:1: the exception for process is not needed; remove it from scripts/boundaries/Rules.ts"
    ])
  })
})

const allowed: ReadonlyArray<readonly [what: string, path: string, source: string]> = [
  [
    "an import along an arrow",
    "packages/tables/src/a.ts",
    'import type { T } from "@praxis/dataflow/Table"\nimport { Schema } from "effect"'
  ],
  ["a library in its place", "packages/ingest/src/a.ts", 'const load = () => import("csv-parse")'],
  [
    "files of the own package",
    "packages/ingest/src/deep/a.ts",
    'import "../b.ts"\nnew URL("../../terms.txt", import.meta.url)'
  ],
  ["what Node brings along", "packages/ingest/src/a.ts", 'import { createHash } from "node:crypto"'],
  [
    "a study in the command, and the process",
    "packages/cli/src/a.ts",
    'import "@praxis/study/pipeline"\nprocess.exitCode = 1\nconsole.log(Date.now())'
  ],
  ["a domain package in a study", "pipelines/study/src/a.ts", 'import "@praxis/ingest/Csv"'],
  ["a date that is given", "packages/ingest/src/a.ts", "new Date(0)"],
  ["a locale that is named", "packages/ingest/src/a.ts", 'new Intl.Segmenter("en")'],
  ["a property called process", "packages/ingest/src/a.ts", "f({ process: 1 }).process"],
  [
    "names in comments and texts",
    "packages/ingest/src/a.ts",
    '// import type { A } from "@praxis/reporting/A"\nf("process", `from "left-pad"`)'
  ],
  ["types that are names of words", "packages/ingest/src/a.ts", 'type A = "import" | "from" | "process"']
]

describe("the boundaries let pass", () => {
  for (const [what, path, source] of allowed) {
    it(what, () => assert.deepStrictEqual(violationsIn({ [path]: source }), []))
  }

  it("an exception with its reason", () => {
    const exception = { path: "packages/ingest/src/a.ts", use: "process", reason: "shown here" }
    assert.deepStrictEqual(violationsIn({ "packages/ingest/src/a.ts": "f(process.pid)" }, [exception]), [])
  })
})
