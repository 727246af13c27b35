/**
 * The file in which a person's accepted topics are kept, read as tables.
 */
import { files, type RawFile } from "@praxis/dataflow/Artifact"
import * as Stage from "@praxis/dataflow/Stage"
import * as Table from "@praxis/dataflow/Table"
import { AcceptedPosts, AcceptedTopics as AcceptedTopicsTable } from "@praxis/tables/Runs"
import { Effect, Schema, Stream } from "effect"
import { decodeAccepted } from "./acceptedFile.ts"

/** The file of accepted topics cannot be read. */
export class AcceptedFileError extends Schema.TaggedError<AcceptedFileError>()("AcceptedFileError", {
  file: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `the accepted topics in ${this.file} cannot be read: ${this.problem}. Take the committed file with git checkout, or delete it and accept the topics anew with: pnpm pipeline accept`
  }
}

/** The files of accepted topics; one where a person accepted any. */
export const AcceptedFile = files("accepted-file")

/** The topics that a person accepted, and their posts. Fails with {@link AcceptedFileError}. */
export const AcceptedTopics = Stage.make("accepted-topics", {
  module: import.meta.url,
  inputs: { file: AcceptedFile },
  params: Schema.Struct({}),
  output: { "accepted-topics": AcceptedTopicsTable, "accepted-posts": AcceptedPosts },
  run: Effect.fn("AcceptedTopics.run")(function* ({ inputs: { file } }) {
    const topics = Table.builder(AcceptedTopicsTable)
    const posts = Table.builder(AcceptedPosts)
    for (const each of file.files) {
      const decoded = decodeAccepted(yield* textOf(each))
      if (typeof decoded === "string") return yield* new AcceptedFileError({ file: each.label, problem: decoded })
      for (const { number, name, retired, posts: ids } of decoded) {
        topics.append({ number, name, retired })
        for (const { site, id } of ids) posts.append({ number, site, id })
      }
    }
    return { "accepted-topics": topics.finish(), "accepted-posts": posts.finish() }
  })
})

const textOf = ({ content }: RawFile) =>
  Effect.map(Stream.runCollect(content), (chunks) => Buffer.concat(chunks).toString("utf8"))
