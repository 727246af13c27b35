import { random } from "@praxis/numerics/random"

/** One value for each factor. */
export type Choices = { readonly [factor: string]: string | number | boolean | null }

/** How cells are made of factors. */
export interface MultiverseDesign<C extends Choices> {
  /** The study's own choices. */
  readonly study: C
  /** The values tried of each factor; a factor that is not named stays as the study has it. */
  readonly factors: { readonly [F in keyof C]?: ReadonlyArray<C[F]> }
  /** `each`: one factor at a time differs from the study. `cross`: every combination of all values. */
  readonly design: "each" | "cross"
  /** Further combinations with every factor drawn at random, different from those that are there already. */
  readonly combinations: number
  readonly combinationSeed: number
}

/**
 * The sets of choices, each once: the study's own first, then those of the design in the order of the factors and their
 * values, the last factor fastest, then the combinations drawn. There are fewer of these where no others are left.
 */
export const choicesOf = <C extends Choices>(multiverse: MultiverseDesign<C>): ReadonlyArray<C> => {
  const { study, design, combinations, combinationSeed } = multiverse
  const factors = Object.keys(study).map((factor) => ({
    factor,
    values: distinct([study[factor as keyof C]!, ...(multiverse.factors[factor as keyof C] ?? [])])
  }))
  const cells = new Map<string, C>()
  const add = (cell: C) => void cells.set(JSON.stringify(cell), cell)
  add(study)
  if (design === "each") {
    for (const { factor, values } of factors) for (const value of values) add({ ...study, [factor]: value })
  } else {
    const crossed = factors.reduce<ReadonlyArray<Choices>>(
      (cells, { factor, values }) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [factor]: value }))),
      [{}]
    )
    for (const cell of crossed) add(cell as C)
  }
  const possible = factors.reduce((product, { values }) => product * values.length, 1)
  const wanted = Math.min(possible, cells.size + combinations)
  const next = random(combinationSeed)
  while (cells.size < wanted) {
    add(
      Object.fromEntries(
        factors.map(({ factor, values }) => [factor, values[Math.floor(next() * values.length)]!])
      ) as unknown as C
    )
  }
  return Array.from(cells.values())
}

/** The choices that differ from the study's, as `k=20, channels=code`; empty for the study's own. */
export const choicesText = <C extends Choices>(choices: C, study: C): string =>
  Object.entries(choices)
    .filter(([factor, value]) => value !== study[factor])
    .map(([factor, value]) => `${factor}=${value}`)
    .join(", ")

const distinct = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => Array.from(new Set(values))
