/**
 * Posts of a topic to read, each with its source and licence.
 */
import { day, decimal, isoDay } from "../format.ts"
import { type Html, html } from "../html.ts"
import type { ReportModel, Topic } from "../ReportModel.ts"
import { safeUrl } from "../safeUrl.ts"

type Post = Topic["evidence"][number]

const kinds = [
  {
    kind: "central",
    title: "Central questions",
    meaning: "Closest to the topic’s centre: the topic at its clearest.",
    open: true
  },
  {
    kind: "borderline",
    title: "Borderline questions",
    meaning: "Almost as close to another topic: where the border runs.",
    open: false
  },
  {
    kind: "random",
    title: "Random questions",
    meaning: "Drawn by chance: what a question of this topic is usually like.",
    open: false
  }
] as const

/** Central posts open, borderline and random ones folded; kinds without a post are left out. */
export const evidence = (model: ReportModel, topic: Topic): Html => html`<div class="evidence">${kinds.map(
  ({ kind, title, meaning, open }) => {
    const posts = topic.evidence.filter((row) => row.kind === kind)
    return (
      posts.length > 0 &&
      html`
<details${open && html` open`}><summary>${title} <span class="muted">${posts.length}</span></summary>
<p class="fine">${meaning}</p>
<ol class="posts">${posts.map((post) => entry(model, post))}
</ol>
</details>`
    )
  }
)}
</div>`

/** A simulated post bears the number of some real post by chance, so it gets neither its link nor a licence. */
const entry = ({ siteName, facts }: ReportModel, post: Post): Html => {
  const url = facts.simulated ? null : safeUrl(post.url)
  const title = html`<bdi>${post.title}</bdi>`
  return html`
<li><p class="post-title">${url === null ? title : html`<a href="${url}" rel="noopener noreferrer external">${title}</a>`}</p>
<p class="post-source">${siteName(post.site)} <bdi>${post.id}</bdi>${post.createdAt !== null && html` · <time datetime="${isoDay(post.createdAt)}">${day(post.createdAt)}</time>`} · ${facts.simulated ? "simulated" : licence(post)} · similarity ${decimal(post.similarity, 2)} · margin ${decimal(post.margin, 2)}</p>
<blockquote><bdi>${post.excerpt}</bdi></blockquote></li>`
}

const licence = ({ licence }: Post): Html => (licence === null ? html`licence not given` : html`<bdi>${licence}</bdi>`)
