/** The settings of a fleet that nobody may read in its template: a secret of AWS, made outside of the stack. */
import { readSecretSettings, type SecretSettings } from '../secret-settings.ts';
import { askAws } from './aws.ts';
import { FleetError } from './fleet-error.ts';
import { type Stage, secretName } from './stage.ts';

/**
 * Makes the secret, or replaces all that is in it.
 *
 * @returns which of the two it was
 * @throws FleetError
 * @example
 * await writeSecret('dev', { MONGODB_URI: uri }); // 'created'
 */
export async function writeSecret(
  stage: Stage,
  values: SecretSettings,
): Promise<'created' | 'replaced'> {
  const { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } = await import(
    '@aws-sdk/client-secrets-manager'
  );
  const name = secretName(stage);
  const SecretString = JSON.stringify(values);
  const client = new SecretsManagerClient({});
  const doing = `write the secret ${name}`;
  try {
    const replaced = await askAws(
      doing,
      () => client.send(new PutSecretValueCommand({ SecretId: name, SecretString })),
      {
        ResourceNotFoundException: () => undefined,
        InvalidRequestException: (cause) => {
          throw new FleetError('wrong_secret', `Could not ${doing}: ${cause.message}`, {
            hint: `Where it is scheduled for deletion: aws secretsmanager restore-secret --secret-id ${name}`,
          });
        },
      },
    );
    if (replaced !== undefined) return 'replaced';
    const Description = `Settings of the goldpan fleet ${stage}: MONGODB_URI, GITHUB_TOKEN`;
    await askAws(doing, () =>
      client.send(new CreateSecretCommand({ Name: name, Description, SecretString })),
    );
    return 'created';
  } finally {
    client.destroy();
  }
}

/**
 * Reads the secret.
 *
 * @param id its name or ARN
 * @throws FleetError, which never quotes what is in it
 */
export async function readSecret(id: string): Promise<SecretSettings> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import(
    '@aws-sdk/client-secrets-manager'
  );
  const client = new SecretsManagerClient({});
  try {
    const { SecretString } = await askAws(
      `read the secret ${id}`,
      () => client.send(new GetSecretValueCommand({ SecretId: id })),
      {
        ResourceNotFoundException: () => {
          throw new FleetError('no_secret', `There is no secret ${id}`);
        },
      },
    );
    const { settings } = readSecretSettings(SecretString);
    if (settings !== undefined) return settings;
    throw new FleetError('wrong_secret', `The secret ${id} is not {"MONGODB_URI": "…"}`);
  } finally {
    client.destroy();
  }
}
