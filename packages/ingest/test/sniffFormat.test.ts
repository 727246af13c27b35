import { assert, describe, it } from "@effect/vitest"
import { sniffFormat } from "../src/sniffFormat.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

describe("sniffFormat", () => {
  it.each([
    ["Id,Title,Body\n", "csv"],
    ['\ufeff"Id","Title"\n', "csv"],
    ["[Id],[Title]\n", "csv"],
    ["ORCID,PARENT\n", "csv"],
    ['\ufeff<?xml version="1.0"?>\n<posts>', "xml"],
    ["\n <posts>", "xml"],
    ['[{"id": 1}]', "json"],
    ["[\n", "json"],
    ["[]", "json"],
    ['{"items": []}', "json"],
    ['{"id": 1}\n{"id": 2}\n', "jsonl"],
    ["PAR1\u0015\u0004", "parquet"],
    ["PK\u0003\u0004rest", "zip"],
    ["PK\u0005\u0006", "zip"],
    ["BZh9", "bzip2"]
  ])("takes %j as %s", (head, kind) => assert.strictEqual(sniffFormat(bytes(head)).kind, kind))

  it.each([
    [Uint8Array.of(0x1f, 0x8b, 8), "gzip"],
    [Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "7z"],
    [Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), "xz"],
    [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), "zstd"]
  ])("takes %o as %s", (head, kind) => assert.strictEqual(sniffFormat(head).kind, kind))

  it.each([
    [bytes(""), "an empty file"],
    [bytes("\ufeff \n"), "an empty file"],
    [bytes(`PK\u0003\u0004${"\0".repeat(26)}[Content_Types].xml`), "an Excel workbook or other Office document"],
    [bytes(`PK\u0003\u0004${"\0".repeat(26)}mimetypeapplication/vnd.oasis.opendocument`), "an OpenDocument file"],
    [bytes("PK\u0007\u0008"), "a part of a split ZIP archive"],
    [bytes("Rar!\u001a\u0007"), "a RAR archive"],
    [bytes(`${"Posts.xml".padEnd(257, "\0")}ustar`), "a tar archive"],
    [bytes("SQLite format 3\0"), "an SQLite database"],
    [bytes("%PDF-1.7"), "a PDF document"],
    [bytes("<!DOCTYPE html><html>"), "an HTML page"],
    [bytes('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'), "an HTML page"],
    [bytes("version https://git-lfs.github.com/spec/v1\n"), "a Git LFS pointer, not the file itself"],
    [Uint8Array.of(0xff, 0xfe, 0x49, 0), "text in UTF-16"],
    [bytes("I\0d\0,\0T\0i\0t\0l\0e\0"), "text in UTF-16"],
    [Uint8Array.of(1, 2, 3, 0, 0, 0, 5), "a binary file"]
  ])("of %o looks like %s", (head, looksLike) => {
    const format = sniffFormat(head)
    assert.strictEqual(format.kind === "other" && format.looksLike, looksLike)
  })
})
