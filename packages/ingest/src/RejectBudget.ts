/**
 * How many faulty rows of an input are put up with.
 */
import { counted, grouped } from "./counted.ts"
import type { ProblemFields } from "./InputError.ts"
import { type Fault, maxFaults, type PieceResult } from "./PieceRows.ts"
import { faults, type Reason, reasons } from "./Reason.ts"

/** Counts the rows of an input that were rejected for a fault. */
export class RejectBudget {
  readonly #rowsByReason = new Map<Reason, number>()
  readonly #placesByReason = new Map<Reason, Array<string>>()
  #read = 0

  /** Adds a piece; `placeOf` names the place of a fault, such as `line 3`. */
  add({ tally, faults: found, numRows }: PieceResult, placeOf: (fault: Fault) => string): void {
    this.#read += numRows
    for (const [, step, rows] of tally) {
      if (step === "read" || !faults.has(step)) continue
      this.#rowsByReason.set(step, (this.#rowsByReason.get(step) ?? 0) + rows)
    }
    for (const fault of found) {
      const places = this.#placesByReason.get(fault.reason) ?? []
      this.#placesByReason.set(fault.reason, places)
      if (places.length < maxFaults) places.push(`${placeOf(fault)}: ${fault.detail}`)
    }
  }

  /** The problem of an input whose share of faulty rows is above `maxRejects`. */
  problem(maxRejects: number): ProblemFields | undefined {
    const faulty = this.#faulty
    if (faulty <= maxRejects * this.#read) return undefined
    const percent = `${Number((maxRejects * 100).toPrecision(6))}%`
    return {
      problem: `${grouped(faulty)} of ${counted(this.#read, "row")} cannot be kept, more than ${percent}: ${this.#kinds(maxFaults)}`,
      remedy:
        "Look at these rows, and mend or export the file again; if it can only be had so, raise with --max-rejects"
    }
  }

  /** What to say of an input with faulty rows that is read all the same. */
  note(): string | undefined {
    const faulty = this.#faulty
    if (faulty === 0) return undefined
    return `${grouped(faulty)} of ${counted(this.#read, "row")} cannot be kept: ${this.#kinds(1)}`
  }

  get #faulty(): number {
    return Array.from(this.#rowsByReason.values()).reduce((sum, rows) => sum + rows, 0)
  }

  #kinds(places: number): string {
    return reasons
      .filter((reason) => this.#rowsByReason.has(reason))
      .map((reason) => {
        const named = this.#placesByReason.get(reason)!.slice(0, places)
        return `${grouped(this.#rowsByReason.get(reason)!)} ${reason} (${places > 1 ? "" : "first "}${named.join("; ")})`
      })
      .join(", ")
  }
}
