/**
 * Parameters that all stages share which make topics anew to see what comes back.
 */
import { Schema } from "effect"
import type { TopicsRecipe } from "./topicsOf.ts"

/** The fields; of a study, the same values as its nodes `tf-idf`, `lsa` and `topics` have. */
export const recipeFields = {
  sublinearTf: Schema.Boolean.annotate({ description: "As in the node tf-idf." }),
  idf: Schema.Literals(["smooth", "plain", "none"]).annotate({ description: "As in the node tf-idf." }),
  norm: Schema.Literals(["l2", "none"]).annotate({ description: "As in the node tf-idf." }),
  dims: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "As in the node lsa; one number for every K."
  }),
  oversampling: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "As in the node lsa." }),
  powerIterations: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "As in the node lsa." }),
  method: Schema.Literals(["lloyd", "ml-kmeans", "mini-batch", "spherical", "nmf"]).annotate({
    description: "What clusters, as in the node topics; for ml-kmeans lloyd runs, which gives the same bits sooner."
  }),
  starts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description:
      "Starts of each clustering; the lowest objective is kept. Few make topics look less steady, and time grows with them."
  }),
  maxIterations: Schema.Int.check(Schema.isGreaterThan(0)).annotate({ description: "As in the node topics." }),
  tolerance: Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "As in the node topics." }),
  maxPosts: Schema.Int.check(Schema.isGreaterThan(0)).annotate({
    description: "Of a larger corpus, as many posts are drawn once, with a seed, and the rest takes no part."
  })
}

/** The values of {@link recipeFields}. */
export type RecipeParams = { readonly [K in keyof typeof recipeFields]: (typeof recipeFields)[K]["Type"] }

/** The values of the fields among other parameters, as a part of a cell. */
export const recipeOf = (params: RecipeParams): RecipeParams => ({
  sublinearTf: params.sublinearTf,
  idf: params.idf,
  norm: params.norm,
  dims: params.dims,
  oversampling: params.oversampling,
  powerIterations: params.powerIterations,
  method: params.method,
  starts: params.starts,
  maxIterations: params.maxIterations,
  tolerance: params.tolerance,
  maxPosts: params.maxPosts
})

/** The values as a recipe without its seeds and its numbers of topics. */
export const toRecipe = (params: RecipeParams): Pick<TopicsRecipe, "vectors" | "clusters"> => ({
  vectors: {
    sublinearTf: params.sublinearTf,
    idf: params.idf,
    norm: params.norm,
    dims: params.dims,
    oversampling: params.oversampling,
    powerIterations: params.powerIterations
  },
  clusters: {
    method: params.method === "ml-kmeans" ? "lloyd" : params.method,
    maxIterations: params.maxIterations,
    tolerance: params.tolerance
  }
})
