/** A deployed fleet and its database, for the commands that look into the ledger. */
import { connectFleetDatabase } from '../../../fleet/fleet-database.ts';
import { readSecret } from '../../../fleet/secret.ts';
import { type FleetStack, fleetStack } from '../../../fleet/stack.ts';
import type { Stage } from '../../../fleet/stage.ts';
import { paint } from '../../terminal.ts';

export interface OpenFleet extends AsyncDisposable {
  readonly stack: FleetStack;
}

/**
 * Finds the stack, reads its secret and connects to the fleet's database, whatever MONGODB_URI says here.
 *
 * @throws FleetError, StorageError
 * @example
 * await using fleet = await openFleet('dev');
 */
export async function openFleet(stage: Stage): Promise<OpenFleet> {
  const stack = await fleetStack(stage);
  const { MONGODB_URI } = await readSecret(stack.SecretName);
  const database = await connectFleetDatabase(MONGODB_URI);
  const said = `Fleet: goldpan-${stage}; database: the one of its secret ${stack.SecretName}`;
  process.stderr.write(`${paint('dim', said, process.stderr)}\n`);
  return { stack, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}
