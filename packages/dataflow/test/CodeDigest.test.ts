import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { Effect } from "effect"
import { temporaryWorkspace } from "./temporaryWorkspace.ts"

const stage = "packages/a/src/Stage.ts"

describe("the digest of a module's code", () => {
  it.effect("stands as it was taken first, also where it failed: what is edited later is not what is loaded", () =>
    Effect.gen(function* () {
      const broken = "packages/a/src/Broken.ts"
      const workspace = yield* temporaryWorkspace({ [stage]: "export const a = 1", [broken]: 'import "./gone.ts"' })
      yield* Effect.gen(function* () {
        const { of } = yield* CodeDigest.CodeDigests
        const [urlOfStage, urlOfBroken] = [stage, broken].map((file) => pathToFileURL(join(workspace.root, file)).href)
        const first = yield* of(urlOfStage!)
        assert.strictEqual((yield* Effect.flip(of(urlOfBroken!))).condition, "missing-file")
        workspace.write({ [stage]: "export const a = 2", "packages/a/src/gone.ts": "export {}" })
        assert.deepStrictEqual(yield* of(urlOfStage!), first)
        assert.strictEqual((yield* Effect.flip(of(urlOfBroken!))).condition, "missing-file")
      }).pipe(Effect.provide(CodeDigest.layer({ root: workspace.root }), { local: true }))
    })
  )
})

