/** Golden files: readable tables of the study's results that a reviewer can compare line by line. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert } from "@effect/vitest"

/** Rows as tab-separated values, floating point numbers with 6 significant digits. */
export const asTsv = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string => {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join("\t"))
  return `${[names.join("\t"), ...lines].join("\n")}\n`
}

const cell = (value: unknown): string => {
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(6)))
  return String(value ?? "").replace(/[\t\r\n]+/g, " ")
}

/**
 * Compares with `test/golden/<name>`. A missing file is written where a person works and an error in CI;
 * a mismatch leaves the new text beside it, as `<name>-changed`.
 */
export const assertGolden = (name: string, text: string): void => {
  const file = fileURLToPath(new URL(`../golden/${name}`, import.meta.url))
  const changed = `${file}-changed`
  if (!existsSync(file)) {
    assert.isUndefined(process.env["CI"], `the golden file ${name} is missing; run the tests locally and commit it`)
    writeFileSync(file, text)
    return
  }
  if (readFileSync(file, "utf8") === text) {
    rmSync(changed, { force: true })
    return
  }
  writeFileSync(changed, text)
  assert.strictEqual(
    text,
    readFileSync(file, "utf8"),
    `${name} changed; compare with ${name}-changed, and replace it if the change is meant`
  )
}
