/** Words that carry no topic, with what a reader needs to judge the list. Words are written as the tokeniser writes them. */
export interface StopWordList {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly words: ReadonlyArray<string>
}
