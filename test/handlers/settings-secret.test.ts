import { inspect } from 'node:util';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { StorageError } from '../../src/errors.ts';
import { type SettingsSecretDeps, settingsSecret } from '../../src/handlers/settings-secret.ts';

const URI = 'mongodb+srv://mara:s3cret-word@cluster0.example.net/';

/**
 * Stands in for Secrets Manager, of which there is no server inside a test process; the real client speaks to an emulated one
 * in test/fleet.
 */
function secretOf(
  answers: readonly (string | Error)[],
  deps: Omit<SettingsSecretDeps, 'client'> = {},
) {
  const asked: unknown[] = [];
  const send = async (command: { readonly input: unknown }) => {
    const answer = answers[Math.min(asked.push(command.input), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return { SecretString: answer };
  };
  const client = { send } as unknown as SecretsManagerClient;
  return { read: settingsSecret('goldpan/dev', { client: async () => client, ...deps }), asked };
}
const named = (name: string): Error => Object.assign(new Error(`${name} ${URI}`), { name });

describe('the secret of the fleet', () => {
  it('is read once for all who ask at the same time, and again when it may be too old', async () => {
    const settings = { MONGODB_URI: URI, GITHUB_TOKEN: 'ghp_1' };
    const { read, asked } = secretOf([JSON.stringify(settings)]);
    await expect(Promise.all([read(60_000), read(60_000), read(0)])).resolves.toEqual([
      settings,
      settings,
      settings,
    ]);
    await read(60_000);
    expect(asked).toEqual([{ SecretId: 'goldpan/dev' }]);
    await read(0);
    expect(asked).toHaveLength(2);
  });

  it('with a new password gives that one', async () => {
    const seen: string[] = [];
    const { read } = secretOf(
      [
        JSON.stringify({ MONGODB_URI: 'mongodb://old' }),
        JSON.stringify({ MONGODB_URI: 'mongodb://new' }),
      ],
      { onRead: ({ MONGODB_URI }) => void seen.push(MONGODB_URI) },
    );
    expect((await read(60_000)).MONGODB_URI).toBe('mongodb://old');
    expect((await read(0)).MONGODB_URI).toBe('mongodb://new');
    expect(seen).toEqual(['mongodb://old', 'mongodb://new']);
  });

  it('goes on as it was known, where it cannot be read anew; and that is told', async () => {
    const told: unknown[] = [];
    const away = named('TimeoutError');
    const { read } = secretOf([JSON.stringify({ MONGODB_URI: URI }), away], {
      onStale: (error) => void told.push(error),
    });
    await read(0);
    await expect(read(0)).resolves.toEqual({ MONGODB_URI: URI });
    expect(told).toMatchObject([{ message: expect.stringContaining('TimeoutError') }]);
  });

  it.each([
    [
      'is not there',
      named('ResourceNotFoundException'),
      /goldpan\/dev does not exist/,
      /make secret/,
    ],
    ['may not be read', named('AccessDeniedException'), /AccessDeniedException/, /GetSecretValue/],
    ['is no JSON', URI, /is no JSON object/, /make secret/],
    ['is a list', `["${URI}"]`, /is no JSON object/, /make secret/],
    ['has no MONGODB_URI', `{"uri": "${URI}"}`, /MONGODB_URI is missing/, /make secret/],
    ['has an empty MONGODB_URI', '{"MONGODB_URI": " "}', /MONGODB_URI is missing/, /make secret/],
    [
      'has a token that is no text',
      `{"MONGODB_URI": "${URI}", "GITHUB_TOKEN": 1}`,
      /GITHUB_TOKEN/,
      /make secret/,
    ],
  ])(
    'that %s is one clear error, without what is in it, and asked for again',
    async (_what, answer, message, hint) => {
      const { read, asked } = secretOf([answer]);
      const error = await read(60_000).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StorageError);
      expect(error).toMatchObject({
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      });
      if (typeof answer === 'string') {
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('s3cret-word');
      }
      await expect(read(60_000)).rejects.toThrow(StorageError);
      expect(asked).toHaveLength(2);
    },
  );
});
