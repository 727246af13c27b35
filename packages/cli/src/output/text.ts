/**
 * Numbers and text for people, and values as JSON.
 */
import { displayWidth } from "./displayWidth.ts"

/** A whole number with a comma every three digits. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",")

/** `1 node`, `15 nodes`. */
export const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`

/** Seconds as a person says them: `0.4 s`, `12 s`, `3 min 5 s`. */
export const duration = (seconds: number): string => {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Seconds as a clock shows them: `0:07`, `12:05`, `1:02:03`. */
export const clock = (seconds: number): string => {
  const whole = Math.floor(seconds)
  const two = (n: number) => String(n).padStart(2, "0")
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}

/** Memory in steps that do not flicker: `310 MB`, `1.2 GB`. */
export const roughSize = (bytes: number): string =>
  bytes < 995e6 ? `${Math.round(bytes / 1e7) * 10} MB` : `${(bytes / 1e9).toFixed(1)} GB`

/** Bytes as `12.3 MB`. */
export const size = (bytes: number): string => {
  const units = ["kB", "MB", "GB", "TB"]
  if (bytes < 1000) return `${bytes} B`
  let power = 1
  while (power < units.length && Number((bytes / 1000 ** power).toFixed(1)) >= 1000) power++
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}

/** An amount with its unit: bytes as {@link size}, all else counted. */
export const amount = (n: number, unit: string): string =>
  unit === "bytes" ? size(Math.round(n)) : `${count(Math.round(n))} ${unit}`

/** Text from data made safe for a terminal: no control or escape characters, line breaks as `⏎`, no direction overrides. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n|\r|\n/g, "⏎")
    .replace(/\t/g, " ")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, "�")

/** The same for text of several lines: its line breaks stay. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n")

/** `head` and `text` broken at blanks into lines of at most `width` columns, later lines under the first word of `text` or after `indentWidth` blanks; a longer word stays whole. */
export const wrapped = (
  head: string,
  text: string,
  width: number,
  indentWidth = displayWidth(head)
): ReadonlyArray<string> => {
  const indent = " ".repeat(indentWidth)
  const lines: Array<string> = []
  let line = head
  let isEmpty = true
  for (const word of text.split(" ").filter((each) => each !== "")) {
    if (!isEmpty && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line.trimEnd()]
}

/** A value as JSON on one line; integers of 64 bits as text, since JSON's numbers cannot hold them. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each))
