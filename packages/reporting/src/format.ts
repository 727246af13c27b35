/**
 * Numbers and dates as text. The same on every machine: no locale is read, and instants are UTC.
 */

/** A whole number with a narrow no-break space (U+202F) between groups of three from 10 000 up: `1234`, `12 345`. */
export const count = (n: number): string => {
  const digits = String(Math.abs(n))
  const grouped = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, "\u202f") : digits
  return n < 0 ? `−${grouped}` : grouped
}

/** A count with its noun: `1 post`, `2 posts`. The plural is the noun with an s unless it is given. */
export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${count(n)} ${n === 1 ? noun : plural}`

/** A share from 0 to 1 in percent with one decimal: `7.1%`; `<0.1%` and `>99.9%` where it would round to none or all, `–` where it is not a number. */
export const percent = (share: number): string => {
  if (!Number.isFinite(share)) return "–"
  if (share > 0 && share < 0.0005) return "<0.1%"
  if (share < 1 && share >= 0.9995) return ">99.9%"
  return share === 0 ? "0%" : share === 1 ? "100%" : `${(share * 100).toFixed(1)}%`
}

/** A number with the given decimals and a true minus sign; `–` where it is not finite. */
export const decimal = (n: number, decimals: number): string => {
  if (!Number.isFinite(n)) return "–"
  const [whole, fraction] = Math.abs(n).toFixed(decimals).split(".") as [string, string?]
  const text = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole
  const isZero = /^[0.]*$/.test(`${whole}${fraction ?? ""}`)
  return `${n < 0 && !isZero ? "−" : ""}${text}${fraction === undefined ? "" : `.${fraction}`}`
}

/** A p or q with three decimals; `<0.001` where it would round to none, `–` where it is not a number. */
export const probability = (p: number): string => (p < 0.0005 ? "<0.001" : decimal(p, 3))

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const

/** The day of an instant (milliseconds since 1970, UTC): `12 Mar 2019`. */
export const day = (instant: number): string => {
  const date = new Date(instant)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** The day of an instant for machines: `2019-03-12`. */
export const isoDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
