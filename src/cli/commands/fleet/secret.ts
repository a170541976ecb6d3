/** `goldpan fleet secret`: the connection string from the environment into AWS Secrets Manager. */
import { loadConfig } from '../../../config.ts';
import { InvalidEventError } from '../../../errors.ts';
import { connectFleetDatabase } from '../../../fleet/fleet-database.ts';
import { writeSecret } from '../../../fleet/secret.ts';
import { type Stage, secretName } from '../../../fleet/stage.ts';
import { paint } from '../../terminal.ts';

/** @returns the exit code */
export async function fleetSecret({ stage }: { readonly stage: Stage }): Promise<number> {
  const { MONGODB_URI, GITHUB_TOKEN } = loadConfig();
  if (MONGODB_URI === undefined) {
    throw new InvalidEventError('MONGODB_URI is not set', {
      hint: 'Give the connection string of the database that the fleet shall use, in the environment or in .env: MONGODB_URI=mongodb+srv://… make secret',
    });
  }
  await using _database = await connectFleetDatabase(MONGODB_URI);
  console.log('The database answers from this machine.');
  if (isThisMachine(MONGODB_URI)) {
    console.error(
      `${paint('yellow', '!', process.stderr)} It is on this machine, where a fleet on AWS does not reach it.`,
    );
  }
  const done = await writeSecret(stage, {
    MONGODB_URI,
    ...(GITHUB_TOKEN !== undefined && { GITHUB_TOKEN }),
  });
  const holds =
    GITHUB_TOKEN === undefined
      ? 'MONGODB_URI (no GITHUB_TOKEN: 60 requests to GitHub an hour)'
      : 'MONGODB_URI and GITHUB_TOKEN';
  console.log(`Secret ${secretName(stage)} ${done}; it holds ${holds}.`);
  return 0;
}

const isThisMachine = (uri: string): boolean =>
  /^mongodb:\/\/(?:[^@/]*@)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/,?]|$)/i.test(uri);
