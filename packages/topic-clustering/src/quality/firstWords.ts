import type { Utf8Column } from "@praxis/dataflow/Column"
import type * as Table from "@praxis/dataflow/Table"
import type { TopicTerms } from "@praxis/tables/Topics"
import type { TopicWords } from "../coherence/CoOccurrence.ts"

/** The first words of each topic. */
export interface FirstWords {
  /** The different words of all topics, by topic, then rank, each where it comes first. */
  readonly different: ReadonlyArray<string>
  /** Of each topic the places of its words in `different`, the first first. */
  readonly numbers: TopicWords
}

/** The first `nWords` words of each topic of a table of terms; a topic without a term has none. */
export const firstWords = (
  { columns: { rank, term, topic }, numRows }: Table.Table<typeof TopicTerms>,
  nTopics: number,
  nWords: number
): FirstWords => {
  const numberOf = new Map<string, number>()
  const numbers = Array.from({ length: nTopics }, (): Array<number> => [])
  for (let row = 0; row < numRows; row++) {
    if (rank[row]! > nWords) continue
    const word = term.at(row)
    const number = numberOf.get(word) ?? numberOf.size
    numberOf.set(word, number)
    numbers[topic[row]!]!.push(number)
  }
  return { different: Array.from(numberOf.keys()), numbers }
}

/** The same words as term numbers; a word that the vocabulary does not have throws a `RangeError`. */
export const termNumbers = ({ different, numbers }: FirstWords, vocabulary: Utf8Column): TopicWords => {
  const wanted = new Set(different)
  const termOf = new Map<string, number>()
  for (let term = 0; term < vocabulary.length; term++) {
    const word = vocabulary.at(term)
    if (wanted.has(word)) termOf.set(word, term)
  }
  return numbers.map((words) =>
    Array.from(words, (number) => {
      const term = termOf.get(different[number]!)
      if (term === undefined) throw new RangeError(`the vocabulary has no term "${different[number]}"`)
      return term
    })
  )
}
