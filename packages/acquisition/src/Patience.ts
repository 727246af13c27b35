/**
 * How long a host is waited for, and how often it is tried again.
 */
import { type Duration, Schedule } from "effect"

/** The limits; tests set small ones. */
export interface Patience {
  /** Until the answer begins. */
  readonly answer: Duration.Input
  /** Without a byte, once it has begun. */
  readonly silence: Duration.Input
  /** The first wait; each further one is twice as long. */
  readonly firstWait: Duration.Input
  /** Tries after the first that bring nothing new. */
  readonly retries: number
  /** The longest wait in seconds that a host may ask for; where it asks for more, the fetch ends and says so. */
  readonly longestWait: number
}

/** What a person at a terminal bears: 60 s of silence; waits of 1, 2, 4, 8, 16 and 32 s. */
export const usualPatience: Patience = {
  answer: "60 seconds",
  silence: "60 seconds",
  firstWait: "1 second",
  retries: 6,
  longestWait: 600
}

/** The waits between tries: they double, without chance. */
export const waits = ({ firstWait, retries }: Patience) =>
  Schedule.exponential(firstWait, 2).pipe(Schedule.upTo({ times: retries }))