describe("the closure of a module", () => {
  it.effect("holds what it imports, statically and dynamically, and what these import", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import { b } from "./b.ts"\nexport * from "./c.ts"\nconst d = () => import("./deep/d.ts")',
        "packages/a/src/b.ts": 'export { e as b } from "./e.ts"',
        "packages/a/src/c.ts": "export const c = 1",
        "packages/a/src/deep/d.ts": "import(`../f.ts`)",
        "packages/a/src/e.ts": "export const e = 1",
        "packages/a/src/f.ts": "export const f = 1",
        "packages/a/src/unreached.ts": "export const g = 1"
      })
      const { files } = yield* workspace.digestOf(stage)
      assert.deepStrictEqual(Object.keys(files), [
        stage,
        "packages/a/src/b.ts",
        "packages/a/src/c.ts",
        "packages/a/src/deep/d.ts",
        "packages/a/src/e.ts",
        "packages/a/src/f.ts"
      ])
    })
  )

  it.effect("leaves out what is imported for its types alone", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import type { T } from "./types.ts"\nexport type { U } from "./gone.ts"\nexport const a: T = 1',
        "packages/a/src/types.ts": "export type T = number"
      })
      assert.deepStrictEqual(Object.keys((yield* workspace.digestOf(stage)).files), [stage])
    })
  )

  it.effect("keeps a module whose imported names are all types, since Node runs it", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import { type T } from "./types.ts"',
        "packages/a/src/types.ts": "export type T = number"
      })
      assert.deepStrictEqual(Object.keys((yield* workspace.digestOf(stage)).files), [stage, "packages/a/src/types.ts"])
    })
  )

  it.effect("ends where modules import one another in a circle", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import "./b.ts"',
        "packages/a/src/b.ts": 'import "./c.ts"',
        "packages/a/src/c.ts": 'import "./b.ts"\nimport "./Stage.ts"'
      })
      assert.strictEqual(Object.keys((yield* workspace.digestOf(stage)).files).length, 3)
    })
  )

  it.effect("changes for just the stages that reach a changed function", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import "./shared.ts"',
        "packages/a/src/Other.ts": "export const other = 1",
        "packages/a/src/shared.ts": "export const f = () => 1"
      })
      const before = [yield* workspace.digestOf(stage), yield* workspace.digestOf("packages/a/src/Other.ts")] as const
      workspace.write({ "packages/a/src/shared.ts": "export const f = () => 2" })
      const after = [yield* workspace.digestOf(stage), yield* workspace.digestOf("packages/a/src/Other.ts")] as const
      assert.notStrictEqual(after[0].digest, before[0].digest)
      assert.deepStrictEqual(CodeDigest.changes(before[0], after[0]), ["packages/a/src/shared.ts"])
      assert.deepStrictEqual(after[1], before[1])
    })
  )

  it.effect("holds files named by new URL: text and data by bytes, modules by syntax, with what a worker imports", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: [
          'const terms = new URL("../terms.txt", import.meta.url)',
          'const kernel = new URL("./kernel.wasm", import.meta.url)',
          'new Worker(new URL("./worker.ts", import.meta.url))',
          'const list = new URL("./list.ts", import.meta.url)'
        ].join("\n"),
        "packages/a/terms.txt": "keras\n",
        "packages/a/src/kernel.wasm": Uint8Array.of(0, 97, 115, 109),
        "packages/a/src/worker.ts": 'import "./inWorker.ts"',
        "packages/a/src/inWorker.ts": "f()",
        "packages/a/src/list.ts": 'export const terms = ["keras"]'
      })
      const before = yield* workspace.digestOf(stage)
      assert.deepStrictEqual(Object.keys(before.files), [
        stage,
        "packages/a/src/inWorker.ts",
        "packages/a/src/kernel.wasm",
        "packages/a/src/list.ts",
        "packages/a/src/worker.ts",
        "packages/a/terms.txt"
      ])
      workspace.write({ "packages/a/src/list.ts": "export const terms = [\n  'keras' // a comment\n]" })
      assert.strictEqual((yield* workspace.digestOf(stage)).digest, before.digest)
      workspace.write({ "packages/a/terms.txt": "keras \n", "packages/a/src/inWorker.ts": "g()" })
      assert.deepStrictEqual(CodeDigest.changes(before, yield* workspace.digestOf(stage)), [
        "packages/a/src/inWorker.ts",
        "packages/a/terms.txt"
      ])
    })
  )

  it.effect("takes imported JSON by value, and JSON that is read as a file by its bytes", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import terms from "./terms.json" with { type: "json" }',
        "packages/a/src/Reads.ts": 'new URL("./terms.json", import.meta.url)',
        "packages/a/src/terms.json": '{"a":[1,2]}'
      })
      const [byValue, byBytes] = [
        yield* workspace.digestOf(stage),
        yield* workspace.digestOf("packages/a/src/Reads.ts")
      ]
      workspace.write({ "packages/a/src/terms.json": '{ "a": [1, 2] }\n' })
      assert.strictEqual((yield* workspace.digestOf(stage)).digest, byValue.digest)
      assert.notStrictEqual((yield* workspace.digestOf("packages/a/src/Reads.ts")).digest, byBytes.digest)
      workspace.write({ "packages/a/src/terms.json": '{ "a": [2, 1] }\n' })
      assert.notStrictEqual((yield* workspace.digestOf(stage)).digest, byValue.digest)
    })
  )

  it.effect("takes JSON by its bytes where it is both imported and read as a file, in whichever order", () =>
    Effect.gen(function* () {
      const [imported, opened] = ['import "./terms.json"', 'new URL("./terms.json", import.meta.url)']
      const workspace = yield* temporaryWorkspace({
        [stage]: `${imported} with { type: "json" }\n${opened}`,
        "packages/a/src/OpenedFirst.ts": `${opened}\n;import("./terms.json", { with: { type: "json" } })`,
        "packages/a/src/Opened.ts": opened,
        "packages/a/src/terms.json": "[ 1 ]"
      })
      const terms = Effect.fnUntraced(function* (path: string) {
        return (yield* workspace.digestOf(path)).files["packages/a/src/terms.json"]
      })
      const byBytes = yield* terms("packages/a/src/Opened.ts")
      assert.strictEqual(yield* terms(stage), byBytes)
      assert.strictEqual(yield* terms("packages/a/src/OpenedFirst.ts"), byBytes)
    })
  )

  it.effect("ignores what Node brings along, and addresses that are no files", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: [
          'import { readFileSync } from "node:fs"',
          'import path from "path"',
          'import "data:text/javascript,1"',
          'new URL("https://example.org/a", import.meta.url)',
          'new URL("b", "https://example.org/")',
          "new URL(a, b)",
          "Stage.make({ module: import.meta.url })",
          "if (import.meta.main) f(new URL(import.meta.url))"
        ].join("\n")
      })
      assert.deepStrictEqual(Object.keys((yield* workspace.digestOf(stage)).files), [stage])
    })
  )

  it.effect("is the same under another root", () =>
    Effect.gen(function* () {
      const files = {
        [stage]: 'import "@praxis/b/Deep"\nnew URL("./terms.txt", import.meta.url)',
        "packages/a/src/terms.txt": "keras\n",
        "packages/b/src/Deep.ts": "f()"
      }
      const [one, other] = [yield* temporaryWorkspace(files), yield* temporaryWorkspace(files)]
      one.link("a", "b")
      other.link("a", "b")
      assert.notStrictEqual(one.root, other.root)
      assert.deepStrictEqual(yield* one.digestOf(stage), yield* other.digestOf(stage))
    })
  )
})

