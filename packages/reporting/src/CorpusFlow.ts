/**
 * How the rows of all inputs become questions, and these the selected ones: a row a site, and all sites as a graph.
 */
import type { Flow, FlowGraph, FlowNode } from "./figures/FlowGraph.ts"
import { counted } from "./format.ts"
import type { ReportModel } from "./ReportModel.ts"
import { postsAt, type StepCounts } from "./RuleCounts.ts"
import { faultSteps } from "./words/dropReasons.ts"
import { tagGroupNames } from "./words/ruleSteps.ts"

/** More sites than these are drawn as one. */
export const mostSites = 8

/** What became of the rows of a site; `read` is the sum of the four below it, `questions` that of the next four. */
export interface SiteFlow {
  readonly site: string
  readonly read: number
  readonly notQuestions: number
  readonly faulty: number
  readonly repeated: number
  readonly questions: number
  /** Questions tagged with terms of list A alone, of both lists, of list B alone, of neither. */
  readonly onlyA: number
  readonly both: number
  readonly onlyB: number
  readonly neither: number
  readonly selected: number
  /** Questions with a tag of a list that do not name the other. */
  readonly unselected: number
  readonly selectedByTags: { readonly onlyA: number; readonly both: number; readonly onlyB: number }
}

/** A row a site, in the order of the funnel. */
export const siteFlows = ({ funnel, rejectReasons, rule }: ReportModel): ReadonlyArray<SiteFlow> => {
  const stepByReason = new Map(rejectReasons.map(({ reason, step }) => [reason, step]))
  const countsBySite = new Map(rule.counts.sites.map(({ site, counts }) => [site, counts]))
  return [...Map.groupBy(funnel, (row) => row.site)].map(([site, rows]) => {
    const sum = (holds: (step: string) => boolean) =>
      rows.reduce((total, row) => (holds(row.step) ? total + row.rows : total), 0)
    const rejected = (isStep: (step: string | undefined) => boolean) =>
      sum((reason) => reason !== "read" && reason !== "kept" && isStep(stepByReason.get(reason)))
    return {
      site,
      read: sum((step) => step === "read"),
      notQuestions: rejected((step) => step === undefined || (!faultSteps.has(step) && step !== "merge")),
      faulty: rejected((step) => step !== undefined && faultSteps.has(step)),
      repeated: rejected((step) => step === "merge"),
      questions: sum((step) => step === "kept"),
      ...ruleFlow(countsBySite.get(site) ?? new Map())
    }
  })
}

const ruleFlow = (counts: StepCounts) => {
  const posts = (step: string) => postsAt(counts, step)
  const both = posts("tagged-both")
  const tagged = posts("tagged-a") + posts("tagged-b") - both
  return {
    onlyA: posts("tagged-a") - both,
    both,
    onlyB: posts("tagged-b") - both,
    neither: posts("posts") - tagged,
    selected: posts("selected"),
    unselected: tagged - posts("selected"),
    selectedByTags: {
      onlyA: posts("selected-only-a"),
      both: posts("selected-tagged-both"),
      onlyB: posts("selected-only-b")
    }
  }
}

/** All sites as one. */
export const sumFlows = (flows: ReadonlyArray<SiteFlow>): SiteFlow => {
  const sum = (of: (flow: SiteFlow) => number) => flows.reduce((total, flow) => total + of(flow), 0)
  return {
    site: "",
    read: sum((flow) => flow.read),
    notQuestions: sum((flow) => flow.notQuestions),
    faulty: sum((flow) => flow.faulty),
    repeated: sum((flow) => flow.repeated),
    questions: sum((flow) => flow.questions),
    onlyA: sum((flow) => flow.onlyA),
    both: sum((flow) => flow.both),
    onlyB: sum((flow) => flow.onlyB),
    neither: sum((flow) => flow.neither),
    selected: sum((flow) => flow.selected),
    unselected: sum((flow) => flow.unselected),
    selectedByTags: {
      onlyA: sum((flow) => flow.selectedByTags.onlyA),
      both: sum((flow) => flow.selectedByTags.both),
      onlyB: sum((flow) => flow.selectedByTags.onlyB)
    }
  }
}

/** The largest sites by themselves and the others as one, in the order given. */
export const foldSites = <A>(
  rows: ReadonlyArray<A>,
  size: (row: A) => number,
  fold: (others: ReadonlyArray<A>) => A
): ReadonlyArray<A> => {
  if (rows.length <= mostSites) return rows
  const largest = new Set(rows.toSorted((a, b) => size(b) - size(a)).slice(0, mostSites - 1))
  return [...rows.filter((row) => largest.has(row)), fold(rows.filter((row) => !largest.has(row)))]
}

/** The graph of all sites; nodes without a row are left out, but for the questions and the selected. */
export const corpusGraph = (model: ReportModel, sites: ReadonlyArray<SiteFlow>): FlowGraph => {
  const all = sumFlows(sites)
  const shown = foldSites(
    sites,
    ({ read }) => read,
    (others) => ({ ...sumFlows(others), site: `\n${others.length}` })
  )
  const nameOf = ({ site }: SiteFlow) =>
    site.startsWith("\n") ? counted(Number(site), "other site") : model.siteName(site)
  const groups = tagGroupNames(model.params.selection)
  const node = (id: string, column: number, name: string, amount: number, isDropped = false): FlowNode => ({
    id,
    column,
    name,
    amount,
    isDropped
  })
  const tagged = (["onlyA", "both", "onlyB"] as const).filter((group) => all[group] > 0)
  const hasRule = model.rule.counts.sites.length > 0
  const rule: ReadonlyArray<FlowNode> = hasRule
    ? [
        ...tagged.map((group) => node(group, 2, groups[group], all[group])),
        node("neither", 2, groups.neither, all.neither, true),
        node("selected", 3, "selected", all.selected),
        node("unselected", 3, "the other list not named", all.unselected, true)
      ]
    : []
  const nodes = [
    ...shown.map((flow) => node(`site ${flow.site}`, 0, nameOf(flow), flow.read)),
    node("questions", 1, "questions", all.questions),
    node("notQuestions", 1, "not questions", all.notQuestions, true),
    node("faulty", 1, "faulty rows", all.faulty, true),
    node("repeated", 1, "repetitions and earlier states", all.repeated, true),
    ...rule
  ].filter(({ id, amount, column }) => column === 0 || id === "questions" || id === "selected" || amount > 0)
  const ids = new Set(nodes.map(({ id }) => id))
  const flows: ReadonlyArray<Flow> = [
    ...shown.flatMap((flow) =>
      (["questions", "notQuestions", "faulty", "repeated"] as const).map((to) => ({
        from: `site ${flow.site}`,
        to,
        amount: flow[to]
      }))
    ),
    ...[...tagged, "neither" as const].map((to) => ({ from: "questions", to, amount: all[to] })),
    ...tagged.flatMap((from) => [
      { from, to: "selected", amount: all.selectedByTags[from] },
      { from, to: "unselected", amount: all[from] - all.selectedByTags[from] }
    ]),
    ...(tagged.length === 0 ? [{ from: "neither", to: "selected", amount: 0 }] : [])
  ].filter(({ from, to }) => ids.has(from) && ids.has(to))
  return {
    headings: ["Rows read", "What they are", "Tagged with", "Title or body"].slice(0, hasRule ? 4 : 2),
    nodes,
    flows
  }
}
