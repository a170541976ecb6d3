import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction } from '../../src/handlers/redaction.ts';

const URI = 'mongodb+srv://mara:p%40ss-w0rd@cluster0.example.net/twin?retryWrites=true';

describe('a line of the log', () => {
  it('shows no password of any address, known or not', () => {
    const redaction = new Redaction();
    expect(
      redaction.of('connect mongodb://root:hunter2@db:27017/twin, https://a:b@c.example/'),
    ).toBe('connect mongodb://***@db:27017/twin, https://***@c.example/');
  });

  it('shows no token and no password of the settings, however it is written', () => {
    const redaction = new Redaction();
    redaction.learn(URI);
    redaction.learn('ghp_0123456789abcdef');
    redaction.learn(undefined);
    const shown = redaction.of(
      `auth failed for p@ss-w0rd (${URI}); Authorization: Bearer ghp_0123456789abcdef; p%40ss-w0rd`,
    );
    for (const secret of ['p@ss-w0rd', 'p%40ss-w0rd', 'ghp_']) expect(shown).not.toContain(secret);
    expect(shown).toContain('cluster0.example.net');
  });

  it('shows no password of an address with several hosts', () => {
    const redaction = new Redaction();
    redaction.learn('mongodb://mara:s3cret-word@a.example:27017,b.example:27017/?replicaSet=rs');
    redaction.learn('mongodb://127.0.0.1:27017');
    expect(redaction.of('s3cret-word at a.example:27017, mongodb://127.0.0.1:27017')).toBe(
      '*** at a.example:27017, mongodb://127.0.0.1:27017',
    );
  });

  it('is left as it is otherwise: links, mail addresses, code', () => {
    const redaction = new Redaction();
    redaction.learn('short');
    const text = 'https://medium.com/@mara/tides?by=mara@mara.example short http://x.example/a:b@c';
    expect(redaction.of(text)).toBe(text);
  });

  it('ends whatever is in it', () => {
    const redaction = new Redaction();
    redaction.learn(URI);
    fc.assert(fc.property(fc.string(), (text) => typeof redaction.of(text) === 'string'));
    expect(redaction.of('a://'.repeat(50_000)).length).toBe(200_000);
  });
});
