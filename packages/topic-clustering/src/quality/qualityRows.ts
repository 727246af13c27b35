import type * as Table from "@praxis/dataflow/Table"
import type { TopicQuality } from "@praxis/tables/Quality"
import { qualityDefinitions } from "./qualityDefinitions.ts"

/** One measure in one variant. */
export interface MeasuredVariant {
  /** Of each topic (nTopics), NaN where it has no such number; absent where the measure is of all topics together. */
  readonly values?: Float64Array
  /** Of all topics together; NaN where there is no such number. */
  readonly all: number
}

type Definitions = typeof qualityDefinitions

/** All measures in all variants that have a definition. */
export type Measured = {
  readonly [M in keyof Definitions]: { readonly [V in keyof Definitions[M]]: MeasuredVariant }
}

/** A measure of each topic, and the mean of the topics that have it for all. */
export const byTopic = (values: Float64Array): MeasuredVariant => {
  const known = values.filter((value) => !Number.isNaN(value))
  return { values, all: known.reduce((sum, value) => sum + value, 0) / known.length }
}

/** The rows of the table `topic-quality`, in the order of the definitions; no row for a number that is not there. */
export const qualityRows = (measured: Measured): ReadonlyArray<Table.RowOf<typeof TopicQuality>> =>
  Object.entries(qualityDefinitions).flatMap(([measure, variants]) => {
    const ofMeasure: Readonly<Record<string, MeasuredVariant>> = measured[measure as keyof Measured]
    return Object.entries(variants).flatMap(([variant, definition]) => {
      const { all, values } = ofMeasure[variant]!
      return [...(values ?? []).entries(), [null, all] as const]
        .filter(([_, value]) => !Number.isNaN(value))
        .map(([topic, value]) => ({ measure, variant, topic, value, definition }))
    })
  })
