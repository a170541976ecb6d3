/** The words by which pages introduce their authors, in the languages of Europe. */

/** Before a name, whatever stands before them. */
const PREPOSITIONS = 'by|von|par|por|di|door|av|af|przez';
/** What somebody did, or did it as, before such a preposition. */
const DONE =
  '(?:this (?:post|article|story) was )?written|posted|published|authored|created|contributed|reported|submitted|started|story|words|text|article|post|a post|' +
  'geschrieben|verfasst|veröffentlicht|erstellt|eingestellt|gepostet|eingetragen|gespeichert|publiziert|(?:eine? )?(?:gast)?(?:beitrag|artikel|text|interview|kolumne|kommentar|bericht|rezept)|' +
  'écrit|publié|rédigé|proposé|article|escrito|publicado|redactado|texto|scritto|pubblicato|inserito|geschreven|geplaatst|gepubliceerd|' +
  'skrevet|skriven|skrivet|publicerad|publiceret|publisert|napisane|opublikowane|dodane';
/** A colon or a name on the next line follows them. */
const AUTHORS =
  'authors?|contributors?|autor(?:in|en|innen|es|a|as|zy)?|auteure?s?|autore|autori|författare|forfatter|yazar|автор';
/** A colon follows them: alone they mean something else. */
const WORKS =
  '(?:texte?|texto|testo|tekst|words|story)(?: ?(?:&|und|and|y|et|e|\\/) ?(?:fotos?|bild(?:er)?|photos?|pictures|fotografie|images))?|interview|redaktion|redakteur(?:in)?|bericht|redacción|redazione|redactie|作者|文';

/** "By ", "Geschrieben von ", "Autor: ": before a name on the same line. */
export const BY_LINE = new RegExp(
  `^(?:(?:(?:${DONE})\\s+)?(?:${PREPOSITIONS})\\s*:?\\s+|(?:${AUTHORS})\\s*(?::|\\s)\\s*|(?:${WORKS})\\s*[:：]\\s*)(?=\\S)`,
  'i',
);

/** The same as all of a text: the name follows. */
export const ONLY_BY = new RegExp(
  `^(?:(?:(?:${DONE})?\\s*(?:${PREPOSITIONS})|${AUTHORS})\\s*:?|(?:${WORKS})\\s*[:：])$`,
  'i',
);

/** It says so in full, wherever it stands: no sentence begins like that. */
export const FULL_BY_LINE = new RegExp(
  `^(?:(?:${DONE})\\s+(?:${PREPOSITIONS})\\b|(?:${AUTHORS}|${WORKS})\\s*[:：])`,
  'i',
);

/** Cheap to ask of every line before all of these. */
export const MAY_BE_BY_LINE = new RegExp(
  `(?:${PREPOSITIONS})\\b|${AUTHORS}|(?:${WORKS})\\s*[:：]`,
  'i',
);

/** Whatever leads to a name within a text: "3 May, posted by ", "Veröffentlicht am 3. Mai von ". */
export const LEAD = new RegExp(
  `^(?:.{0,80}?\\b(?:(?:${DONE})\\s+)?by\\b(?:\\s*:)?\\s+|.{0,80}?(?<!\\p{L})(?:${DONE})\\s+(?:${PREPOSITIONS})\\s*:?\\s+|(?:${PREPOSITIONS})\\s*:?\\s+|(?:.{0,80}?\\b)?(?:authors?|contributors?)\\b(?:\\s*:)?\\s+|(?:${AUTHORS})\\s*:?\\s+|(?:${WORKS})\\s*[:：]\\s*)`,
  'iu',
);

/** What joins a name to a day or a section after it. */
export const TRAIL = /\s+(?:am|um|on|in|under|unter|le|el|il|op|den|kl\.?|à|at)$/;
