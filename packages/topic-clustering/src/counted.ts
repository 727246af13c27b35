/** A number with its noun, whose plural ends in s: `1 post`, `2 posts`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`
