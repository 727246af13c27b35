/**
 * Dates of exports and dumps to milliseconds since 1970.
 */

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?$/

/**
 * The instant that `2016-08-02T15:39:14.947`, `2022-04-18 12:44:51`, `2014-08-08 14:04:22.160000 UTC` or `2022-04-18` names;
 * UTC unless an offset says otherwise, digits beyond milliseconds cut. `undefined` for anything else, impossible dates included.
 */
export const parseInstant = (text: string): number | undefined => {
  const parts = pattern.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = parts
  const fields = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const [y, m, d, h, min, s] = fields
  const instant = Date.UTC(y, m - 1, d, h, min, s, Number(fraction.slice(0, 3).padEnd(3, "0")))
  const date = new Date(instant)
  const isReal = y >= 1970 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d && h < 24 && min < 60 && s < 60
  return isReal ? instant - offsetMinutes(zone) * 60_000 : undefined
}

const offsetMinutes = (zone: string): number => {
  if (zone === "Z" || zone === "UTC") return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith("-") ? -minutes : minutes
}
