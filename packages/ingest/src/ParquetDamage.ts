/** What makes a Parquet file unreadable, in a few words; becomes a problem where the place in the file is known. */
export class ParquetDamage extends Error {
  readonly _tag = "ParquetDamage"
}

/** Throws a {@link ParquetDamage} where something does not hold that must. */
export const must: (holds: boolean, otherwise: string) => asserts holds = (holds, otherwise) => {
  if (!holds) throw new ParquetDamage(otherwise)
}
