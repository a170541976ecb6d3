/** The settings that the fleet keeps secret, read from AWS Secrets Manager at run time: never in the environment or a template. */
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { StorageError } from '../errors.ts';
import { readSecretSettings, type SecretSettings } from '../secret-settings.ts';

export interface SettingsSecretDeps {
  readonly client?: () => Promise<Pick<SecretsManagerClient, 'send'>>;
  /** Told of every value that is read, before anybody uses it. */
  readonly onRead?: (settings: SecretSettings) => void;
  /** Told of a failure that is bridged with what was read before. */
  readonly onStale?: (error: unknown) => void;
}

/**
 * Opens the secret by its name or ARN. It is read with the first call, and the AWS SDK is loaded then.
 *
 * @returns reads it, unless that was done within so many milliseconds. Those who ask at the same time share one request; where
 *   Secrets Manager does not answer, what was read before goes on to be used
 * @throws StorageError when it cannot be read, is no JSON object or has no MONGODB_URI; its value is in no message
 * @example
 * const read = settingsSecret('goldpan/dev');
 * const { MONGODB_URI } = await read(15 * 60_000);
 */
export function settingsSecret(
  name: string,
  { client: open = defaultClient, onRead, onStale }: SettingsSecretDeps = {},
): (maxAgeMs: number) => Promise<SecretSettings> {
  let client: ReturnType<typeof open> | undefined;
  let known: SecretSettings | undefined;
  let readAt = 0;
  let reading: Promise<SecretSettings> | undefined;

  const read = async (): Promise<SecretSettings> => {
    try {
      client ??= open();
      known = parse(name, await fetchText(name, await client));
      onRead?.(known);
    } catch (error) {
      if (known === undefined) throw error;
      onStale?.(error);
    }
    readAt = Date.now();
    return known;
  };
  return async (maxAgeMs) => {
    if (known !== undefined && Date.now() - readAt < maxAgeMs) return known;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

async function fetchText(
  name: string,
  client: Pick<SecretsManagerClient, 'send'>,
): Promise<string | undefined> {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  } catch (cause) {
    const reason = reasonOf(cause);
    throw reason === 'ResourceNotFoundException'
      ? new StorageError(`There is no database: the secret ${name} does not exist.`, { hint: MAKE })
      : new StorageError(`The secret ${name} could not be read: ${reason}`, {
          hint: 'Check that the function may call secretsmanager:GetSecretValue, and reaches it where it runs in a VPC.',
          cause,
        });
  }
}

/** AWS names its refusals, Node has codes for what the network does. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}

function parse(name: string, text: string | undefined): SecretSettings {
  const { settings, wrong } = readSecretSettings(text);
  if (settings !== undefined) return settings;
  const reason = wrong ? `${wrong} is missing or no text` : 'it is no JSON object';
  throw new StorageError(`The secret ${name} is not what goldpan takes: ${reason}.`, {
    hint: MAKE,
  });
}

const MAKE =
  'Write it with MONGODB_URI=mongodb+srv://… make secret (STAGE=prod for prod): a JSON object with MONGODB_URI and, if you have one, GITHUB_TOKEN.';

async function defaultClient(): Promise<SecretsManagerClient> {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  // Where nothing answers (a VPC without a way out), that is said well before the invocation is over.
  return new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_500, requestTimeout: 3_000 },
  });
}
