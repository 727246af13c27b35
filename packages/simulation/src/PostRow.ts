/**
 * One row of an export, before it is written in the export's form.
 */
import { drawFacts, type PostFacts } from "./drawFacts.ts"
import { type DrawnPost, drawPost } from "./drawPost.ts"
import type { PlantedModel } from "./PlantedModel.ts"
import { postRandom } from "./postRandom.ts"
import { type RenderContext, renderPost } from "./renderPost.ts"
import { type RowKind, rowKinds, type SitePlan } from "./sitePlan.ts"

/** Everything that an export may say of a row; text is empty where there is none. */
export interface PostRow extends PostFacts {
  readonly kind: RowKind
  /** Empty for a row without one. */
  readonly id: string
  readonly title: string
  readonly body: string
  readonly tags: ReadonlyArray<string>
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly licence: string
  /** The row before, which an answer belongs to. */
  readonly parentId: string
}

/** The corpus as it was planned: all that a row is made from. */
export interface CorpusPlan {
  readonly model: PlantedModel
  /** By site. */
  readonly plans: ReadonlyArray<SitePlan>
  readonly context: RenderContext
  readonly seed: number
  readonly ownerlessShare: number
}

/** Where a row of a site stands: its id, its year (counted from the site's first) and its instant. */
export const placeOf = ({ model, plans, seed }: CorpusPlan, site: number, row: number) => {
  const { wording, timeline } = model.sites[site]!
  const u = postRandom(seed, site, row, 0)()
  const at = timeline.at((row + u) / plans[site]!.kinds.length)
  return { id: wording.firstId + row * wording.idStep + Math.floor(u * wording.idStep), year: at.year, ms: at.ms }
}

/** What the post of a row is about. */
export const drawnAt = ({ model, seed }: CorpusPlan, site: number, row: number, year: number): DrawnPost =>
  drawPost(model, site, year, postRandom(seed, site, row, 1))

/** The row in full. The same for the same plan, site and row, in whatever order rows are made. */
export const rowAt = (plan: CorpusPlan, site: number, row: number): PostRow => {
  const { kinds } = plan.plans[site]!
  const { wording } = plan.model.sites[site]!
  const kind = rowKinds[kinds[row]!]!
  const place = placeOf(plan, site, row)
  const post = drawnAt(plan, site, row, place.year)
  const { title, body, tags } = renderPost(plan.context, wording, post, postRandom(plan.seed, site, row, 2))
  const untitled = kind === "answer" || kind === "wiki"
  return {
    ...drawFacts(row, kinds.length, plan.ownerlessShare, postRandom(plan.seed, site, row, 3)),
    kind,
    id: kind === "no-id" ? "" : String(place.id),
    title: untitled || kind === "no-title" ? "" : title,
    body: kind === "no-body" ? "" : body,
    tags: untitled ? [] : tags,
    createdAt: place.ms,
    licence: licenceAt(place.ms),
    parentId: String(placeOf(plan, site, Math.max(0, row - 1)).id)
  }
}

/** The licence of content of a date (stackoverflow.com/help/licensing). */
const licenceAt = (ms: number): string =>
  ms < Date.UTC(2011, 3, 8) ? "CC BY-SA 2.5" : ms < Date.UTC(2018, 4, 2) ? "CC BY-SA 3.0" : "CC BY-SA 4.0"
