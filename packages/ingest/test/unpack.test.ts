import { Buffer } from "node:buffer"
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ingest } from "./ingest.ts"
import { makeZip } from "./makeZip.ts"
import { unpackBytes } from "./unpackBytes.ts"

/** How each was made stands in the README beside them. */
const fixture = (name: string) => readFileSync(new URL(`./fixtures/archives/${name}`, import.meta.url))
const posts = fixture("Posts.xml").toString("latin1")

const single = [
  "posts.gz",
  "posts-members.gz",
  "posts.xz",
  "posts-streams.xz",
  "posts.zst",
  "posts-frames.zst",
  "posts.bz2",
  "posts-streams.bz2"
]
const archives = [
  "dump.zip",
  "dump.zip.gz",
  "stored.zip",
  "bzip2.zip",
  "dump-lzma.7z",
  "dump-lzma2.7z",
  "dump-bzip2.7z",
  "dump-deflate.7z",
  "copy.7z",
  "not-solid.7z",
  "plain-list.7z"
]

describe("unpack", () => {
  it.effect("passes a file that is not packed as its own only member", () =>
    Effect.gen(function* () {
      const { members, notes } = yield* unpackBytes(Buffer.from("Id,Title\n1,t\n"), { label: "a.csv", chunkBytes: 3 })
      assert.deepStrictEqual(members, [["a.csv", undefined, "Id,Title\n1,t\n"]])
      assert.deepStrictEqual(notes, [])
    })
  )

  for (const name of single) {
    it.effect(`reads ${name} as one file, however its bytes are cut`, () =>
      Effect.gen(function* () {
        for (const chunkBytes of [1, 7, 65_536]) {
          const { members } = yield* unpackBytes(fixture(name), { label: name, chunkBytes })
          assert.deepStrictEqual(members, [[name, undefined, posts]])
        }
      })
    )
  }

  for (const name of archives) {
    it.effect(`reads Posts.xml in ${name}, however its bytes are cut`, () =>
      Effect.gen(function* () {
        for (const chunkBytes of [1, 7, 65_536]) {
          const { members } = yield* unpackBytes(fixture(name), { label: name, chunkBytes })
          assert.deepStrictEqual(members, [[`${name}/Posts.xml`, undefined, posts]])
        }
      })
    )
  }

  it.effect("says of each other table of a dump what it holds and that it is not read", () =>
    Effect.gen(function* () {
      const { notes } = yield* unpackBytes(fixture("dump-lzma2.7z"), { label: "ai.7z" })
      assert.deepStrictEqual(notes, [
        "ai.7z/Badges.xml holds badges given to people, which a study of questions does not read",
        "ai.7z/Comments.xml holds comments, which a study of questions does not read",
        "ai.7z/PostHistory.xml holds earlier versions of posts, which a study of questions does not read",
        "ai.7z/PostLinks.xml holds links between posts, which a study of questions does not read",
        "ai.7z/Tags.xml holds how often each tag was used, which the posts themselves tell",
        "ai.7z/Users.xml holds profiles of people, which are private to a study of questions and never read",
        "ai.7z/Votes.xml holds votes and some of who cast them, which are private to a study of questions and never read"
      ])
    })
  )

  it.effect("takes each dump in an archive of folders, with the site that its folder names", () =>
    Effect.gen(function* () {
      const { members, notes } = yield* unpackBytes(fixture("folders.7z"), { label: "all.7z" })
      assert.deepStrictEqual(members, [
        ["all.7z/ai.stackexchange.com/Posts.xml", "ai", posts],
        ["all.7z/robotics.stackexchange.com/Posts.xml", "robotics", posts]
      ])
      assert.deepStrictEqual(notes, [
        "all.7z/empty.txt is left unread: it looks like an empty file",
        "all.7z/README.md is no data, by its name, and left unread",
        "all.7z/ai.stackexchange.com/Users.xml holds profiles of people, which are private to a study of questions and never read"
      ])
    })
  )

  it.effect("takes the site of a dump from the archive's name", () =>
    Effect.gen(function* () {
      const { members } = yield* unpackBytes(fixture("copy.7z"), { label: "stackoverflow.com-Posts.7z" })
      assert.strictEqual(members[0]![1], "stackoverflow")
    })
  )

  it.effect(
    "takes the parts of an export in the order of their names, each packed by itself, and passes over what systems leave",
    () =>
      Effect.gen(function* () {
        const { members, notes } = yield* unpackBytes(fixture("parts.zip"), { label: "p.zip" })
        assert.deepStrictEqual(
          members.map(([label, , text]) => [label, text.split("\n")[1]]),
          [
            ["p.zip/1.csv.gz", "1,Why does step 1 lose rows?,<p>I tried 856 ways.</p>,<python><pipeline-1>"],
            ["p.zip/2.csv.xz", "21,Why does step 441 lose rows?,<p>I tried 823 ways.</p>,<python><pipeline-1>"]
          ]
        )
        assert.deepStrictEqual(notes, ["p.zip/notes.pdf is no data, by its name, and left unread"])
      })
  )

  it.effect("goes by content where a name says something else", () =>
    Effect.gen(function* () {
      const { members } = yield* unpackBytes(makeZip([{ name: "a.csv", content: fixture("posts.xz") }]), {
        label: "a.gz"
      })
      assert.deepStrictEqual(members, [["a.gz/a.csv", undefined, posts]])
    })
  )

  it.effect("gives the same posts as the plain file, through the stage", () =>
    Effect.gen(function* () {
      const plain = yield* ingest({ "Posts.xml": posts })
      assert.strictEqual(plain.output.posts.numRows, 30)
      for (const name of [...single, ...archives]) {
        const { output } = yield* ingest({ [name]: fixture(name) })
        assert.deepStrictEqual(output.posts.columns, plain.output.posts.columns, name)
      }
    })
  )

  it.effect("unpacks three times over and no more", () =>
    Effect.gen(function* () {
      const thrice = gzipSync(gzipSync(gzipSync(Buffer.from(posts))))
      assert.strictEqual((yield* unpackBytes(thrice)).members[0]![2], posts)
      const error = yield* Effect.flip(unpackBytes(gzipSync(thrice)))
      assert.strictEqual(error.message, "f: it is packed more than 3 times over. Unpack it and give the files inside.")
    })
  )
})
