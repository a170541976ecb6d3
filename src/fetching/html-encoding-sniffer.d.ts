declare module 'html-encoding-sniffer' {
  /** The encoding of a byte stream by its BOM, the transport's label, `<meta>` (first 1,024 bytes), else the default. */
  export default function htmlEncodingSniffer(
    bytes: Uint8Array,
    options?: {
      /** Do not look for `<meta>`. */
      xml?: boolean;
      transportLayerEncodingLabel?: string;
      defaultEncoding?: string;
    },
  ): string;
}
