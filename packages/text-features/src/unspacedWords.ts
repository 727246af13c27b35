const letters = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc`

/** Whether a text holds a letter of a script that is written without blanks between words. */
export const unspaced = new RegExp(`[${letters}]`, "u")
const runs = new RegExp(String.raw`[${letters}](?:[${letters}]|\p{M})*|[^${letters}]+`, "gu")
/** Signs that join words of other scripts, left at an end where a run begins. */
const joints = /^[.\-'\u200c\u200d]+|[.\-'\u200c\u200d]+$/g

/** The root locale's rules and dictionaries; the machine's locale has no say. */
const segmenter = new Intl.Segmenter("und", { granularity: "word" })
/** Characters that are segmented at a time: the segmenter takes quadratic time on a long run. */
const longestRun = 512

/**
 * The words of a token that holds Chinese, Japanese, Thai, Lao, Khmer or Burmese letters: runs of these are cut by
 * `Intl.Segmenter` (ICU: UAX 29 with dictionaries), what stands between them stays as it is, so that `scikit-learnを使う`
 * keeps `scikit-learn`. Rules and dictionaries are those of the ICU inside Node; the Node version is in every stage's
 * key and pinned, so that results are too, as long as Node carries its own ICU, as the pinned one does.
 */
export const unspacedWords = (text: string): Array<string> => {
  const words: Array<string> = []
  for (const [run] of text.matchAll(runs)) {
    if (!unspaced.test(run)) words.push(run.replace(joints, ""))
    else {
      const characters = run.length <= longestRun ? [run] : pieces(run)
      for (const piece of characters) {
        for (const { isWordLike, segment } of segmenter.segment(piece)) if (isWordLike === true) words.push(segment)
      }
    }
  }
  return words
}

const pieces = (run: string): Array<string> => {
  const characters = Array.from(run)
  return Array.from({ length: Math.ceil(characters.length / longestRun) }, (_, i) =>
    characters.slice(i * longestRun, (i + 1) * longestRun).join("")
  )
}
