/**
 * What a running stage tells of itself.
 */

/** Reports how far a stage is; cheap enough to call for each batch. Never a part of any result. */
export interface Progress {
  /** Sets what there is to do, in `unit` (such as "posts", "bytes", "starts"). */
  readonly total: (amount: number, unit: string) => void
  /** Adds what was done. */
  readonly advance: (amount: number) => void
}
