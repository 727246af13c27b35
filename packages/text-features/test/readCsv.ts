/** Records of a CSV text by RFC 4180, header first; for tests only. */
export const readCsv = (text: string): Array<Array<string>> => {
  const records: Array<Array<string>> = []
  let record: Array<string> = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    let field = ""
    if (text[at] === '"') {
      for (at++; ; at++) {
        const quote = text.indexOf('"', at)
        field += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        field += '"'
      }
    } else {
      const start = at
      while (at < text.length && text[at] !== "," && text[at] !== "\n" && text[at] !== "\r") at++
      field = text.slice(start, at)
    }
    record.push(field)
    if (text[at] === ",") {
      at++
      continue
    }
    if (text[at] === "\r") at++
    if (text[at] === "\n") at++
    records.push(record)
    record = []
  }
  return records
}
