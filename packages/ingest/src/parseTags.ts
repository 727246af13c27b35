/**
 * Tags as exports, dumps and databases write them.
 */

/** Signs that separate or enclose tags, and that no tag of Stack Exchange holds. */
const signs = /[<>|,;\s[\](){}"'`\\]+/

/** As dumps and the Data Explorer write them, in lower case. */
const inAngles = /^<[a-z0-9.+#-]+>(?:<[a-z0-9.+#-]+>)*$/

/** A list whose members are in quotes, as Python, NumPy and PostgreSQL write it. */
const quotedList = /^[[({]\s*u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/
const quoted = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g

/**
 * The tags of `<a><b>`, `|a|b|`, `a|b`, `a,b`, `a;b`, `a b`, JSON `["a","b"]` or Python's `['a', 'b']`, in order and in lower
 * case. `c++`, `c#`, `.net` and `node.js` stay whole. `NULL`, `NaN` and `None` in this spelling are no tags; `null` is one.
 */
export const parseTags = (text: string): ReadonlyArray<string> => {
  if (inAngles.test(text)) return text.slice(1, -1).split("><")
  const trimmed = text.trim()
  if (nothing.has(trimmed)) return []
  return members(trimmed)
    .flatMap((member) => member.toLowerCase().split(signs))
    .filter((tag) => tag !== "")
}

const nothing = new Set(["", "NULL", "NaN", "None"])

const members = (text: string): ReadonlyArray<string> => {
  if (!quotedList.test(text)) return [text]
  return jsonStrings(text) ?? Array.from(text.matchAll(quoted), ([, double, single]) => double ?? single ?? "")
}

/** The members of a JSON array of strings; `undefined` where the text is none. */
const jsonStrings = (text: string): ReadonlyArray<string> | undefined => {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.every((member) => typeof member === "string") ? parsed : undefined
  } catch {
    return undefined
  }
}
