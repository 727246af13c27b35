import { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { type Corruption, corrupt } from "../src/Corruption.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

/** Damages a file of "abc" beside one of "xyz"; `look` sees it damaged. Afterwards the folder must be as before. */
const damaged = <A>(corruption: (other: string) => Corruption, look: (file: string) => A): A => {
  const folder = temporaryFolder()
  const [file, other] = [join(folder, "file"), join(folder, "other")]
  writeFileSync(file, "abc")
  writeFileSync(other, "xyz")
  const undo = corrupt(file, corruption(other))
  const seen = look(file)
  undo()
  assert.deepStrictEqual(readdirSync(folder), ["file", "other"])
  assert.strictEqual(readFileSync(file, "utf8"), "abc")
  assert.strictEqual(readFileSync(other, "utf8"), "xyz")
  return seen
}

const text = (file: string) => readFileSync(file, "utf8")

describe("corrupt", () => {
  it("changes one bit, counted from the lowest of the first byte", () => {
    assert.strictEqual(
      damaged(() => ({ kind: "flip", bit: 9 }), text),
      "a`c"
    )
  })

  it("cuts off, clears, adds and takes another's content", () => {
    assert.strictEqual(
      damaged(() => ({ kind: "truncate", bytes: 1 }), text),
      "a"
    )
    assert.strictEqual(
      damaged(() => ({ kind: "zero" }), text),
      "\0\0\0"
    )
    assert.strictEqual(
      damaged(() => ({ kind: "append" }), text),
      "abcx"
    )
    assert.strictEqual(
      damaged((content) => ({ kind: "swap", content }), text),
      "xyz"
    )
  })

  it("puts nothing, a folder or a link in the file's place", () => {
    assert.isUndefined(
      damaged(
        () => ({ kind: "remove" }),
        (file) => lstatSync(file, { throwIfNoEntry: false })
      )
    )
    assert.deepStrictEqual(
      damaged(
        () => ({ kind: "folder" }),
        (file) => readdirSync(file)
      ),
      ["inside"]
    )
    assert.strictEqual(
      damaged(
        () => ({ kind: "link", to: "other" }),
        (file) => readlinkSync(file)
      ),
      "other"
    )
  })
})
