import { assert, describe, it } from "@effect/vitest"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { Effect } from "effect"
import { type LockedPackages, lockedPackages } from "../src/internal/lockedPackages.ts"
import { packageExports } from "../src/internal/packageExports.ts"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

const stage = "packages/a/src/Stage.ts"

/** `packages/a` depends on csv, csv on text (in `textVersion`), text on csv again; `packages/b` on a tool of its own. */
const lock = (textVersion: string, csvVersion = "7.0.2") => `lockfileVersion: '9.0'
importers:
  packages/a:
    dependencies:
      csv: { specifier: 'catalog:', version: ${csvVersion}(peer@1.0.0) }
      other: { specifier: 1.0.0, version: "@scope/renamed@1.0.0" }
      '@praxis/b': { specifier: 'workspace:*', version: 'link:../b' }
  packages/b:
    devDependencies:
      tool: { specifier: 1.0.0, version: 1.0.0 }
packages:
  csv@${csvVersion}: { resolution: { integrity: sha512-csv } }
  text@${textVersion}: { resolution: { integrity: sha512-text } }
  tool@1.0.0: { resolution: { integrity: sha512-tool } }
  '@scope/renamed@1.0.0': { resolution: { integrity: sha512-renamed } }
snapshots:
  csv@${csvVersion}(peer@1.0.0):
    optionalDependencies: { text: ${textVersion} }
  text@${textVersion}:
    dependencies: { csv: ${csvVersion}(peer@1.0.0) }
  tool@1.0.0: {}
  '@scope/renamed@1.0.0': {}
`

const files = {
  [stage]: 'import "csv/sync"\nconst other = () => import("other")\nimport "@praxis/b/B"',
  "packages/a/src/Plain.ts": "f()",
  "packages/b/src/B.ts": 'import "tool"',
  "pnpm-lock.yaml": lock("1.0.0")
}

const workspaceOf = (contents: Readonly<Record<string, string>>) =>
  Effect.tap(temporaryWorkspace(contents), (workspace) => Effect.sync(() => workspace.link("a", "b")))

/** Both packages import km, each in a version of its own. */
const twoVersions = (a: string, b: string) => ({
  [stage]: 'import "km"\nimport "@praxis/b/B"',
  "packages/b/src/B.ts": 'import "km"',
  "pnpm-lock.yaml": `lockfileVersion: '9.0'
importers:
  packages/a: { dependencies: { km: { specifier: 'x', version: ${a} } } }
  packages/b: { dependencies: { km: { specifier: 'x', version: ${b} } } }
packages:
${Array.from(new Set([a, b]), (version) => `  km@${version}: { resolution: { integrity: sha512-km${version} } }`).join("\n")}
snapshots:
${Array.from(new Set([a, b]), (version) => `  km@${version}: {}`).join("\n")}
`
})

