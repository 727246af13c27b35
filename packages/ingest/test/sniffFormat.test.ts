import { assert, describe, it } from "@effect/vitest"
import { sniffFormat } from "../src/sniffFormat.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

describe("sniffFormat", () => {
  it.each([
    ["Id,Title,Body\n", "csv"],
    ['\ufeff"Id","Title"\n', "csv"],
    ['\ufeff<?xml version="1.0"?>\n<posts>', "xml"],
    ["\n <posts>", "xml"]
  ])("takes %j as %s", (head, kind) => assert.strictEqual(sniffFormat(bytes(head)).kind, kind))

  it.each([
    [bytes(""), "an empty file"],
    [bytes("\ufeff \n"), "an empty file"],
    [bytes("PK\u0003\u0004rest"), "a ZIP archive or Excel workbook"],
    [Uint8Array.of(0x1f, 0x8b, 8), "a gzip archive"],
    [Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "a 7z archive"],
    [bytes("%PDF-1.7"), "a PDF document"],
    [bytes("<!DOCTYPE html><html>"), "an HTML page"],
    [bytes('{"items": []}'), "JSON"],
    [bytes('[{"id": 1}]'), "JSON"],
    [bytes("version https://git-lfs.github.com/spec/v1\n"), "a Git LFS pointer, not the file itself"],
    [Uint8Array.of(0xff, 0xfe, 0x49, 0), "text in UTF-16"],
    [bytes("I\0d\0,\0T\0i\0t\0l\0e\0"), "text in UTF-16"],
    [Uint8Array.of(1, 2, 3, 0, 0, 0, 5), "a binary file"]
  ])("of %o looks like %s", (head, looksLike) => {
    const format = sniffFormat(head)
    assert.strictEqual(format.kind === "other" && format.looksLike, looksLike)
  })
})
