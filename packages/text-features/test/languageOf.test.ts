import { assert, describe, it } from "@effect/vitest"
import { detectAll } from "tinyld"
import { languageOf } from "../src/languageOf.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const of = (text: string, title = "") => languageOf(detectAll, bytes(title), bytes(text))
const neverAsked: typeof detectAll = () => assert.fail("the library was asked")

describe("languageOf", () => {
  const samples: ReadonlyArray<readonly [language: string, text: string]> = [
    ["en", "Notebook kernel dies while training a Keras model, and it prints nothing."],
    [
      "de",
      "Ich versuche ein Modell zu trainieren, aber der Kernel stirbt immer. Wie kann ich das lösen? Nach jedem Start ist es wieder so."
    ],
    [
      "es",
      "Cómo puedo instalar pandas en Jupyter? Cuando ejecuto el cuaderno me sale un error y no sé qué hacer. Ya probé otra vez."
    ],
    [
      "pt",
      "Estou tentando treinar um modelo mas o kernel morre sempre. Alguém sabe como resolver o problema? Já tentei reinstalar tudo e não funciona."
    ],
    [
      "fr",
      "Je voudrais afficher un graphique dans le notebook mais rien ne s'affiche quand je lance la cellule. Que faire ?"
    ],
    [
      "nl",
      "Ik probeer een model te trainen maar de kernel stopt altijd. Hoe kan ik dit oplossen? Het is niet duidelijk."
    ],
    [
      "it",
      "Sto cercando di addestrare un modello con Keras ma il kernel muore sempre. Qualcuno sa come risolvere? Ho già provato tutto."
    ],
    ["ru", "Как установить библиотеку pandas в Jupyter? При запуске ячейки появляется ошибка."],
    ["ja", "Jupyterでpandasを使うとエラーが出ます。どうすれば解決できますか。"],
    ["zh", "我在使用Jupyter训练模型的时候内核总是崩溃，请问应该怎么解决这个问题？"],
    ["ko", "주피터 노트북에서 모델을 학습할 때 커널이 계속 죽습니다. 어떻게 해결할 수 있을까요?"],
    ["ar", "أحاول تدريب نموذج في جوبيتر ولكن النواة تتوقف دائما. كيف يمكنني حل هذه المشكلة؟"],
    ["tr", "Jupyter üzerinde modeli eğitmeye çalışıyorum ama çekirdek sürekli kapanıyor. Bu sorunu nasıl çözebilirim?"]
  ]
  for (const [language, text] of samples) it(`tells ${language}`, () => assert.strictEqual(of(text), language))

  it("does not ask the library about English that is full of names", () => {
    const text = bytes("ipywidgets dropdown: how to observe an ipysheet, voila, nbviewer and the jupyterhub spawner")
    assert.strictEqual(languageOf(neverAsked, bytes("ipywidgets dropdown"), text), "en")
  })

  it("says und for less than 24 bytes, which are eight characters of Chinese", () => {
    assert.strictEqual(of("how to install numpy?"), "und")
    assert.strictEqual(of("how to install numpy ..?"), "en")
    assert.strictEqual(of("内核总是崩溃了"), "und")
    assert.strictEqual(of("怎么解决内核崩溃"), "zh")
    assert.strictEqual(of(""), "und")
  })

  it("does not ask the library about less than 100 bytes that are mostly ASCII", () => {
    const title = "Sharepoint COMException 0x81020037 FeatureActivated event dialog box " // 69 bytes
    assert.strictEqual(languageOf(neverAsked, bytes(title), bytes("x".repeat(30))), "und")
    const asked: typeof detectAll = () => [{ lang: "pt", accuracy: 1 }]
    assert.strictEqual(languageOf(asked, bytes(title), bytes("x".repeat(31))), "pt")
  })

  it("says und where the library has no answer", () => {
    assert.strictEqual(of("1234 5678 9012 3456 7890 1234".repeat(4)), "und")
  })

  it("says und where the library is not sure, and believes it from .3", () => {
    const sure =
      (accuracy: number): typeof detectAll =>
      () => [{ lang: "hu", accuracy }]
    const text = bytes("numpy pandas keras torch jax sklearn matplotlib plotly")
    assert.strictEqual(languageOf(sure(0.29), text, text), "und")
    assert.strictEqual(languageOf(sure(0.3), text, text), "hu")
  })

  it("reads title and text as one, and no more than 1,000 bytes of them", () => {
    assert.strictEqual(of("При запуске ячейки появляется ошибка.", "Как установить библиотеку?"), "ru")
    assert.strictEqual(
      of(
        `${"Ich versuche ein Modell zu trainieren, aber der Kernel stirbt immer. Wie kann ich das lösen? ".repeat(12)}${"the and of to ".repeat(500)}`
      ),
      "de"
    )
  })
})
