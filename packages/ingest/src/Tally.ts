/**
 * Counts of where the rows of each input went.
 */
import { Buffer } from "node:buffer"
import * as Table from "@praxis/dataflow/Table"
import { Funnel } from "@praxis/tables/Posts"
import { counted, grouped } from "./counted.ts"
import { IngestTally } from "./IngestRows.ts"
import { type Reason, reasons } from "./Reason.ts"

interface Counts {
  read: number
  kept: number
  readonly rejected: Map<Reason, number>
}

/** What is counted of a row. */
export type Step = "read" | "kept" | Reason

/** Counts the rows of one file by site. */
export class PartTally {
  readonly #rowsByStepBySite = new Map<string, Map<Step, number>>()

  /** Adds what a piece of the file holds. */
  addPiece(counts: ReadonlyArray<readonly [site: string, step: Step, rows: number]>): void {
    for (const [site, step, rows] of counts) {
      const rowsByStep = this.#rowsByStepBySite.get(site) ?? new Map<Step, number>()
      this.#rowsByStepBySite.set(site, rowsByStep)
      rowsByStep.set(step, (rowsByStep.get(step) ?? 0) + rows)
    }
  }

  toTable(): Table.Table<typeof IngestTally> {
    const rows = Array.from(this.#rowsByStepBySite).flatMap(([site, rowsByStep]) =>
      Array.from(rowsByStep, ([step, rows]) => ({ site, step, rows }))
    )
    return Table.fromRows(IngestTally, rows)
  }
}

/** Counts the rows of all inputs by input and site. */
export class Tally {
  readonly #countsBySite: ReadonlyArray<Map<string, Counts>>
  readonly #labels: ReadonlyArray<string>

  constructor(labels: ReadonlyArray<string>) {
    this.#labels = labels
    this.#countsBySite = labels.map(() => new Map())
  }

  /** Adds what was counted of one input. */
  addPart(input: number, { columns: { site, step, rows }, numRows }: Table.Batch<typeof IngestTally>): void {
    for (let i = 0; i < numRows; i++) this.add(input, site.at(i), step.at(i) as Step, rows[i]!)
  }

  add(input: number, site: string, step: Step, rows = 1): void {
    const counts = this.#countsBySite[input]!.get(site) ?? { read: 0, kept: 0, rejected: new Map() }
    this.#countsBySite[input]!.set(site, counts)
    if (step === "read" || step === "kept") counts[step] += rows
    else counts.rejected.set(step, (counts.rejected.get(step) ?? 0) + rows)
  }

  /** One sentence on all inputs: how many rows were read, kept, and left out for which reason, the most frequent first. */
  toSentence(): string {
    let read = 0
    let kept = 0
    const rowsByReason = new Map<Reason, number>(reasons.map((reason) => [reason, 0]))
    for (const counts of this.#countsBySite.flatMap((countsBySite) => Array.from(countsBySite.values()))) {
      read += counts.read
      kept += counts.kept
      for (const [reason, rows] of counts.rejected) rowsByReason.set(reason, rowsByReason.get(reason)! + rows)
    }
    const funnel = `${counted(read, "row")} read: ${counted(kept, "question")} kept`
    if (read === kept) return funnel
    const byReason = Array.from(rowsByReason)
      .filter(([, rows]) => rows > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, rows]) => `${grouped(rows)} ${reason}`)
    return `${funnel}, ${grouped(read - kept)} left out (${byReason.join(", ")}); \`pnpm pipeline show rejects\` lists them`
  }

  /** The funnel. Throws where `read` is not `kept` and the rejects together: a row was lost, which is a programmer's mistake. */
  toFunnel(): Table.Table<typeof Funnel> {
    const funnel = Table.builder(Funnel)
    this.#labels.forEach((input, i) => {
      const sites = Array.from(this.#countsBySite[i]!).sort(([a], [b]) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b))
      )
      for (const [site, { read, kept, rejected }] of sites) {
        const lost = read - kept - Array.from(rejected.values()).reduce((sum, rows) => sum + rows, 0)
        if (lost !== 0) throw new Error(`${input}, site ${site}: read ${read}, kept or rejected ${read - lost}`)
        funnel.append({ input, site, step: "read", rows: read })
        funnel.append({ input, site, step: "kept", rows: kept })
        for (const reason of reasons) {
          const rows = rejected.get(reason)
          if (rows !== undefined) funnel.append({ input, site, step: reason, rows })
        }
      }
    })
    return funnel.finish()
  }
}
