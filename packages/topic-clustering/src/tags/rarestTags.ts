/** The tag that stands for each post in a comparison with topics. */
export interface RarestTags {
  /** The tags that stand for some post, in no order that means anything. */
  readonly tags: ReadonlyArray<string>
  /** Of each post (nDocs) its tag's place in `tags`, or −1. */
  readonly tagOfPost: Int32Array
}

/**
 * The rarest tag of each post among those with at least `minPosts` posts, `excluded` ones left out; ties go to the tag
 * that comes first by code units. A post without such a tag has −1.
 *
 * `tagsOfPosts` has the tags of each post (nDocs), each once. The rarest tag says most about a post: `pandas` stands for
 * more than `python`.
 */
export const rarestTags = (
  tagsOfPosts: ReadonlyArray<ReadonlyArray<string>>,
  minPosts: number,
  excluded: ReadonlySet<string>
): RarestTags => {
  const posts = countTags(tagsOfPosts)
  const isRarer = (a: string, b: string) => posts.get(a)! < posts.get(b)! || (posts.get(a) === posts.get(b) && a < b)
  const placeOf = new Map<string, number>()
  const tagOfPost = Int32Array.from(tagsOfPosts, (tags) => {
    const candidates = tags.filter((tag) => !excluded.has(tag) && posts.get(tag)! >= minPosts)
    if (candidates.length === 0) return -1
    const rarest = candidates.reduce((rarest, tag) => (isRarer(tag, rarest) ? tag : rarest))
    const place = placeOf.get(rarest) ?? placeOf.size
    placeOf.set(rarest, place)
    return place
  })
  return { tags: Array.from(placeOf.keys()), tagOfPost }
}

/** In how many posts each tag stands. */
export const countTags = (tagsOfPosts: ReadonlyArray<ReadonlyArray<string>>): ReadonlyMap<string, number> => {
  const posts = new Map<string, number>()
  for (const tags of tagsOfPosts) for (const tag of tags) posts.set(tag, (posts.get(tag) ?? 0) + 1)
  return posts
}
