import { countByte } from "./countByte.ts"

/** How many line feeds a text holds, from `start` to `end`. */
export const lineFeeds = (text: Uint8Array, start = 0, end = text.length): number => countByte(text, 10, start, end)