describe("packages of npm", () => {
  it.effect("count in each version that a closure reaches", () =>
    Effect.gen(function* () {
      const packagesOf = (a: string, b: string) =>
        Effect.gen(function* () {
          const workspace = yield* workspaceOf(twoVersions(a, b))
          return yield* workspace.digestOf(stage)
        })
      const same = yield* packagesOf("3.0.0", "3.0.0")
      assert.deepStrictEqual(Object.keys(same.packages), ["km"])
      const first = yield* packagesOf("1.0.0", "3.0.0")
      assert.lengthOf(Object.keys(first.packages), 2)
      const digests = [same, first, yield* packagesOf("2.0.0", "3.0.0"), yield* packagesOf("3.0.0", "1.0.0")]
      assert.strictEqual(new Set(digests.map(({ digest }) => digest)).size, 3)
    })
  )

  it.effect("must be installed as the lock file says", () =>
    Effect.gen(function* () {
      const workspace = yield* workspaceOf(files)
      workspace.write({ "node_modules/.pnpm/lock.yaml": lock("1.0.0") })
      const { digest } = yield* workspace.digestOf(stage)
      workspace.write({ "pnpm-lock.yaml": `${lock("1.0.0")}# a comment\n` })
      assert.strictEqual((yield* workspace.digestOf(stage)).digest, digest)
      workspace.write({ "pnpm-lock.yaml": lock("1.0.0", "7.0.3") })
      const error = yield* Effect.flip(workspace.digestOf(stage))
      assert.strictEqual(error.condition, "not-installed")
      assert.match(
        error.message,
        /the package csv is installed in another version than pnpm-lock.yaml says; run pnpm install/
      )
    })
  )

  it.effect("count with their version and locked closure, each from the package that imports it", () =>
    Effect.gen(function* () {
      const workspace = yield* workspaceOf(files)
      const { packages } = yield* workspace.digestOf(stage)
      assert.deepStrictEqual(
        Object.entries(packages).map(([name, locked]) => `${name} ${locked.split(" ")[0]}`),
        ["csv 7.0.2", "other @scope/renamed@1.0.0", "tool 1.0.0"]
      )
      for (const locked of Object.values(packages)) assert.match(locked, /^\S+ [0-9a-f]{16}$/)
    })
  )

  it.effect("change the digest where a package changes that they only depend on", () =>
    Effect.gen(function* () {
      const workspace = yield* workspaceOf(files)
      const [before, plain] = [yield* workspace.digestOf(stage), yield* workspace.digestOf("packages/a/src/Plain.ts")]
      workspace.write({ "pnpm-lock.yaml": lock("1.0.1") })
      const after = yield* workspace.digestOf(stage)
      assert.deepStrictEqual(CodeDigest.changes(before, after), ["csv 7.0.2 (what it depends on)"])
      assert.deepStrictEqual(yield* workspace.digestOf("packages/a/src/Plain.ts"), plain)
      workspace.write({ "pnpm-lock.yaml": lock("1.0.1", "7.0.3") })
      assert.deepStrictEqual(CodeDigest.changes(before, yield* workspace.digestOf(stage)), ["csv 7.0.2 → 7.0.3"])
    })
  )

  it.effect("are an error where the importing package does not declare them, whoever else does", () =>
    Effect.gen(function* () {
      const workspace = yield* workspaceOf({ ...files, [stage]: '\nimport "tool"' })
      const error = yield* Effect.flip(workspace.digestOf(stage))
      assert.strictEqual(error.condition, "undeclared-package")
      assert.strictEqual(
        error.message,
        "packages/a/src/Stage.ts:2: the package tool is not in pnpm-lock.yaml for packages/a; declare it in packages/a/package.json and run pnpm install"
      )
    })
  )

  it.effect("are an error where the lock file is damaged", () =>
    Effect.gen(function* () {
      const workspace = yield* workspaceOf({ ...files, "pnpm-lock.yaml": "importers: [" })
      assert.strictEqual((yield* Effect.flip(workspace.digestOf(stage))).condition, "unlocked-package")
    })
  )

  it("have one digest for one closure, and another when any integrity in it changes", () => {
    const made = (integrity: string): LockedPackages[string] =>
      lockedPackages({
        importers: { a: { dependencies: { p: { version: "1.0.0" }, q: { version: "1.0.0" } } } },
        packages: { "p@1.0.0": { resolution: { integrity: "sha512-p" } }, "q@1.0.0": { resolution: { integrity } } },
        snapshots: { "p@1.0.0": { dependencies: { q: "1.0.0" } }, "q@1.0.0": {} }
      })["a"]!
    assert.deepStrictEqual(made("sha512-q"), made("sha512-q"))
    assert.notStrictEqual(made("sha512-q")["p"], made("sha512-other")["p"])
    assert.notStrictEqual(made("sha512-q")["q"], made("sha512-other")["q"])
  })
})

describe("exports of a workspace package", () => {
  const exports = {
    "./internal/*": null,
    "./*": "./src/*.ts",
    "./data/*.json": { types: "./x", import: "./data/*.json" }
  }
  const cases: ReadonlyArray<readonly [subpath: string, file: string | undefined]> = [
    ["./Table", "./src/Table.ts"],
    ["./deep/Table", "./src/deep/Table.ts"],
    ["./internal/secret", undefined],
    ["./data/terms.json", "./data/terms.json"],
    [".", undefined]
  ]
  for (const [subpath, file] of cases) {
    it(`give ${file ?? "nothing"} for ${subpath}`, () => assert.strictEqual(packageExports(exports, subpath), file))
  }

  it("may be one file, or a choice by condition", () => {
    assert.strictEqual(packageExports("./a.ts", "."), "./a.ts")
    assert.strictEqual(packageExports("./a.ts", "./b"), undefined)
    assert.strictEqual(packageExports({ require: "./c.cjs", import: "./c.ts" }, "."), "./c.ts")
    assert.strictEqual(packageExports({ ".": ["./d.ts"], "./e": { node: null, default: "./e.ts" } }, "./e"), undefined)
    assert.strictEqual(packageExports({ ".": ["./d.ts"] }, "."), "./d.ts")
  })
})
