/**
 * What the study's report says in its own words.
 */

/** What the study asks, in one sentence. */
export const title = "What people who do machine learning ask about notebook platforms"

/** The report's wording. */
export const reportWords = {
  title,
  question:
    "What do people who do machine learning use interactive computing platforms such as Jupyter Notebook and Google Colab for, as far as the questions they ask on Stack Exchange show it?",
  lede: [
    "Questions are grouped by the words they use. A group is called a topic; its words and its most typical posts say what it is about. Read the posts before you believe a topic.",
    "Sizes over all sites say how this whole corpus divides. Sites are compared, and years within a site, by the share of each site’s own questions. All of this is what people ask in public, not what they do."
  ],
  method:
    "Each question’s title and text, without its code, became a list of words; the words became weights (TF-IDF), the weights a few dimensions (latent semantic analysis), and questions that lie close together in these became a topic (k-means).",
  selection: {
    a: "notebook platforms",
    b: "machine learning",
    rule: "A question is in the study’s corpus when it is tagged with a term of one list and its title or body holds a term of the other as whole words.",
    matching:
      "A tag is a term written with hyphens for blanks; the tags that the paper asked for are not published, so its terms stand in for them. In the title, and in the text of the body with its code, a term counts where no letter or digit stands right before or after it, in any case; its blanks may be hyphens, underscores or nothing (Jupyter Lab, jupyter-lab, JupyterLab), and a plural, a possessive or a version right behind it (neural networks, tensorflow2) counts too. A term inside a longer one counts as well: jupyter notebook holds jupyter.",
    paper:
      "The paper’s code looked for the terms as mere letters, in title and body as exported. So it found a term inside other words, and in addresses and markup; it missed a term of machine learning at the start of a title or right behind a tag of HTML, since all but the first kept the blank before them; and it missed other spellings, such as scikit-learn with its hyphen. It is repeated here with its faults, to compare."
  },
  siteNames: {
    stackoverflow: "Stack Overflow",
    datascience: "Data Science",
    softwareengineering: "Software Engineering",
    cs: "Computer Science",
    stats: "Cross Validated",
    ai: "Artificial Intelligence"
  },
  limits: [
    {
      title: "Tags selected the corpus",
      text: "Questions enter such a corpus by their tags and terms. What people ask under other names is not here, and topics partly repeat what the selection asked for."
    },
    {
      title: "Deleted and closed questions are missing",
      text: "Exports hold what survived. Questions that got no answer vanish more often than others, and forums close questions that they hold to be off topic."
    },
    {
      title: "Absence of questions is not absence of a practice",
      text: "What works, what is done alone, and what is asked elsewhere leaves no trace here. A topic that shrinks may have become easy, or have moved."
    },
    {
      title: "Practices need human coders",
      text: "Which learning or coordination practice a question belongs to, and which stage of the life cycle it shows, is for people to code; no list of words stands in for them."
    }
  ],
  references: [
    {
      text: "Glen Berman (2023). Machine Learning practices and infrastructures. AAAI/ACM Conference on AI, Ethics, and Society (AIES ’23). The study that this one follows.",
      url: "https://doi.org/10.1145/3600211.3604689"
    },
    {
      text: "Nathan Halko, Per-Gunnar Martinsson, Joel A. Tropp (2011). Finding structure with randomness. SIAM Review 53(2). The decomposition behind the dimensions.",
      url: "https://doi.org/10.1137/090771806"
    },
    {
      text: "Maarten Grootendorst (2022). BERTopic: neural topic modeling with a class-based TF-IDF procedure. arXiv 2203.05794. The weights of topic words.",
      url: "https://arxiv.org/abs/2203.05794"
    }
  ],
  nTerms: 10
} as const