describe("another package of the workspace", () => {
  it.effect("is entered by the file that its exports give, through the link of the importing package", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import "@praxis/b/Deep"\nimport "@praxis/a/own"',
        "packages/a/src/own.ts": "f()",
        "packages/b/src/Deep.ts": 'import "./internal/secret.ts"',
        "packages/b/src/internal/secret.ts": "g()",
        "packages/b/src/Other.ts": "h()"
      })
      workspace.link("a", "b")
      assert.deepStrictEqual(Object.keys((yield* workspace.digestOf(stage)).files), [
        stage,
        "packages/a/src/own.ts",
        "packages/b/src/Deep.ts",
        "packages/b/src/internal/secret.ts"
      ])
    })
  )

  it.effect("is not entered where it is the engine", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({
        [stage]: 'import * as Stage from "@praxis/dataflow/Stage"\nimport "@praxis/b/Deep"',
        "packages/b/src/Deep.ts": 'import "@praxis/dataflow/Table"',
        "packages/dataflow/src/Stage.ts": 'import "./Table.ts"',
        "packages/dataflow/src/Table.ts": "f()"
      })
      workspace.link("a", "b")
      workspace.link("a", "dataflow")
      workspace.link("b", "dataflow")
      const before = yield* workspace.digestOf(stage)
      assert.deepStrictEqual(Object.keys(before.files), [stage, "packages/b/src/Deep.ts"])
      workspace.write({ "packages/dataflow/src/Stage.ts": "g()" })
      assert.strictEqual((yield* workspace.digestOf(stage)).digest, before.digest)
    })
  )
})

