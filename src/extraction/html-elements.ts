/** What the parsing of HTML needs to know of its elements. */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** They hold nothing and have no end tag. */
export const VOID = names(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);

/** Their content is text: whatever looks like a tag in them is none. */
export const RAW_TEXT = names('script style textarea title');

/** In these any element may close itself. */
export const FOREIGN = names('math svg');

/** In these, within those, HTML goes on. */
export const INTEGRATION = names('mi mo mn ms mtext annotation-xml foreignobject desc title');

const PARAGRAPH = names('p');
const CONTROLS = names('input option optgroup select button datalist textarea');
const ENDS_PARAGRAPH =
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';

/** Whose start ends which open elements, as htmlparser2 has it. */
export const IMPLIED_END: ReadonlyMap<string, ReadonlySet<string>> = new Map([
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
