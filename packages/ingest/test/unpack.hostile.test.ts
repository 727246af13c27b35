import { Buffer } from "node:buffer"
import { readFileSync } from "node:fs"
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeZip } from "./makeZip.ts"
import { unpackProblem } from "./unpackBytes.ts"

const fixture = (name: string) => readFileSync(new URL(`./fixtures/archives/${name}`, import.meta.url))
const cut = (name: string, bytes: number) => fixture(name).subarray(0, -bytes)
const longer = (name: string) => Buffer.concat([fixture(name), Buffer.from("and more")])
const flipped = (name: string, at: number) => {
  const bytes = Buffer.from(fixture(name))
  bytes[at < 0 ? bytes.length + at : at]! ^= 4
  return bytes
}

const csv = "Id,Title,Body\n1,t,b\n"
const damaged = (what: string, found: string) => `the ${what} is damaged or cut off (${found})`
const nothing = (found: string) =>
  `the archive holds nothing to read: expected Posts.xml, CSV, JSON or Parquet, found ${found}`

/** A 7z archive whose list of files, unpacked, is `list`. */
const sevenZip = (list: ReadonlyArray<number>): Buffer => {
  const next = Buffer.alloc(20)
  next.writeUInt32LE(list.length, 8)
  next.writeUInt32LE(crc32(Buffer.from(list)), 16)
  const crc = Buffer.alloc(4)
  crc.writeUInt32LE(crc32(next))
  return Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), crc, next, Buffer.from(list)])
}

