/**
 * Dates of exports and dumps to milliseconds since 1970.
 */

const date = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s?(.*)$/i
const epoch = /^(\d{1,19})(?:\.\d*)?$/

/**
 * No post is older: the first of Stack Overflow, the oldest site, was asked in 2008 (on 31 July at 21:42), and sites that
 * took over posts of other places began in 2009. Whole years, since made-up posts begin with one. Source: question 4 of
 * Stack Overflow; stackexchange.com/sites.
 */
const firstInstant = Date.UTC(2008, 0)
const endInstant = Date.UTC(2101, 0, 1)

/**
 * The instant that `2016-08-02T15:39:14.947`, `2022-04-18 12:44:51`, `2014-08-08 14:04:22.160000 UTC`, `2022-04-18` or a
 * number since 1970 names; UTC unless an offset says otherwise, digits beyond milliseconds cut. `undefined` for anything
 * else: impossible dates, orders of day and month that must be guessed, and instants before 2008 or after 2100.
 */
export const parseInstant = (text: string): number | undefined => {
  const instant = plain(text) ?? written(text) ?? counted(text)
  return instant !== undefined && instant >= firstInstant && instant < endInstant ? instant : undefined
}

/**
 * The instant of `2016-08-02T15:39:14.947`, as each dump writes it, or `2022-04-18 12:44:51`, as the Data Explorer does;
 * `undefined` for any other form.
 */
const plain = (text: string): number | undefined => {
  const length = text.length
  if (length !== 23 && length !== 19) return undefined
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const sign = form.charCodeAt(i)
    if (sign === zero ? code < zero || code > zero + 9 : code !== sign && (i !== 10 || code !== blank)) return undefined
  }
  const number = (from: number, length: number) => {
    let value = 0
    for (let i = from; i < from + length; i++) value = 10 * value + text.charCodeAt(i) - zero
    return value
  }
  const [month, day, hour, minute, second] = [number(5, 2), number(8, 2), number(11, 2), number(14, 2), number(17, 2)]
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined
  const instant = Date.UTC(number(0, 4), month - 1, day, hour, minute, second, length === 23 ? number(20, 3) : 0)
  return day <= 28 || new Date(instant).getUTCDate() === day ? instant : undefined
}

const form = "0000-00-00T00:00:00.000"
const zero = 0x30
const blank = 0x20

const written = (text: string): number | undefined => {
  const parts = date.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = ""] = parts
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const instant = Date.UTC(y, m - 1, d, h, min, s, Number(fraction.slice(0, 3).padEnd(3, "0")))
  const parsed = new Date(instant)
  const offset = offsetMinutes(zone)
  const isReal = parsed.getUTCMonth() === m - 1 && parsed.getUTCDate() === d && h < 24 && min < 60 && s < 60
  return isReal && offset !== undefined ? instant - offset * 60_000 : undefined
}

const offsetMinutes = (zone: string): number | undefined => {
  if (/^(?:Z|UTC|GMT)?$/i.test(zone)) return 0
  const parts = /^(?:UTC|GMT)?([+-])(\d{2})(?::?(\d{2}))?$/i.exec(zone)
  if (parts === null) return undefined
  const [, sign, hours, minutes = "0"] = parts
  const offset = Number(hours) * 60 + Number(minutes)
  if (offset > 14 * 60 || Number(minutes) > 59) return undefined
  return sign === "-" ? -offset : offset
}

/**
 * A number of seconds (the API), milliseconds (pandas), microseconds or nanoseconds since 1970, told apart by size: between
 * 2008 and 2100 they have 10, 13, 16 and 19 digits, so that at most one unit fits.
 */
const counted = (text: string): number | undefined => {
  const digits = epoch.exec(text)?.[1]
  if (digits === undefined) return undefined
  for (const [length, perMillisecond] of units) {
    if (digits.length === length) return Math.floor(Number(digits) / perMillisecond)
  }
  return undefined
}

const units: ReadonlyArray<readonly [number, number]> = [
  [10, 1e-3],
  [13, 1],
  [16, 1e3],
  [19, 1e6]
]
