/** The deployed stack: where its parts are. */
import { z } from 'zod';
import { askAws } from './aws.ts';
import { FleetError } from './fleet-error.ts';
import { type Stage, stackName } from './stage.ts';

const outputs = z.object({
  FunctionName: z.string(),
  QueueUrl: z.string(),
  DeadLetterUrl: z.string(),
  SecretName: z.string(),
  LogGroupName: z.string(),
});

/** The outputs of the stack (infra/stack.ts), by their keys. */
export type FleetStack = z.output<typeof outputs> & { readonly stage: Stage };

/**
 * Looks a fleet up by its stage.
 *
 * @throws FleetError when AWS cannot be asked, or nothing is deployed there
 * @example
 * const { QueueUrl } = await fleetStack('dev');
 */
export async function fleetStack(stage: Stage): Promise<FleetStack> {
  const { CloudFormationClient, DescribeStacksCommand } = await import(
    '@aws-sdk/client-cloudformation'
  );
  const name = stackName(stage);
  const client = new CloudFormationClient({});
  try {
    const answer = await askAws(
      `read the stack ${name}`,
      () => client.send(new DescribeStacksCommand({ StackName: name })),
      // CloudFormation has no error of its own for a stack that is not there.
      { ValidationError: () => undefined },
    );
    const [stack] = answer?.Stacks ?? [];
    const place = await client.config.region();
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') {
      throw new FleetError('not_deployed', `There is no stack ${name} in ${place}`);
    }
    const given = (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
      OutputKey,
      OutputValue,
    ]);
    const read = outputs.safeParse(Object.fromEntries(given));
    if (read.success) return { ...read.data, stage };
    throw new FleetError(
      'not_deployed',
      `The stack ${name} in ${place} is not deployed properly: it is in ${stack.StackStatus} and has no ${read.error.issues[0]?.path.join('.')}`,
    );
  } finally {
    client.destroy();
  }
}
