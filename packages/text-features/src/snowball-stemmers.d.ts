/** What this package uses of snowball-stemmers 0.6, which brings no types. */
declare module "snowball-stemmers" {
  export interface Stemmer {
    readonly stem: (word: string) => string
  }
  export const newStemmer: (algorithm: string) => Stemmer
  export const algorithms: () => Array<string>
}
