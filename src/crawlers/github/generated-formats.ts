/** Kinds of files that programs write without saying so in a comment; each known by its ending and by how it is built. */

type Mark = (text: string) => boolean;

const atStart =
  (mark: RegExp): Mark =>
  (text) =>
    mark.test(text.slice(0, 500));

// After linguist's generated.rb: source maps under any name, Unity's notes on assets, recordings of VCR, documentation of
// .NET assemblies, drawings in PostScript, projects of GameMaker.
const MARKS: Readonly<Record<string, Mark>> = {
  map: atStart(/^\s{0,8}\{\s{0,8}"version"\s{0,8}:\s{0,8}\d|^\/\*\* Begin line maps\. \*\*\//),
  meta: atStart(/^fileFormatVersion: /),
  yml: (text) => text.slice(-200).includes('recorded_with: VCR'),
  yaml: (text) => text.slice(-200).includes('recorded_with: VCR'),
  xml: atStart(/^(?:<\?xml[^>]{0,100}>)?\s{0,20}<doc>\s{0,20}<assembly>/),
  ps: isGeneratedDrawing,
  eps: isGeneratedDrawing,
  pfa: isGeneratedDrawing,
  yy: atStart(/^\s{0,20}\{[^{}]{0,300}"(?:modelName|resourceType)"\s{0,5}:\s{0,5}"GM/),
  yyp: atStart(/^\s{0,20}\{[^{}]{0,300}"(?:modelName|resourceType)"\s{0,5}:\s{0,5}"GM/),
};

/**
 * @example
 * isGeneratedFormat('assets/boat.png.meta', 'fileFormatVersion: 2\nguid: 0a1b…'); // true
 */
export function isGeneratedFormat(path: string, text: string): boolean {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(MARKS, ending) && MARKS[ending]?.(text) === true;
}

/** Programs give their version; people's names hold no digits. */
function isGeneratedDrawing(text: string): boolean {
  const creator = /^%%Creator: (.{0,200})/m.exec(text.slice(0, 2_000))?.[1];
  return creator !== undefined && /\d|draw|ImageMagick|inkscape|MATLAB|mpage/i.test(creator);
}
