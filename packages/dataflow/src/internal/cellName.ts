import type { Schema } from "effect"

/** A cell of a mapped stage for people: `k=10 minDf=5` of an object, the JSON of anything else. */
export const cellName = (cell: Schema.Json): string =>
  typeof cell === "object" && cell !== null && !Array.isArray(cell)
    ? Object.entries(cell)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(" ")
    : JSON.stringify(cell)
