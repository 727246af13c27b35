import type { StopWordList } from "./StopWordList.ts"

const words =
  "advance appreciate appreciated cheers dear everybody folks friends greetings guys hello help hey hi kindly regards " +
  "somebody sorry thank thankful thanks thankyou thanx thx tia welcome"

/** The pleasantries of a question: how people greet, ask for help and thank. Small on purpose: no word of a topic is in it. */
export const forum: StopWordList = {
  name: "forum",
  version: "1",
  licence: "MIT (this project)",
  words: words.split(" ")
}
