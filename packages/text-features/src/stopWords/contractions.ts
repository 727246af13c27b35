import type { StopWordList } from "./StopWordList.ts"

const words =
  "aint arent couldve darent didnt doesnt dont hadnt havent hed hell heres hes howd hows id ill im isnt itd itll ive " +
  "mightve mustnt mustve neednt shant shed shes shouldnt shouldve thatd thatll theres theyd theyll theyre theyve wasnt " +
  "wed werent weve whatre whats whens wheres whos wont wouldnt wouldve yall youd youll youre youve " +
  "e.g i.e a.k.a s ll ve"

/**
 * English contractions and abbreviations as the tokeniser writes them (`don't` is `dont`), which the list `english`
 * lacks, and what is left of one whose word was code: `df`'s gives `s`.
 */
export const contractions: StopWordList = {
  name: "contractions",
  version: "1",
  licence: "MIT (this project)",
  words: words.split(" ")
}
