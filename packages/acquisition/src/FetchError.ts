/**
 * Why something could not be fetched. Addresses in messages never hold a key.
 */
import { Schema } from "effect"

/** The host answered, and will not give it: trying again as things are does not help. */
export class FetchRefusedError extends Schema.TaggedError<FetchRefusedError>()("FetchRefusedError", {
  url: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message() {
    return `${this.url}: ${this.problem}. ${this.remedy}`
  }
}

/** The host could not be reached, or failed again and again. What came stays and is gone on with. */
export class FetchUnreachableError extends Schema.TaggedError<FetchUnreachableError>()("FetchUnreachableError", {
  url: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `${this.url}: ${this.problem}. Run the same command again later: it goes on where it stopped`
  }
}

/** What came is not what was announced or pinned. */
export class FetchContentError extends Schema.TaggedError<FetchContentError>()("FetchContentError", {
  url: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message() {
    return `${this.url}: ${this.problem}. ${this.remedy}`
  }
}

/** The disk does not take it. */
export class FetchDiskError extends Schema.TaggedError<FetchDiskError>()("FetchDiskError", {
  path: Schema.String,
  problem: Schema.String,
  remedy: Schema.String
}) {
  override get message() {
    return `${this.path}: ${this.problem}. ${this.remedy}`
  }
}

/** Another process fetches into the same folder. */
export class FetchBusyError extends Schema.TaggedError<FetchBusyError>()("FetchBusyError", { folder: Schema.String }) {
  override get message() {
    return `${this.folder}: another process fetches into this folder. Wait until it has ended, or name another with --to`
  }
}

/** Any of them. */
export type FetchError = FetchRefusedError | FetchUnreachableError | FetchContentError | FetchDiskError | FetchBusyError
