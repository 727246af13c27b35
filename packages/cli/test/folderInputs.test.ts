import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { folderInputs } from "../src/folderInputs.ts"

const root = mkdtempSync(join(tmpdir(), "praxis-folder-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let n = 0

/** A fresh folder with files of these names; a name that ends with a slash is a folder's. */
const folderOf = (...names: ReadonlyArray<string>): string => {
  const folder = join(root, `${n++}`)
  mkdirSync(folder)
  for (const name of names) {
    mkdirSync(name.endsWith("/") ? join(folder, name) : dirname(join(folder, name)), { recursive: true })
    if (!name.endsWith("/")) writeFileSync(join(folder, name), "x")
  }
  return folder
}

const foundIn = (folder: string) =>
  Effect.map(folderInputs(folder), ({ paths, passedOver }) => ({
    names: paths.map((path) => relative(folder, path)),
    passedOver
  })).pipe(Effect.provide(NodeServices.layer))
const problemOf = (folder: string) => Effect.map(Effect.flip(foundIn(folder)), (error) => error.message)

describe("folderInputs", () => {
  it.effect("takes Posts.xml of a dump, and names what else is there", () =>
    Effect.gen(function* () {
      const folder = folderOf("Posts.xml", "Users.xml", "Comments.xml", "extra.csv", "license.txt", ".DS_Store")
      assert.deepStrictEqual(yield* foundIn(folder), {
        names: ["Posts.xml"],
        passedOver:
          "Comments.xml, Users.xml (no questions in them); extra.csv (beside Posts.xml; name them to read them)"
      })
      assert.deepStrictEqual(yield* foundIn(folderOf("Posts.xml.zst", "Posts.xml")), {
        names: ["Posts.xml"],
        passedOver: "Posts.xml.zst (beside Posts.xml; name them to read them)"
      })
      assert.deepStrictEqual(yield* foundIn(folderOf("posts.xml.gz")), {
        names: ["posts.xml.gz"],
        passedOver: undefined
      })
    })
  )

  it.effect("takes all files that look like data, in byte order of their names, compressed ones too", () =>
    Effect.gen(function* () {
      const names = [
        "B.csv",
        "a.CSV",
        "a.json.xz",
        "b.jsonl",
        "c.ndjson.bz2",
        "d.parquet",
        "e.tsv.gz",
        "f.7z",
        "g.zip",
        "h.xml.zst",
        "é.csv"
      ]
      const others = [
        ".hidden.csv",
        "README.md",
        "LICENSE",
        "a.csv.provenance.json",
        "f.7z.sha256",
        "notes.docx",
        "a.csv.part"
      ]
      assert.deepStrictEqual(yield* foundIn(folderOf(...names, ...others)), {
        names,
        passedOver: "a.csv.part, notes.docx (not a kind of file that holds posts)"
      })
    })
  )

  it.effect("leaves out the other tables of a dump that come as archives of their own", () =>
    Effect.gen(function* () {
      const of = (table: string) => `stackoverflow.com-${table}.7z`
      assert.deepStrictEqual(yield* foundIn(folderOf(of("Badges"), of("Posts"), of("Votes"))), {
        names: [of("Posts")],
        passedOver: `${of("Badges")}, ${of("Votes")} (no questions in them)`
      })
    })
  )

  it.effect("takes the dump of each folder in it, and looks no deeper", () =>
    Effect.gen(function* () {
      const folder = folderOf(
        "cs.stackexchange.com/Posts.xml",
        "cs.stackexchange.com/Tags.xml",
        "ai.stackexchange.com/Posts.xml",
        "ai.stackexchange.com/Tags.xml",
        "b.csv",
        "old/deeper/Posts.xml",
        "old/a.csv"
      )
      assert.deepStrictEqual(yield* foundIn(folder), {
        names: ["ai.stackexchange.com/Posts.xml", "b.csv", "cs.stackexchange.com/Posts.xml"],
        passedOver: "Tags.xml (no questions in them); old/ (no Posts.xml in them)"
      })
    })
  )

  it.effect("takes a file in parts once, and the whole where that is there too", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* foundIn(folderOf("a.7z.001", "a.7z.002", "b.zip.001", "x.csv.001")), {
        names: ["a.7z", "b.zip"],
        passedOver: "x.csv.001 (not a kind of file that holds posts)"
      })
      assert.deepStrictEqual(yield* foundIn(folderOf("a.7z", "a.7z.001", "a.7z.002")), {
        names: ["a.7z"],
        passedOver: "a.7z.001, a.7z.002 (parts of a file that is there whole)"
      })
      assert.deepStrictEqual((yield* foundIn(folderOf("so-Users.7z.001", "so-Posts.7z.001"))).names, ["so-Posts.7z"])
    })
  )

  it.effect("says what is there where nothing can be read, at most eight names of a kind", () =>
    Effect.gen(function* () {
      const folder = folderOf("Users.xml", "old/", ...Array.from("abcdefghi", (name) => `${name}.txt`))
      assert.strictEqual(
        yield* problemOf(folder),
        `${folder}: is a folder that holds no export and no Posts.xml; there: Users.xml (no questions in them); old/ (no Posts.xml in them); a.txt, b.txt, c.txt, d.txt, e.txt, f.txt, g.txt, h.txt and 1 more (not a kind of file that holds posts). Name the file itself, or a folder with Posts.xml or with .csv, .tsv, .json, .jsonl, .parquet, .7z or .zip files`
      )
      assert.match(yield* problemOf(folderOf()), /: is a folder with nothing to read in it\. Name the file itself/)
    })
  )

  it.effect("follows links, and leaves a broken one to what reads it", () =>
    Effect.gen(function* () {
      const folder = folderOf("a.csv")
      symlinkSync(join(folder, "a.csv"), join(folder, "b.csv"))
      symlinkSync(folderOf("Posts.xml"), join(folder, "dump"))
      symlinkSync("nowhere", join(folder, "z.csv"))
      assert.deepStrictEqual((yield* foundIn(folder)).names, ["a.csv", "b.csv", "dump/Posts.xml", "z.csv"])
    })
  )

  it.effect("names a folder that cannot be listed", () =>
    Effect.gen(function* () {
      const notFolder = join(folderOf("a.csv"), "a.csv")
      assert.include(yield* problemOf(notFolder), `${notFolder}: cannot be listed (`)
    })
  )
})
