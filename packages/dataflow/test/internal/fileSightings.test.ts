import { mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { fileSightings } from "../../src/internal/fileSightings.ts"
import { temporaryFolder } from "../temporaryFolder.ts"

/** A folder with a file, a link to a folder, and no `absent`; seen an hour from now, when nothing is fresh any more. */
const seen = (now = Date.now() + 3_600_000) => {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder, name)
  writeFileSync(at("file"), "one")
  // A whole second, which a test can put back.
  utimesSync(at("file"), 1_700_000_000, 1_700_000_000)
  for (const name of ["a", "b"]) mkdirSync(at(name))
  symlinkSync("a", at("link"))
  const sightings = fileSightings(now)
  for (const name of ["file", "absent"]) sightings.see(at(name))
  for (const name of ["link", "no-link"]) sightings.seeLink(at(name))
  return { at, sightings }
}

const edits: ReadonlyArray<readonly [string, (at: (name: string) => string) => void]> = [
  ["a file is longer", (at) => writeFileSync(at("file"), "longer")],
  [
    "a file of the same length has its old times put back",
    (at) => {
      writeFileSync(at("file"), "two")
      utimesSync(at("file"), 1_700_000_000, 1_700_000_000)
    }
  ],
  [
    "another file with the same content takes its place",
    (at) => {
      writeFileSync(at("other"), "one")
      renameSync(at("other"), at("file"))
    }
  ],
  ["a file is gone", (at) => unlinkSync(at("file"))],
  ["a file that was absent is there", (at) => writeFileSync(at("absent"), "")],
  [
    "a link leads elsewhere",
    (at) => {
      unlinkSync(at("link"))
      symlinkSync("b", at("link"))
    }
  ],
  ["a link that was absent is there", (at) => symlinkSync("a", at("no-link"))]
]

describe("sightings of files", () => {
  it("are the same where nothing was touched", () => {
    assert.isTrue(seen().sightings.areSame())
  })

  for (const [edit, make] of edits) {
    it(`differ when ${edit}`, () => {
      const { at, sightings } = seen()
      make(at)
      assert.isFalse(sightings.areSame())
    })
  }

  it("are never the same where a file was changed just before it was seen, or by a clock that is ahead", () => {
    assert.isFalse(seen(Date.now()).sightings.areSame())
    assert.isFalse(seen(Date.now() - 3_600_000).sightings.areSame())
  })
})
