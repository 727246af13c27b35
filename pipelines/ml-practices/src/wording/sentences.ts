/**
 * Patterns of sentences: HTML, with one to three drawn words. Fixed words are common verbs and function words, so that
 * what tells topics apart is drawn.
 */
export const sentences = [
  "I [tried|want|would like|am trying] to [change|use|understand|replace] {the}.",
  "[So far|Until now|At first] {the} [worked|was fine|did what I wanted].",
  "[Now|Suddenly|Since then] {the} [does not work|is gone|is wrong|fails].",
  "[Somehow|Apparently|For some reason] {my} is [not used|ignored|never reached|always wrong].",
  "[Does anyone know|Does anybody know|Any idea] [why|how] {the} [behaves like this|does that|is like this]?",
  "I [also|even] [checked|removed|changed] {the}, [but nothing changed|without success|to no avail].",
  "[What|Which] is the [right|usual|recommended] {} [here|in this case]?",
  "I [do not|don't] [know|see|understand] [where|how|why] {the} [comes from|fits in|is needed].",
  "[My|Our] {} is [quite|rather|very] [large|small|simple|old].",
  "I am [new to|not familiar with|learning about] {the}.",
  "[Maybe|Perhaps] {the} is [to blame|the reason|too old].",
  "I would [prefer|like] to [keep|avoid] {the} [if possible|for now].",
  "I have {a} [with|and|for] {a} [and it works|that works fine|as shown below].",
  "I [want|need|have] to [use|combine|connect|compare] {the} with {the}.",
  "[When|As soon as|Every time] I [run|use|open|change] {the}, {the} [fails|hangs|disappears|breaks].",
  "[After|Before] {the} I [always|usually|first] [check|look at|run] {the}.",
  "[If|When] I [remove|skip|disable] {the}, {the} [works again|is fine|comes back].",
  "It [seems|appears] that {the} [depends on|needs|overwrites|ignores] {the}.",
  "[According to|As I understand] {the}, {the} [should be|has to be|must be] [there|set|unique].",
  "[There is|I get|I see] {a} [instead of|next to|but not] {a}.",
  "[My|Our|The] {} [has|needs|gets] {a} [for each|per|from the] {}.",
  "I [read|heard] that {the} [can|could|might] [replace|break|help with] {the}.",
  "The {} [of|in|for] {the} is [wrong|missing|not what I expect].",
  "Both {the} and {the} [give|gave] the same [answer|thing].",
  "Neither {the} nor {the} [helped|made a difference|says why].",
  "Is {a} [enough|needed|possible] [for|with|without] {the}?",
  "I [expected|hoped] {the} to [change|update|follow] {the}, [but it did not|which it does not].",
  "[Basically|In short], I [want|need] {the} [without|before|inside] {the}.",
  "[How|Where] [can|do|should] I [put|get|set] {the} [in|for|of] {the}?",
  "I [use|have] {the}, {the} and {the} [together|on the same machine|at once].",
  "[First|To begin with] I [made|created|opened] {a}, then {a} and [finally|last] {a}.",
  "[When|After] {the} [is done|has finished], {the} [should|must] [go|be moved] [to|into] {the}.",
  "I [get|take|read] {the} from {the} and [pass|send|give] it to {the}.",
  "[With|Without] {the}, {the} [works|breaks] but {the} [does not|is still there].",
  "[Since|As] {the} and {the} [did not help|made no difference], I [went back to|tried] {the}.",
  "{the} [should|has to] [match|know] {the}, [but|while] {the} [does not|has none].",
  "I [moved|copied|changed] {a} [from|between] {the} and {the}.",
  "[Each|Every] {} [belongs to|comes with|has] {a} and {a}.",
  "Do I [need|have] to [write|create|define] {a} for {the} [and|or] {the}?"
] as const

/** Entries of lists, with one drawn word. */
export const listEntries = [
  "[change|remove|disable] {the}",
  "[use|try|add] {a}",
  "[check|look at] {the} [again|first]",
  "[start|go on] with {the}",
  "{the} [as before|as it is|if there is one]",
  "[wait for|stop] {the}"
] as const
