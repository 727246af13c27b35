/** A number with its noun, whose plural ends in s: `1 document`, `2 documents`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`
