/** Names of persons in what pages write about their authors. */
import { LEAD, ONLY_BY, TRAIL } from './byline-words.ts';
import { line } from './facts.ts';

/** An `E` between two names is a middle name, an `e` is an "and". */
const PARTS =
  /\s*[,;|•·●⋅∙/]\s*|\s+(?:[Aa]nd|AND|und|et|y|e|og|och|en|&|with)\s+|\s+[-–—]\s+|\s+@\s*/;

/** @example cleanNames(['By Mara Lindqvist, Staff Writer and Ann Lee']); // ['Mara Lindqvist', 'Ann Lee'] */
export function cleanNames(texts: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const text of texts) {
    // Facebook's property gives the address of a profile.
    if (/^\s*(?:https?:)?\/\//.test(text)) continue;
    const plain = text.slice(0, 400).replaceAll(/\([^()]{0,60}\)/g, ' ');
    const parts = plain.replace(LEAD, '').split(PARTS);
    let hasName = false;
    for (const part of parts) {
      const name = line(
        part
          .replace(/^(?:by|von|par|por|di|af|av|door|and)\s+/i, '')
          .replaceAll(/^[\s.:@()'"]+|[\s.:()'"]+$/g, ''),
      )?.replace(TRAIL, '');
      if (name === undefined || !looksLikeName(name)) continue;
      if (hasName && (ROLE.test(name) || CREDENTIALS.test(name))) continue;
      names.set(name.toLowerCase(), name);
      hasName = true;
    }
  }
  return [...names.values()].slice(0, 12);
}

const NOT_A_NAME =
  /^(?:(?:\S* ?)admin|administrator|editor|editors|editorial|editorial team|editorial staff|staff|staff writer|author|authors|the author|about|about the author|guest|guest author|guest post|guest writer|contributor|contributors|contributing writer|senior .*|correspondent|reporter|updated.*|published.*|posted.*|written.*|reviewed.*|fact.checked.*|medically.*|edited.*|share.*|follow.*|subscribe.*|(?:\d+ )?min(?:ute)?s? read|.* ago|ph\.?d|m\.?d|jr|sr|unknown|no author|none|null|undefined|anonymous|user|super ?user|webmaster|root|default|view .*|see .*|read .*|more .*|last .*|all posts|posts|profile|home|blog|news|articles?|contact|website|linkedin|twitter|facebook|instagram|email|comments?|leave .*|meet .*|learn .*|(?:full|recent|latest|related|older|newer|previous|next) .*|co\.? kg|zeige alle .*|zum profil .*|weitere .*|alle .*|mehr .*|voir .*|todos .*|tutti .*|by|on|in|via|vom|text|quelle|source|stand|datum|date|foto|fotos|photo|photos|publicado .*|publié .*|pubblicato .*|veröffentlicht.*|erstellt.*|aktualisiert.*|kommentar.*|hinterlass.*|antwort.*|schreibe.*|.* (?:by|from|of|in|at|for|von|vom|par|por)|(?:mon|tue|wed|thu|fri|sat|sun)(?:day)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}|sign in|log ?in.*|sign up|get started.*|click here|\d.*)$/i;

/** What follows a name, or stands in its place. */
const ROLE =
  /\b(?:writer|editor|reporter|manager|director|founder|co-?founder|ceo|cto|cmo|coo|cfo|officer|president|chief|head|lead|leader|senior|staff|contributor|correspondent|specialist|expert|analyst|engineer|developer|strategist|marketing|team|editorial|professor|consultant|coach|coordinator|producer|journalist|columnist|member|author|owner|partner|associate|designer|blogger|nutritionist|dietitian|physician|attorney|university|inc|llc|ltd|news|media|magazine)\b/i;
/** `PhD`, `M.D.`, `E-RYT 200`: at least two capitals. */
const CREDENTIALS =
  /^(?=.*[A-Z].*[A-Z])(?:[A-Z][A-Za-z]{0,2}\.?){1,5}(?:[\s-][A-Z]{1,5}(?:\s\d{2,3})?)?$/;

export function looksLikeName(text: string): boolean {
  if (text.length < 2 || text.length > 60) return false;
  if (NOT_A_NAME.test(text) || ONLY_BY.test(text)) return false;
  if (/https?:|www\.|@\w+\.|\d{4}|[{}<>=?!]|\.(?:com|org|net)\b/i.test(text)) return false;
  return /\p{L}/u.test(text) && text.split(' ').length <= 6;
}

const PARTICLE =
  /^(?:de|da|do|dos|del|della|der|den|di|du|van|von|la|le|el|al|bin|ibn|ben|zu|y|e|af|av|ter|ten|st)\.?$/i;

/** Two to five words, each as names are written: for places that may hold anything. */
export function looksLikePerson(text: string): boolean {
  if (!looksLikeName(text) || ROLE.test(text)) return false;
  if (/^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Script=Hangul}]{2,6}$/u.test(text))
    return true;
  const words = text.split(' ');
  if (words.length < 2 || words.length > 5) return false;
  return words.every(
    (word, index) =>
      /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|['’]\p{Lu}\p{L}+)$/u.test(word) ||
      (index > 0 && PARTICLE.test(word)),
  );
}

/** A login: one word, such as `mara.l` or `mara2`. */
export function looksLikeHandle(text: string): boolean {
  return /^[\w.-]+$/.test(text) && (/^[a-z]/.test(text) || /[\d._]|[a-z][A-Z]/.test(text));
}

/** A firm, an association, an editorial office: it stands back when a person is named. */
export function looksLikeOrganisation(text: string): boolean {
  return ORGANISATION.test(text);
}

const ORGANISATION =
  /^(?:the|das|die|der)\s|^redak\w+|(?:\s|^)(?:e\.\s?v|gmbh|ag|inc|llc|ltd|team|staff|redaktion|online|verlag|magazin|media|news|agencies|desk)\.?$/i;
