import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/fetching/charset.ts';
import { parseContentType } from '../../src/fetching/media-type.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

const GENERIC = new URL('../../../shared/pages/generic/', import.meta.url).pathname;

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
/** "日本語" */
const SHIFT_JIS = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea]);
const joined = (...parts: (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part)));

describe('the text of a body', () => {
  test.each([
    ['nothing said: UTF-8', 'text/html', utf8('<p>Grüße'), '<p>Grüße'],
    ['header', 'text/html; charset=iso-8859-1', latin1('<p>Grüße'), '<p>Grüße'],
    [
      'header, quoted and in capitals',
      'text/html; Charset="ISO-8859-1"',
      latin1('<p>Grüße'),
      '<p>Grüße',
    ],
    [
      'iso-8859-1 is windows-1252',
      'text/html; charset=iso-8859-1',
      joined('<p>', new Uint8Array([0x93, 0x80, 0x94])),
      '<p>“€”',
    ],
    [
      'meta charset',
      'text/html',
      latin1('<meta charset="windows-1252"><p>Grüße'),
      '<meta charset="windows-1252"><p>Grüße',
    ],
    [
      'meta http-equiv',
      'text/html',
      joined(
        '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>',
        SHIFT_JIS,
      ),
      '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>日本語',
    ],
    [
      'the header wins over meta',
      'text/html; charset=utf-8',
      utf8('<meta charset="windows-1252"><p>Grüße'),
      '<meta charset="windows-1252"><p>Grüße',
    ],
    [
      'the BOM wins over the header, and is not text',
      'text/html; charset=windows-1252',
      utf8('\ufeff<p>Grüße'),
      '<p>Grüße',
    ],
    ['UTF-16 by its BOM', 'text/html', utf16('<p>Grüße'), '<p>Grüße'],
    ['a label that nobody knows', 'text/html; charset=klingon', utf8('<p>Grüße'), '<p>Grüße'],
    [
      'UTF-8 that is damaged',
      'text/html; charset=utf-8',
      joined('<p>Gr', new Uint8Array([0xff]), 'e'),
      '<p>Gr\ufffde',
    ],
    [
      'no type: read as a page',
      '',
      latin1('<meta charset=windows-1252>é'),
      '<meta charset=windows-1252>é',
    ],
    ['JSON: UTF-8', 'application/json', utf8('{"a":"ü"}'), '{"a":"ü"}'],
    [
      'JSON that holds a meta element',
      'application/json',
      utf8('{"a":"<meta charset=windows-1252>ü"}'),
      '{"a":"<meta charset=windows-1252>ü"}',
    ],
    ['plain text with its header', 'text/plain; charset=windows-1252', latin1('Grüße'), 'Grüße'],
    [
      'XML by its declaration',
      'application/rss+xml',
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>'),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>',
    ],
    [
      'XML with an unknown encoding',
      'text/xml',
      utf8("<?xml version='1.0' encoding='x-klingon'?><a>ü</a>"),
      "<?xml version='1.0' encoding='x-klingon'?><a>ü</a>",
    ],
    [
      'XML: the header wins',
      'text/xml; charset=utf-8',
      utf8('<?xml version="1.0" encoding="ISO-8859-1"?>ü'),
      '<?xml version="1.0" encoding="ISO-8859-1"?>ü',
    ],
    ['nothing at all', 'text/html', new Uint8Array(), ''],
  ])('%s', (_what, contentType, body, expected) => {
    expect(decodeText(body, parseContentType(contentType))).toBe(expected);
  });

  test('whatever the bytes and the header are, there is a text', () => {
    const type = fc.constantFrom('text/html', 'text/xml', 'text/plain', '');
    const charset = fc.oneof(
      fc.string(),
      fc.constantFrom('utf-16', 'x-user-defined', 'replacement', 'gb18030', 'iso-2022-jp'),
    );
    const start = fc.constantFrom(
      '',
      '<meta charset=',
      '<meta http-equiv=content-type content="charset',
      '<?xml encoding="',
      '<!--',
    );
    fc.assert(
      fc.property(type, charset, start, fc.uint8Array(), (mediaType, label, prefix, bytes) => {
        expect(
          typeof decodeText(joined(prefix, bytes), { mediaType, charset: label || undefined }),
        ).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  test('arrives with a page, decoded once', async () => {
    const server = await startHttp((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'Text/HTML; charset=windows-1252' })
        .end(latin1('<p>Grüße')),
    );
    const page = await loopbackFetcher().page(server.link('/'));
    expect(page).toMatchObject({ text: '<p>Grüße', mediaType: 'text/html', status: 200 });
    expect(page.body).toEqual(latin1('<p>Grüße'));
  });
});

describe.skipIf(!existsSync(GENERIC))('captured pages that made trouble', () => {
  const decode = (name: string) =>
    decodeText(readFileSync(join(GENERIC, name)), parseContentType('text/html'));

  test('windows-1252 that says so: German umlauts are whole', () => {
    const text = decode('charset-auto-presse.de-minisuv.html');
    expect(text).toMatch(/[äöüß]/);
    expect(text).not.toContain('\ufffd');
  });

  test('declared UTF-8 with bytes that are not: Chinese text comes, the damaged bytes are marked', () => {
    const text = decode('charset-archive.org.he.xinhuanet.com.25340717.html');
    expect(text).toContain('\ufffd');
    expect(text.length).toBeGreaterThan(1_000);
  });

  test('windows-1252 declared, ASCII in fact', () => {
    expect(decode('charset-wordsmith.org.maudlin.html')).toContain('maudlin');
  });
});