describe("code that cannot be known from its text", () => {
  const cases: ReadonlyArray<readonly [what: string, source: string, condition: string, message: RegExp]> = [
    [
      "a computed import",
      "f()\n\nimport(name)",
      "computed-specifier",
      /^packages\/a\/src\/Stage\.ts:3: import\(…\) with a name that is computed; .* literal string/
    ],
    ["a template with a value as import", `import(\`./\${name}.ts\`)`, "computed-specifier", /Stage\.ts:1: import/],
    ["a computed file", "new URL(name, import.meta.url)", "computed-specifier", /Stage\.ts:1: new URL/],
    [
      "the module's address under another name",
      "\nconst here = import.meta.url",
      "hidden-dependency",
      /Stage\.ts:2: import\.meta\.url by itself; .*new URL/
    ],
    ["the module's folder", "f(import.meta.dirname)", "hidden-dependency", /import\.meta\.dirname by itself/],
    ["import.meta under another name", "const { url } = import.meta", "hidden-dependency", /import\.meta by itself/],
    [
      "a made require",
      "const require = createRequire(somewhere)",
      "hidden-dependency",
      /createRequire\(…\); load the module by import/
    ],
    [
      "a worker named by a string",
      'new Worker("./worker.ts")',
      "hidden-dependency",
      /working directory; write new Worker\(new URL/
    ],
    [
      "a missing module",
      'f()\nimport "./gone.ts"',
      "missing-file",
      /^packages\/a\/src\/Stage\.ts:2: "\.\/gone\.ts" leads to packages\/a\/src\/gone\.ts, which is no file; correct/
    ],
    ["a missing file", 'new URL("./gone.txt", import.meta.url)', "missing-file", /gone\.txt, which is no file/],
    ["a folder", 'new URL("..", import.meta.url)', "missing-file", /which is no file/],
    [
      "a file outside the workspace",
      'new URL("../../../../gone.txt", import.meta.url)',
      "outside-workspace",
      /Stage\.ts:1: .* out of the workspace/
    ],
    [
      "a subpath that is closed",
      'import "@praxis/b/internal/secret"',
      "not-exported",
      /@praxis\/b exports no "\.\/internal\/secret"; see "exports" in packages\/b\/package\.json/
    ],
    ["an import by an alias", 'import "#b"', "unsupported-module", /"#b" is no name/],
    ["a CommonJS module", 'import "./c.cjs"', "unsupported-module", /c\.cjs is not an ES module/],
    [
      "a package without a lock file",
      'import "left-pad"',
      "unlocked-package",
      /^pnpm-lock\.yaml: the file cannot be read \(ENOENT.*\); run pnpm install/
    ],
    [
      "JavaScript that cannot be read",
      'import "./broken.js"',
      "syntax",
      /^packages\/a\/src\/broken\.js:2: Unexpected token/
    ],
    ["what is no TypeScript", "f(\nconst", "syntax", /^packages\/a\/src\/Stage\.ts:2: Expression expected/],
    ["TypeScript that cannot be erased", "enum A { B }", "syntax", /enum.*types that can be erased/]
  ]
  for (const [what, source, condition, message] of cases) {
    it.effect(`is an error that names the place: ${what}`, () =>
      Effect.gen(function* () {
        const workspace = yield* temporaryWorkspace({
          [stage]: source,
          "packages/a/src/c.cjs": "",
          "packages/a/src/broken.js": "f()\n)",
          "packages/b/src/internal/secret.ts": ""
        })
        workspace.link("a", "b")
        const error = yield* Effect.flip(workspace.digestOf(stage))
        assert.strictEqual(error._tag, "CodeDigestError")
        assert.strictEqual(error.condition, condition)
        assert.match(error.message, message)
      })
    )
  }

  it.effect("is an error where the module itself lies elsewhere", () =>
    Effect.gen(function* () {
      const [workspace, other] = [yield* temporaryWorkspace({}), yield* temporaryWorkspace({ [stage]: "f()" })]
      const error = yield* Effect.flip(workspace.digestOf(`../${other.root.split("/").at(-1)}/${stage}`))
      assert.strictEqual(error.condition, "outside-workspace")
    })
  )
})

describe("changes", () => {
  it("names files and packages, and counts what would be too many", () => {
    const before = {
      files: { "a.ts": "1", "b.ts": "1", "c.ts": "1" },
      packages: { "csv-parse": "7.0.2 aa", saxes: "6.0.0 aa" }
    }
    assert.deepStrictEqual(CodeDigest.changes(before, before), [])
    assert.deepStrictEqual(
      CodeDigest.changes(before, { files: { "a.ts": "2", "b.ts": "1", "d.ts": "1" }, packages: before.packages }),
      ["a.ts", "c.ts (gone)", "d.ts (new)"]
    )
    assert.deepStrictEqual(
      CodeDigest.changes(before, { files: before.files, packages: { "csv-parse": "7.0.3 bb", saxes: "6.0.0 bb" } }),
      ["csv-parse 7.0.2 → 7.0.3", "saxes 6.0.0 (what it depends on)"]
    )
    assert.deepStrictEqual(CodeDigest.changes(before, { files: {}, packages: {} }), [
      "a.ts (gone)",
      "b.ts (gone)",
      "c.ts (gone)",
      "2 more"
    ])
  })

  it.effect("is taken once a run, and afresh when asked", () =>
    Effect.gen(function* () {
      const workspace = yield* temporaryWorkspace({ "packages/a/src/Stage.ts": "f(1)" })
      const url = pathToFileURL(join(workspace.root, "packages/a/src/Stage.ts")).href
      yield* Effect.gen(function* () {
        const digests = yield* CodeDigest.CodeDigests
        const before = yield* digests.of(url)
        assert.deepStrictEqual(yield* digests.afresh(url), before)
        workspace.write({ "packages/a/src/Stage.ts": "f(2)" })
        assert.deepStrictEqual(yield* digests.of(url), before)
        assert.notStrictEqual((yield* digests.afresh(url)).digest, before.digest)
      }).pipe(Effect.provide(CodeDigest.layer({ root: workspace.root })))
    })
  )
})
