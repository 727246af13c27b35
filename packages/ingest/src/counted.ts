/** A count with its noun, whose plural ends in s: `1 row`, `3,196 rows`. */
export const counted = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`

/** A whole number with a comma every three digits. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ",")
