/** A made-up post with a value of each kind; `test/parquet/write.py` makes the same ones. */
export interface MadeUpPost {
  readonly Id: number
  readonly Title: string
  readonly Body: string
  readonly Tags: ReadonlyArray<string>
  /** Milliseconds since 1970. */
  readonly CreationDate: number
  readonly Score: number | null
  readonly ViewCount: number
  readonly OwnerUserId: number | null
}

/** 24 posts. */
export const madeUpPosts: ReadonlyArray<MadeUpPost> = Array.from({ length: 24 }, (_, i) => ({
  Id: i + 1,
  Title: `Why does step ${i} of é fail?`,
  Body: `<p>${`line ${i}, "quoted" 漢 😀\n`.repeat((i % 5) + 1)}</p>`,
  Tags: [["python", "c++"], [], [".net"]][i % 3]!,
  CreationDate: Date.parse("2014-08-08T14:04:22.160Z") + i * 3_600_000,
  Score: i % 5 === 0 ? null : (i % 7) - 3,
  ViewCount: i * 100,
  OwnerUserId: i % 4 === 0 ? null : i % 9
}))
