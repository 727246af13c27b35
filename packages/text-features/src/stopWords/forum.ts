import type { StopWordList } from "./StopWordList.ts"

/** How people greet, ask for help and thank. */
const pleasantries =
  "advance appreciate appreciated cheers dear everybody folks friends greetings guys hello help helped helpful helping " +
  "helps hey hi kindly regards somebody sorry thank thankful thanks thankyou thanx thx tia welcome"

/** What people do when they ask: want, try, wonder, know, say. */
const asking =
  "ask asked asking asks attempt attempted attempting attempts hope hopefully hoping knew know knowing knows like likes " +
  "need needed needing needs prefer said say saying says struggle struggled struggling suggest suggested suggesting " +
  "suggestion suggestions suggests tell telling tells think thinking thought thoughts tried tries try trying " +
  "understand understanding understood want wanted wanting wants wish wonder wondered wondering"

/** Verbs that go with any noun, and the forms that `english` lacks of those it has. */
const doing =
  "achieve achieved came come comes coming create created creates creating did does doing follow followed following " +
  "follows gave gets getting gives giving given goes going gone got gotten happen happened happening happens having " +
  "keeping keeps kept let lets look looked looking looks makes making make puts putting saw seeing seen sees showed " +
  "showing shown shows takes taken taking took use used uses using went work worked working works"

/** Nouns, adjectives and adverbs without a thing of their own: way, problem, able, fine, just. */
const fillers =
  "able actually apparently basically best better bit exactly far fine good great idea ideas instead issue issues just " +
  "kind lot lots maybe nice obviously ok okay possible possibly pretty probably problem problems really simply " +
  "solution solutions solve solved stuck stuff sure thing things trouble unable unfortunately way ways wrong yes"

/**
 * The words of asking. A word is in the list where it tells that or how somebody asks, wants, tries or judges, or goes
 * with any noun, and would do so in a question about cooking as well; all of its forms with it.
 *
 * Not in it: things and operations of the field (`code`, `file`, `data`, `run`, `install`, `change`), faults (`error`,
 * `failed`), and words with a sense of their own there (`figure`, `mean`, `sort`, `expected`, `question`, `example`).
 */
export const forum: StopWordList = {
  name: "forum",
  version: "2",
  licence: "MIT (this project)",
  words: [pleasantries, asking, doing, fillers].flatMap((words) => words.split(" "))
}
