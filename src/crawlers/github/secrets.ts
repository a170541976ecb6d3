/** Passwords, keys and tokens that were committed by mistake, taken out of what is stored. */
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator as recommendedRules } from '@secretlint/secretlint-rule-preset-recommend';

const MASK = '***';
/** The names under which rules hand over what they found; under others they say what kind of secret it is. */
const SECRET_FIELDS = ['KEY', 'TOKEN', 'CREDENTIAL', 'URI', 'URL'] as const;
/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;

// It is on unless told otherwise, and keeps several marks of every file for good.
secretLintProfiler.setEnabled(false);

const config = { rules: [{ id: 'recommended', rule: recommendedRules, options: {} }] };

/**
 * Replaces what secretlint's recommended rules take for a secret (cloud and API keys, tokens, private keys, passwords in
 * links and connection strings) by `***`. Well-known sample keys are left, as is everything around the secret.
 *
 * @returns the same text when there is none
 * @example
 * await maskSecrets('db = "mongodb://mara:hunter2hunter2@db.tidewater.example/gauges"');
 * // 'db = "mongodb://mara:***@db.tidewater.example/gauges"'
 */
export async function maskSecrets(text: string): Promise<string> {
  const { messages } = await lintSource({
    // No name of a stranger's choice: there are rules that open the file of that name.
    source: { content: text, filePath: 'text', ext: '', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  let masked = text;
  for (const { data, range } of messages) {
    // Not every rule gives the place of the secret itself, but nearly each gives the secret.
    const secrets = secretsIn(data).filter((secret) => text.includes(secret));
    const found = secrets.length > 0 ? secrets : [text.slice(...range)];
    for (const secret of found) masked = masked.replaceAll(secret, () => masking(secret));
  }
  return masked;
}

function secretsIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  const fields: Readonly<Record<string, unknown>> = { ...data };
  return SECRET_FIELDS.map((field) => fields[field])
    .filter((value) => typeof value === 'string')
    .filter((value) => value.length >= SHORTEST);
}

/** In a link only the password is secret; a rule may also have taken the quote behind it. */
function masking(secret: string): string {
  const link = /^([a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)[^\s]*(@[^\s@]*)$/i.exec(secret);
  return link === null ? MASK : `${link[1]}${MASK}${link[2]}`;
}
