/** The language of a file of code by the end of its name, as highlighters call it. */

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  (
    'bash:bash,sh,zsh c:c,h clojure:clj cpp:cc,cpp,cxx,hpp csharp:cs css:css dart:dart diff:diff,patch elixir:ex,exs ' +
    'erlang:erl fsharp:fs go:go graphql:graphql groovy:gradle,groovy haskell:hs hcl:hcl,tf html:htm,html ini:cfg,ini ' +
    'java:java javascript:cjs,js,mjs json:ipynb,json jsx:jsx julia:jl kotlin:kt,kts latex:tex lua:lua makefile:mk ' +
    'markdown:md objectivec:mm ocaml:ml perl:pl php:php powershell:ps1 protobuf:proto python:py r:r ruby:rb rust:rs ' +
    'sass:sass scala:scala scss:scss solidity:sol sql:sql swift:swift toml:toml tsx:tsx typescript:ts vue:vue ' +
    'xml:plist,svg,xml yaml:yaml,yml'
  )
    .split(' ')
    .flatMap((row) => {
      const [language = '', endings = ''] = row.split(':');
      return endings.split(',').map((ending) => [ending, language] as const);
    }),
);

/** @example languageOfFile('depth.py') // 'python' */
export function languageOfFile(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'dockerfile' || lower === 'makefile') return lower;
  return LANGUAGES.get(/\.([a-z0-9]+)$/.exec(lower)?.[1] ?? '');
}
