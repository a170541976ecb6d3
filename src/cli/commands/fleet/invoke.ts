/** `goldpan fleet invoke`: one link through the deployed function, and its answer. */
import { invokeFleet } from '../../../fleet/invoke.ts';
import { fleetStack } from '../../../fleet/stack.ts';
import type { Stage } from '../../../fleet/stage.ts';

export interface FleetInvokeOptions {
  readonly stage: Stage;
  readonly user: string;
  readonly link: string;
}

/** @returns the exit code: 0 only if the link did not fail */
export async function fleetInvoke({ stage, user, link }: FleetInvokeOptions): Promise<number> {
  const { statusCode, body } = await invokeFleet({ user, link }, await fleetStack(stage));
  console.log(statusCode, JSON.stringify(body, null, 2));
  return statusCode < 400 ? 0 : 1;
}
