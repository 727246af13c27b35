/**
 * Readers of exports that share no code with the writers: strict, character by character, for tests alone.
 */

/** Records of a CSV file. A quote inside an unquoted value, text after a closing quote and an open quote at the end throw. */
export const readCsv = (text: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  const records: Array<Array<string>> = [[]]
  let at = 0
  while (at < text.length) {
    let value = ""
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error("open quote at the end")
        if (text[at] !== '"') value += text[at]
        else if (text[at + 1] === '"') value += text[at++]
        else break
      }
      at++
    } else {
      while (at < text.length && !/[,\r\n]/.test(text[at]!)) {
        if (text[at] === '"') throw new Error(`quote inside a value at ${at}`)
        value += text[at++]
      }
    }
    records.at(-1)!.push(value)
    if (text[at] === ",") at++
    else if (text.startsWith("\r\n", at) || text[at] === "\n") {
      at += text[at] === "\n" ? 1 : 2
      if (at < text.length) records.push([])
    } else if (at < text.length) throw new Error(`text after a closing quote at ${at}`)
  }
  const [header, ...rows] = records
  return rows.map((row) => {
    if (row.length !== header!.length) throw new Error(`${row.length} values in place of ${header!.length}`)
    return Object.fromEntries(header!.map((name, i) => [name, row[i]!]))
  })
}

/** Rows of a Posts.xml. Anything but `<row name="value" … />` lines inside `<posts>`, and any unescaped character, throws. */
export const readDump = (text: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  const lines = text.split("\r\n")
  const [head, open, ...rest] = lines
  if (head !== '\ufeff<?xml version="1.0" encoding="utf-8"?>' || open !== "<posts>" || rest.pop() !== "</posts>") {
    throw new Error("not a dump")
  }
  return rest.map((line) => {
    if (!/^ {2}<row( [A-Za-z]+="([^"<>&\n]|&(amp|lt|gt|quot|#xA);)*")+ \/>$/.test(line)) throw new Error(`row: ${line}`)
    return Object.fromEntries(
      [...line.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)])
    )
  })
}

const plain = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#xA);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "\n"
  )
