/** What a site sets between the paragraphs of its authors: buttons, credits of pictures, newsletters, disclosures. */
import { type Block, isCodeOrCell } from './blocks.ts';

const LONGEST_BUTTON = 60;
const LONGEST_LINE = 150;
const LONGEST_NOTICE = 320;

/** A link that stands for a button. */
const BUTTON =
  /^\W{0,3}(?:learn more|get (?:started|the|your|a|an|in)|see (?:more|all|the)|view|check (?:price|out|it|availability)|book (?:a|an|now|your)|shop|buy|order|read (?:the |our |my )?(?:full|more|review)|download|start|try|register|click|explore|browse|compare|request|schedule|talk to|contact|watch|listen|find out|discover|show|apply|call) ?/i;

const LINE =
  /^\W{0,3}(?:advertisement|advertising|anzeige|werbung|publicité|publicidad|sponsored(?: content)?|(?:story|article) continues (?:below|after).{0,40}|loading\W*|skip advertisement|press enter or click to view .{0,40}|your browser does not support .{0,60}|scroll to continue.{0,40}|table of contents)$/i;

const CREDIT =
  /^\W{0,3}(?:(?:image|photo|picture|foto|bild|beitragsbild|titelbild|crédits?(?: photos?)?)s?(?: ?(?:credits?|source|courtesy of|by|via|copyright))?\s?[:©].{1,140}|(?:image|photo)s? (?:courtesy of|credit|by|via) .{1,100}|(?:photo ?)?credits?\s?[:©].{1,100})$/i;

/** Cheap to look for, and in all of the next two. */
const NOTICE_WORD = /affiliate|commission|newsletter|inbox|mailing list|e-?mail updates/i;
const NEWSLETTER =
  /\b(?:sign(?:ing)? up|subscrib(?:e|ing)|delivered|anmelden|abonnieren|inscrivez|suscr[ií]b\w{1,6})\b.{0,90}\b(?:newsletters?|inbox|mailing list|e-?mail updates)\b|\bnewsletters?\b.{0,90}\b(?:sign(?:ing)? up|subscribe|delivered|forwarded to you|anmelden|abonnieren)\b/i;
const COMMISSION =
  /\b(?:th(?:is|ese|e)|some|our|my|contains?|includes?|use|via)\b.{0,60}\baffiliate (?:links?|commissions?)\b|\b(?:i|we|us|me|you|website|site)\b.{0,60}\b(?:earn|receive|make|get|paid)\b.{0,40}\bcommissions?\b/i;

/** The rule by which a block is none of the author's; points of a list are the author's. */
export function insertionRuleOf(block: Block): string | undefined {
  const { name, length, linkText } = block;
  if (block.holdsBlocks || length > LONGEST_NOTICE || name === 'li' || isCodeOrCell(block))
    return undefined;
  if (length <= LONGEST_BUTTON && linkText > length * 0.8 && BUTTON.test(block.text))
    return 'button';
  if (length <= LONGEST_LINE && LINE.test(block.text)) return 'advertisement';
  if (length <= LONGEST_LINE && CREDIT.test(block.text)) return 'credit';
  if (!NOTICE_WORD.test(block.text)) return undefined;
  return NEWSLETTER.test(block.text) || COMMISSION.test(block.text) ? 'notice' : undefined;
}
