/** Parts of a post that say nothing of the topic: patterns without a drawn word, HTML. */

/** How people begin. */
export const openings = [
  "Hi [all|everyone|there],",
  "Hello [everyone|all],",
  "[Sorry|Apologies] if this [was asked|has been asked] before.",
  "I have been [stuck|sitting] on this [for a while|since yesterday|for days].",
  "[Beginner|Newbie] here {emoji}",
  "This [may|might] be a [simple|silly|basic] one.",
  "<strong>Edit:</strong> I have [added|posted] more [details|of it] below."
] as const

/** Sentences in between. */
export const asides = [
  "I get {code} [instead|in the end|every time].",
  "I [already|also] [looked at|tried|followed] {link}, [but it did not help|without luck|and it is outdated].",
  "It [happens|fails] in about {n} % of [all cases|the runs].",
  "[Printing|Checking] {code} [gives|shows] [nothing|what I expect].",
  "<em>It works on [another machine|my old one].</em>",
  "There are {n} of them &amp; all are [the same|alike].",
  "It [takes|took] {n} times as long as [before|it should].",
  "I am [lost|confused] {emoji}",
  "Note that {code} is &lt; {n} here.",
  "[Searching|Googling] [did not help|gave nothing useful].",
  "(I [cannot|can't] share [all of it|more].)",
  "I have seen {link} but [that is different|mine is not the same].",
  "That is <strong>not</strong> what I [want|need]!"
] as const

/** Sentences with formulas: HTML, no patterns. */
export const formulas = [
  "Here $x_i \\in \\mathbb{R}^{n}$ and $\\alpha$ is fixed.",
  "I assume that $$\\hat{y} = \\sum_{i=1}^{n} w_i x_i + b$$ holds.",
  "As $n \\to \\infty$ this is $O(n \\log n)$, if I am not mistaken.",
  "We have $P(A \\mid B) &lt; P(A)$ for some of them.",
  "Let $\\|x\\|_2 \\le 1$; then $f(x) = \\frac{1}{1 + e^{-x}}$ is bounded.",
  "Should I minimise $$\\frac{1}{n}\\sum_i (y_i - \\hat{y}_i)^2 + \\lambda \\|w\\|^2$$ or something else?"
] as const

/** What stands before a code block. */
export const codeLeads = [
  "[Here is|This is] [what I have|my attempt|the code]:",
  "[My|The] code [so far|looks like this]:",
  "[Minimal|Short] [reproduction|version]:",
  "This is [what I run|where it fails]:",
  "[See|Look at] the [code|lines] below:"
] as const

/** Quotes. */
export const quotes = [
  "This behaviour will change in a future version. See the notes for details.",
  "Note: this option has no effect unless it is given twice.",
  "If you don't know what this does, you probably don't need it.",
  "Support for this was removed; there is no replacement yet."
] as const

/** How people end. */
export const closings = [
  "[Any help|Any hint|Any advice] is [appreciated|welcome].",
  "[Thanks|Thank you] [in advance|a lot|so much]!",
  "[Thanks|Cheers] {emoji}",
  "What am I [missing|doing wrong]?",
  "[Please|Could you] help.",
  "I am [happy|glad] to give more [details|information]."
] as const

/** Inline code. */
export const inlineCode = [
  "None",
  "x[0]",
  "True",
  "main()",
  "print(x)",
  "len(a) - 1",
  "a < b",
  "--verbose",
  "foo",
  "self",
  "i += 1",
  "return 0",
  "for i in range(10)",
  '"abc"',
  "tmp",
  "a && b"
] as const

/** Links: address and text. */
export const links = [
  ["https://docs.python.org/3/", "the docs"],
  ["https://stackoverflow.com/questions/1", "this answer"],
  ["https://example.org/guide?page=2&lang=en", "this guide"],
  ["https://en.wikipedia.org/wiki/Main_Page", "Wikipedia"],
  ["https://example.com/blog/2020/05/how-to", "this post"],
  ["https://discourse.example.net/t/42", "a thread"]
] as const

/** Within and beyond the Basic Multilingual Plane. */
export const emoji = ["🙂", "😅", "🙏", "🤔", "☺", "🚀", "👩🏽‍💻", "𝛼", "¯\\_(ツ)_/¯"] as const

/** Addresses of images that stand for nothing. */
export const images = [
  "https://i.example.com/aB3dE.png",
  "https://i.example.com/x9Qz1.jpg",
  "https://i.example.com/Kp0Lm.gif"
] as const