const bad: ReadonlyArray<readonly [name: string, content: Buffer, problem: string | RegExp]> = [
  ["a gzip file cut off", cut("posts.gz", 100), `f: ${damaged("gzip file", "unexpected end of file")}`],
  ["a gzip file with a wrong checksum", flipped("posts.gz", -6), `f: ${damaged("gzip file", "incorrect data check")}`],
  [
    "a gzip file that lies about its length",
    flipped("posts.gz", -2),
    `f: ${damaged("gzip file", "incorrect length check")}`
  ],
  ["a gzip file followed by other bytes", longer("posts.gz"), `f: ${damaged("gzip file", "incorrect header check")}`],
  [
    "a gzip file, zeros, and another that most readers would lose",
    Buffer.concat([fixture("posts.gz"), Buffer.alloc(100), fixture("posts.gz")]),
    `f: ${damaged("gzip file", "other bytes follow the end of the compressed ones")}`
  ],
  ["a zstd file cut off", cut("posts.zst", 100), `f: ${damaged("zstd file", "unexpected end of file")}`],
  [
    "a zstd file followed by other bytes",
    longer("posts.zst"),
    `f: ${damaged("zstd file", "other bytes follow the end of the compressed ones")}`
  ],
  [
    "a zstd file with a window of 2 GiB",
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00]),
    /^f: the zstd file is damaged or cut off \(Frame requires too much memory for decoding/
  ],
  ["an xz file cut off", cut("posts.xz", 100), /^f: the xz file is damaged or cut off/],
  ["an xz file with a flipped bit", flipped("posts.xz", 500), /^f: the xz file is damaged or cut off/],
  ["an xz file followed by other bytes", longer("posts.xz"), /^f: the xz file is damaged or cut off/],
  ["a bzip2 file cut off", cut("posts.bz2", 100), `f: ${damaged("bzip2 file", "it ends within a block")}`],
  ["a bzip2 file with a flipped bit", flipped("posts.bz2", 500), /^f: the bzip2 file is damaged or cut off \(BZ2/],
  [
    "a bzip2 file with a wrong checksum of its blocks",
    flipped("posts.bz2", -2),
    `f: ${damaged("bzip2 file", "the checksum of all blocks is wrong")}`
  ],
  [
    "a bzip2 file followed by other bytes",
    longer("posts.bz2"),
    `f: ${damaged("bzip2 file", "expected a header of bzip2")}`
  ],

  [
    "a ZIP archive cut off",
    cut("dump.zip", 30),
    /^f: the ZIP archive is damaged or cut off \(End of central directory/
  ],
  [
    "a ZIP archive followed by other bytes",
    longer("dump.zip"),
    /^f: the ZIP archive is damaged or cut off \(Invalid comment length/
  ],
  ["an empty ZIP archive", makeZip([]), `f: ${nothing("no file")}`],
  [
    "a ZIP archive without anything to read, with names that would move the cursor",
    makeZip([
      { name: "a\u001b[2J.bin", content: Buffer.from([1, 2, 3, 0, 0, 5]) },
      ...["Users.xml", "c.pdf", "d.md", "e.sql", "f.html", "g.md"].map((name) => ({ name }))
    ]),
    `f: ${nothing("Users.xml, a\\u{1b}[2J.bin (a binary file), c.pdf, d.md, e.sql and 2 others")}`
  ],
  ["an encrypted ZIP archive", fixture("encrypted.zip"), "f/Posts.xml: it is encrypted"],
  ["a ZIP archive with a link", fixture("link.zip"), "f: its entry link.xml is a link to another file"],
  [
    "a ZIP archive packed by Deflate64",
    fixture("deflate64.zip"),
    "f/Posts.xml: it is packed by Deflate64, which is not read in ZIP archives"
  ],
  [
    "a name that leads out of the archive",
    makeZip([{ name: "a.csv" }, { name: "b/../../x.csv" }]),
    "f: the name of its entry b/../../x.csv leads out of the archive"
  ],
  [
    "a name that leads out by backslashes",
    makeZip([{ name: "..\\x.csv" }]),
    "f: the name of its entry ../x.csv leads out of the archive"
  ],
  [
    "an absolute name",
    makeZip([{ name: "/etc/x.csv" }]),
    "f: the name of its entry /etc/x.csv leads out of the archive"
  ],
  ["a name with a drive", makeZip([{ name: "C:x.csv" }]), "f: the name of its entry C:x.csv leads out of the archive"],
  ["two entries of one name", makeZip([{ name: "a.csv" }, { name: "a.csv" }]), "f: two of its entries are named a.csv"],
  [
    "an entry with a wrong checksum",
    makeZip([{ name: "a.csv", crc: 1 }]),
    `f/a.csv: ${damaged("entry", "its checksum is wrong")}`
  ],
  [
    "an entry that is longer than it says",
    makeZip([{ name: "a.csv", bytes: 5 }]),
    `f/a.csv: ${damaged("entry", "it is longer than the 5 bytes that the archive states")}`
  ],
  [
    "an entry that is shorter than it says",
    makeZip([{ name: "a.csv", bytes: 500 }]),
    `f/a.csv: ${damaged("entry", "it ends after 20 of 500 bytes")}`
  ],
  [
    "an entry that lies about its packed length",
    makeZip([{ name: "a.csv", packedBytes: deflateRawSync(csv).length - 3 }]),
    `f/a.csv: ${damaged("entry", "unexpected end of file")}`
  ],
  [
    "an entry beyond the archive",
    makeZip([{ name: "a.csv", packedBytes: 5000 }]),
    /^f\/a.csv: the entry is damaged or cut off \(file data overflows file bounds/
  ],
  [
    "a gzip file in an archive, cut off",
    makeZip([{ name: "a.gz", content: cut("posts.gz", 9) }]),
    `f/a.gz: ${damaged("gzip file", "unexpected end of file")}`
  ],
  [
    "an archive of 10,001 files",
    makeZip(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, method: 0 }))),
    "f: it holds more than 10000 files"
  ],

  ["a 7z archive cut off", cut("copy.7z", 9), `f: ${damaged("7z archive", "it ends 9 bytes too early")}`],
  [
    "the first part of a split 7z archive",
    fixture("split.7z.001"),
    `f: ${damaged("7z archive", "it ends 565 bytes too early")}`
  ],
  [
    "a 7z archive followed by other bytes",
    longer("copy.7z"),
    `f: ${damaged("7z archive", "8 other bytes follow its end")}`
  ],
  [
    "a 7z archive with a flipped bit in its first bytes",
    flipped("copy.7z", 12),
    `f: ${damaged("7z archive", "the checksum of its first bytes is wrong")}`
  ],
  [
    "a 7z archive with a flipped bit in its list",
    flipped("copy.7z", -9),
    `f: ${damaged("7z archive", "the checksum of its list of files is wrong")}`
  ],
  [
    "a 7z archive with a flipped bit in a file",
    flipped("copy.7z", 500),
    `f/Posts.xml: ${damaged("entry", "its checksum is wrong")}`
  ],
  [
    "a 7z archive with a flipped bit in packed bytes",
    flipped("dump-lzma2.7z", 500),
    /^f\/Posts.xml: the entry is damaged or cut off/
  ],
  ["an encrypted 7z archive", fixture("encrypted.7z"), "f/Posts.xml: it is encrypted"],
  ["a 7z archive with an encrypted list", fixture("encrypted-list.7z"), "f: it is encrypted"],
  ["a 7z archive packed by PPMd", fixture("ppmd.7z"), "f/Posts.xml: it is packed by PPMd of 7z, which is not read"],
  [
    "a 7z archive with a filter for programs",
    fixture("bcj.7z"),
    "f/Posts.xml: it is packed by the BCJ filter of 7z, which is not read"
  ],
  ["an empty 7z archive", sevenZip([]), `f: ${nothing("no file")}`],
  [
    "a 7z archive that says it holds 2^32 files",
    sevenZip([1, 5, 0xf1, 0, 0, 0, 0]),
    `f: ${damaged("7z archive", "it holds more than 10000 files")}`
  ],
  [
    "a 7z archive whose list is cut",
    sevenZip([1, 4, 6]),
    `f: ${damaged("7z archive", "its list of files ends too early")}`
  ],
  [
    "the second part of a split archive in a ZIP archive",
    makeZip([{ name: "x.7z.002", content: fixture("split.7z.002") }]),
    /^f: the archive holds nothing to read/
  ]
]

