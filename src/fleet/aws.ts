/** Calls to AWS from a person's machine: what goes wrong there is said in words that tell what to do. */
import { FleetError, type FleetProblem } from './fleet-error.ts';

const PROBLEMS: Readonly<Record<string, FleetProblem>> = {
  CredentialsProviderError: 'no_credentials',
  TokenProviderError: 'no_credentials',
  ExpiredToken: 'no_credentials',
  ExpiredTokenException: 'no_credentials',
  InvalidClientTokenId: 'no_credentials',
  UnrecognizedClientException: 'no_credentials',
  InvalidSignatureException: 'no_credentials',
  SignatureDoesNotMatch: 'no_credentials',
  AccessDenied: 'not_allowed',
  AccessDeniedException: 'not_allowed',
};

/**
 * Makes one call, and turns whatever it throws into a `FleetError`.
 *
 * @param doing what is being done, as the end of "Could not …"
 * @param expected the answer to errors of AWS (by name) that are no failure here
 * @throws FleetError
 * @example
 * await askAws('read the stack goldpan-dev', () => client.send(new DescribeStacksCommand({ StackName: 'goldpan-dev' })));
 */
export async function askAws<Answer, Other = never>(
  doing: string,
  call: () => Promise<Answer>,
  expected: Readonly<Record<string, (error: Error) => Other>> = {},
): Promise<Answer | Other> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const answer = expected[error.name];
    if (answer !== undefined) return answer(error);
    throw fleetError(error, doing);
  }
}

function fleetError(error: Error, doing: string): FleetError {
  if (error instanceof FleetError) return error;
  const details = { cause: error };
  if (/^Region (?:is missing|not accepted)/.test(error.message)) {
    return new FleetError('no_region', 'No AWS region is set, or it is none', details);
  }
  const problem = PROBLEMS[error.name] ?? 'not_reachable';
  return new FleetError(problem, `Could not ${doing}: ${reasonOf(error)}`, details);
}

/** Of a connection that is refused on each of a host's addresses Node gives an error without a message. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const message = first instanceof Error ? first.message : String(first);
  return error.name === 'Error' || error.name === 'AggregateError'
    ? message
    : `${error.name}: ${message}`;
}
