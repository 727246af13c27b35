/** Where a word begins inside a name in camel case: `trainTest`, `XMLHttp`, `conv2D`. */
const humps = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u
const letter = /\p{L}/u

/**
 * The parts of a name in camel case or snake case, case-folded: `train_test_split` gives `train`, `test`, `split`, and
 * `ImageDataGenerator` gives `image`, `data`, `generator`. Names joined by dots or hyphens are taken one by one. A name of
 * one part gives none; parts of one character or without a letter are left out.
 */
export const nameParts = (name: string): Array<string> =>
  name
    .split(/[.\-']/)
    .map((piece) =>
      piece
        .split("_")
        .flatMap((part) => part.split(humps))
        .filter((part) => part !== "")
    )
    .filter((parts) => parts.length > 1)
    .flat()
    .filter((part) => part.length > 1 && letter.test(part))
    .map((part) => part.toLowerCase())