describe("a packed file that cannot be read", () => {
  for (const [name, content, problem] of bad) {
    it.effect(`because it is ${name} is a problem that says so`, () =>
      Effect.gen(function* () {
        const found = yield* unpackProblem(content, { chunkBytes: 1000 })
        if (typeof problem === "string") assert.strictEqual(found, problem)
        else assert.match(found, problem)
      })
    )
  }

  it.effect(
    "because it unpacks to a thousand times its size stops early",
    () =>
      Effect.gen(function* () {
        const member = gzipSync(Buffer.alloc(1 << 20, 32))
        const bomb = Buffer.concat(Array.from({ length: 80 }, () => member))
        assert.strictEqual(
          yield* unpackProblem(bomb),
          "f: it unpacks to more than 67,108,864 bytes, as archives do that are made to fill a disk"
        )
        const frame = zstdCompressSync(Buffer.alloc(1 << 20, 32))
        const frames = Buffer.concat(Array.from({ length: 80 }, () => frame))
        assert.match(yield* unpackProblem(makeZip([{ name: "a.zst", content: frames }])), /^f: it unpacks to more than/)
      }),
    60_000
  )

  it.effect("because archives nest in archives stops at the fourth", () =>
    Effect.gen(function* () {
      let zip = makeZip([{ name: "a.csv" }])
      for (let i = 0; i < 4; i++) zip = makeZip([{ name: `${i}.zip`, content: zip }])
      assert.strictEqual(yield* unpackProblem(zip), "f/3.zip/2.zip/1.zip: it is packed more than 3 times over")
    })
  )
})
