import type { Topic } from "./ReportModel.ts"

/** How a topic is called where it must be short: its number, never a colour alone. */
export const topicName = ({ topic }: Pick<Topic, "topic">): string =>
  topic < 0 ? "unassigned posts" : `topic ${topic}`

/** The words that stand for a topic in a heading: its first `n` terms. */
export const topicWords = ({ topic, terms }: Pick<Topic, "topic" | "terms">, n: number): string =>
  topic < 0
    ? "posts without a word of the vocabulary"
    : terms
        .slice(0, n)
        .map((row) => row.term)
        .join(", ")
