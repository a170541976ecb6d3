/** The secret with the connection string. It is made outside of the stack, so that destroying the stack leaves it. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Stage, secretName } from '../src/fleet/stage.ts';

export interface SettingsSecret {
  readonly name: string;
  /** Lets its bearer read this one secret. */
  readonly mayRead: PolicyStatement;
}

/**
 * The secret of a stage: a JSON object with MONGODB_URI and, if wanted, GITHUB_TOKEN.
 *
 * @example
 * role.addToPolicy(settingsSecret(this, { stage: 'dev' }).mayRead);
 */
export function settingsSecret(
  scope: Construct,
  { stage }: { readonly stage: Stage },
): SettingsSecret {
  const name = secretName(stage);
  const arn = Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    // AWS adds six characters of its own, new ones whenever the secret is made anew.
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return {
    name,
    mayRead: new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [arn],
    }),
  };
}
