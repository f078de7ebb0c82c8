/** The languages that everything is said in; the same as those of `crates/wording`. */
export const LANGUAGES = ["en", "ru", "fr", "de", "es", "ar"] as const;

export type Language = (typeof LANGUAGES)[number];

/** What each calls itself. */
export const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  ru: "Русский",
  fr: "Français",
  de: "Deutsch",
  es: "Español",
  ar: "العربية",
};

/** The first of some language tags (BCP 47) that there is; else English. */
export function languageOf(tags: readonly (string | undefined)[]): Language {
  const names = tags.map((tag) => tag?.split("-")[0]?.toLowerCase());
  const known = names.map((name) => LANGUAGES.find((language) => language === name));
  return known.find((language) => language !== undefined) ?? "en";
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** For dates and numbers, as `crates/wording` has them: day first, Western digits in Arabic. */
export function localeOf(language: Language): string {
  return { ar: "ar-u-nu-latn", en: "en-GB" }[language as string] ?? language;
}
