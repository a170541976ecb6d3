/** The language of a block of code, as highlighters and static-site generators leave it in classes and attributes. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { classesOf, findElement, hasClass } from './elements.ts';

/** What stands alone for a language of code: none of them is the code of a language that people speak. */
const KNOWN = new Set(
  (
    'bash c c++ clojure cmake cpp csharp css dart diff dockerfile elixir elm erlang fortran fsharp go graphql groovy haskell ' +
    'hcl html ini java javascript js json jsx julia kotlin latex less lisp lua makefile markdown matlab nginx nix objectivec ' +
    'ocaml perl php powershell protobuf python r ruby rust sass scala scheme scss shell solidity sql swift terraform toml ' +
    'tsx typescript vim wasm xml yaml zig'
  ).split(' '),
);

const NO_LANGUAGE =
  /^(?:text|plain|plaintext|txt|none|nohighlight|no-highlight|default|auto|undefined|null|language|source)$/;

/** Looks at the block, its `<code>` and up to three wrappers around it. */
export function languageOf(element: Element): string | undefined {
  const code = findElement(element, ({ name }) => name === 'code', 30);
  const around: Element[] = code === undefined ? [element] : [code, element];
  for (
    let parent = element.parent;
    parent !== null && isTag(parent) && around.length < 9;
    parent = parent.parent
  ) {
    if (!['div', 'figure', 'pre', 'table', 'tbody', 'tr', 'td', 'span'].includes(parent.name))
      break;
    around.push(parent);
    if (hasClass(parent, 'highlight', 'chroma', 'code-block', 'codehilite')) {
      const outer = parent.parent;
      if (outer !== null && isTag(outer)) around.push(outer);
      break;
    }
  }
  for (const one of around) {
    const named = languageIn(one)?.toLowerCase();
    if (named !== undefined && /^[\w+#.-]{1,30}$/.test(named))
      return NO_LANGUAGE.test(named) ? undefined : named;
  }
  return undefined;
}

function languageIn(element: Element): string | undefined {
  const { attribs } = element;
  const said = attribs['data-lang'] ?? attribs['data-language'];
  if (said) return said.trim();
  // GitHub and old WordPress say it here, where others say which language people speak.
  if (attribs.lang && KNOWN.has(attribs.lang.toLowerCase())) return attribs.lang;
  const classes = classesOf(element);
  if (classes.length === 0) return undefined;
  const brush = /\bbrush:\s*([\w+#-]+)/.exec(attribs.class ?? '')?.[1];
  if (brush !== undefined) return brush;
  const named =
    nameAfter(
      /^(?:code-)?(?:language|lang|highlight-source|highlight-text)-([\w+#.-]+)$/i,
      classes,
    ) ?? nameAfter(/^(?:highlight|code)-([a-z][a-z0-9+#.-]*)$/i, classes);
  if (named !== undefined) return named.replace(/^(?:html)-(\w+)$/, '$1');
  // `hljs python`, Pandoc's `sourceCode python`, Hexo's `highlight python`: the class beside the mark.
  const mark = classes.findIndex((one) => ['hljs', 'sourceCode', 'prettyprint'].includes(one));
  const hexo = element.name === 'figure' && classes[0] === 'highlight' ? 0 : mark;
  if (hexo === -1) {
    // Before highlight.js runs, its language stands alone.
    return element.name === 'code' && classes.length === 1 && KNOWN.has(classes[0] ?? '')
      ? classes[0]
      : undefined;
  }
  return classes.find(
    (one, index) =>
      index !== hexo &&
      /^[a-z][\w+#]*$/i.test(one) &&
      !/^(?:hljs|sourceCode|highlight|numberLines|linenums|copy)$/.test(one),
  );
}

/** A language in a class; the parts of a frame around the code are named alike. */
function nameAfter(pattern: RegExp, classes: readonly string[]): string | undefined {
  for (const one of classes) {
    const named = pattern.exec(one)?.[1];
    if (named !== undefined && !NOT_A_LANGUAGE.test(named)) return named;
  }
  return undefined;
}

const NOT_A_LANGUAGE =
  /^(?:block|wrapper|toolbar|container|body|box|area|snippet|line|lines|example|inline|content|header|copy)(?:-|$)/i;
