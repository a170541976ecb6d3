// The package ships no types, and the ones of DefinitelyTyped know only its version 6.
declare module 'marked-terminal' {
  import type { MarkedExtension } from 'marked';

  export function markedTerminal(options?: {
    readonly width?: number;
    readonly reflowText?: boolean;
  }): MarkedExtension;
}
