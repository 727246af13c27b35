/** Text as HTML, in content or in an attribute with double quotes. */
export const escapeHtml = (text: string): string =>
  /[&<>"]/.test(text)
    ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    : text

/** Text as the value of an XML attribute in double quotes, line feeds as `&#xA;` as in the data dumps. */
export const escapeXml = (text: string): string => escapeHtml(text).replaceAll("\n", "&#xA;")
