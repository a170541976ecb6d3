/** What the parsing of HTML needs to know of its elements. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** They hold nothing and have no end tag. */
const VOID = names(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);

/** Their content is text: whatever looks like a tag in them is none. */
const RAW_TEXT = names('script style textarea title');

/** In these an ampersand is an ampersand. */
const VERBATIM = names('script style textarea xmp');

/** In these any element may close itself. */
const FOREIGN = names('math svg');

/** In these, within those, HTML goes on. */
const INTEGRATION = names('mi mo mn ms mtext annotation-xml foreignobject desc title');

/** Common elements that nothing else is known of. */
const OTHERS =
  'a abbr b blockquote button cite code del dfn em font g html i iframe ins kbd label noscript path picture q s samp small span strong sub sup template time u use var video';

const PARAGRAPH = names('p');
const CONTROLS = names('input option optgroup select button datalist textarea');
const ENDS_PARAGRAPH =
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';

/** Whose start ends which open elements, as htmlparser2 has it. */
const IMPLIED_END: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...ENDS_PARAGRAPH.split(' ').map((name) => [name, PARAGRAPH] as const),
  ...'select input output button datalist textarea'
    .split(' ')
    .map((name) => [name, CONTROLS] as const),
  ...'tbody tfoot'.split(' ').map((name) => [name, names('thead tbody')] as const),
  ...'dd dt'.split(' ').map((name) => [name, names('dd dt')] as const),
  ...'rt rp'.split(' ').map((name) => [name, names('rt rp')] as const),
  ['tr', names('tr th td')],
  ['th', names('th')],
  ['td', names('thead th td')],
  ['body', names('head link script')],
  ['li', names('li')],
  ['option', names('option')],
  ['optgroup', names('optgroup option')],
]);

/** Whatever is to be known of the elements of one name. */
export interface ElementTraits {
  /** The same text for all of them: to look it up in a set costs a fraction of what a fresh copy does. */
  readonly name: string;
  readonly isVoid: boolean;
  readonly isRawText: boolean;
  readonly isVerbatim: boolean;
  readonly isForeign: boolean;
  readonly isIntegration: boolean;
  /** Names of the open elements that its start ends. */
  readonly ended: ReadonlySet<string> | undefined;
}

const KNOWN = new Map(
  [VOID, RAW_TEXT, VERBATIM, FOREIGN, INTEGRATION, IMPLIED_END, names(OTHERS)]
    .flatMap((list) => [...list.keys()])
    .map((name) => [name, traits(name)]),
);

/** @param name in lower case, of HTML or of any other element */
export function traitsOf(name: string): ElementTraits {
  return KNOWN.get(name) ?? traits(name);
}

function traits(name: string): ElementTraits {
  return {
    name,
    isVoid: VOID.has(name),
    isRawText: RAW_TEXT.has(name),
    isVerbatim: VERBATIM.has(name),
    isForeign: FOREIGN.has(name),
    isIntegration: INTEGRATION.has(name),
    ended: IMPLIED_END.get(name),
  };
}
