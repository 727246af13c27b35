import { rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as CodeDigest from "@praxis/dataflow/CodeDigest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { type TemporaryWorkspace, temporaryWorkspace } from "./temporaryWorkspace.ts"

const stage = "packages/a/src/Stage.ts"
const lockFile = (version: string) =>
  [
    `importers: { packages/a: { dependencies: { csv: { version: ${version} } } } }`,
    `packages: { csv@${version}: { resolution: { integrity: sha512-csv } } }`,
    `snapshots: { csv@${version}: {} }`
  ].join("\n")
const files = {
  [stage]: 'import "./b.ts"\nimport "csv"\nimport "@praxis/c/C"\nnew URL("./words.txt", import.meta.url)',
  "packages/a/src/b.ts": "export const b = 1",
  "packages/a/src/words.txt": "one",
  "packages/c/src/C.ts": "export const c = 1",
  "packages/d/src/C.ts": "export const c = 2",
  "pnpm-lock.yaml": lockFile("7.0.2")
}

/** Runs `body` with the digest of one module, taken afresh by one service at a time when no file is fresh any more. */
const inWorkspace = (
  body: (
    workspace: TemporaryWorkspace,
    afresh: Effect.Effect<CodeDigest.CodeDigest, CodeDigest.CodeDigestError>
  ) => Effect.Effect<void, unknown>
) =>
  Effect.gen(function* () {
    const workspace = yield* temporaryWorkspace(files)
    workspace.link("a", "c")
    for (const file of Object.keys(files)) utimesSync(join(workspace.root, file), wholeSecond, wholeSecond)
    yield* TestClock.setTime(Date.now() + 3_600_000)
    yield* Effect.gen(function* () {
      const digests = yield* CodeDigest.CodeDigests
      yield* body(workspace, digests.afresh(pathToFileURL(join(workspace.root, stage)).href))
    }).pipe(Effect.provide(CodeDigest.layer({ root: workspace.root }), { local: true }))
  })

/** A time that can be put back to the nanosecond. */
const wholeSecond = 1_700_000_000

/** The same length, and the times of before. */
const editUnseen = (file: string, text: string) => {
  assert.strictEqual(text.length, statSync(file).size)
  writeFileSync(file, text)
  utimesSync(file, wholeSecond, wholeSecond)
}

const edits: ReadonlyArray<readonly [string, (workspace: TemporaryWorkspace) => void]> = [
  ["an edited module", ({ write }) => write({ "packages/a/src/b.ts": "export const b = 2" })],
  [
    "an edited module of the same length with its old times",
    ({ root }) => editUnseen(join(root, "packages/a/src/b.ts"), "export const b = 2")
  ],
  ["an edited file of bytes", ({ root }) => editUnseen(join(root, "packages/a/src/words.txt"), "two")],
  ["another version in the lock file", ({ write }) => write({ "pnpm-lock.yaml": lockFile("7.0.3") })],
  ["another version that is installed", ({ write }) => write({ "node_modules/.pnpm/lock.yaml": lockFile("7.0.3") })],
  [
    "other exports of a package",
    ({ write, read }) => {
      write({ "packages/c/src/other/C.ts": "export const c = 3" })
      write({ "packages/c/package.json": read("packages/c/package.json").replace("./src/*.ts", "./src/other/*.ts") })
    }
  ],
  [
    "a package.json nearer to a module",
    ({ write }) => write({ "packages/a/src/package.json": '{ "name": "@praxis/dataflow" }' })
  ]
]

describe("a digest taken afresh", () => {
  it.effect("is that of a service that reads everything", () =>
    inWorkspace((workspace, afresh) =>
      Effect.gen(function* () {
        const whole = yield* workspace.digestOf(stage)
        assert.deepStrictEqual(yield* afresh, whole)
        assert.deepStrictEqual(yield* afresh, whole)
      })
    )
  )

  for (const [edit, make] of edits) {
    it.effect(`sees ${edit}`, () =>
      inWorkspace((workspace, afresh) =>
        Effect.gen(function* () {
          const before = yield* Effect.exit(afresh)
          yield* Effect.exit(afresh)
          make(workspace)
          const after = yield* Effect.exit(afresh)
          assert.notDeepEqual(after, before)
          assert.deepStrictEqual(after, yield* Effect.exit(workspace.digestOf(stage)))
        })
      )
    )
  }

  it.effect("sees a package that is linked to another folder", () =>
    inWorkspace((workspace, afresh) =>
      Effect.gen(function* () {
        const before = yield* afresh
        workspace.remove("packages/a/node_modules/@praxis/c")
        const { symlinkSync } = yield* Effect.promise(() => import("node:fs"))
        symlinkSync(join(workspace.root, "packages/d"), join(workspace.root, "packages/a/node_modules/@praxis/c"))
        const after = yield* afresh
        assert.notProperty(before.files, "packages/d/src/C.ts")
        assert.property(after.files, "packages/d/src/C.ts")
      })
    )
  )

  it.effect("sees that the module's name leads to another file", () =>
    inWorkspace((workspace) =>
      Effect.gen(function* () {
        const link = join(workspace.root, "packages/a/src/Linked.ts")
        const { afresh } = yield* CodeDigest.CodeDigests
        for (const name of ["b.ts", "../../c/src/C.ts"]) {
          rmSync(link, { force: true })
          symlinkSync(name, link)
          const { files: found } = yield* afresh(pathToFileURL(link).href)
          assert.deepStrictEqual(Object.keys(found), [name === "b.ts" ? "packages/a/src/b.ts" : "packages/c/src/C.ts"])
        }
      }).pipe(Effect.provide(CodeDigest.layer({ root: workspace.root }), { local: true }))
    )
  )

  it.effect("fails while a file is missing, and is the old one when it is back", () =>
    inWorkspace((workspace, afresh) =>
      Effect.gen(function* () {
        const before = yield* afresh
        workspace.remove("packages/a/src/b.ts")
        assert.strictEqual((yield* Effect.flip(afresh)).condition, "missing-file")
        workspace.write({ "packages/a/src/b.ts": files["packages/a/src/b.ts"] })
        assert.deepStrictEqual(yield* afresh, before)
      })
    )
  )
})
