/** What keeps a person from working with the fleet: no link is at fault, and trying again alone does not help. */
import { CrawlError, type CrawlErrorDetails } from '../errors.ts';

export type FleetProblem =
  | 'no_credentials'
  | 'no_region'
  | 'not_allowed'
  | 'not_deployed'
  | 'no_secret'
  | 'wrong_secret'
  | 'no_database'
  | 'not_reachable';

const HINTS: Readonly<Record<FleetProblem, string>> = {
  no_credentials:
    'Give AWS credentials: `aws configure`, or AWS_PROFILE (after `aws sso login` where you use it).',
  no_region: 'Say in which region the fleet is: AWS_REGION=eu-west-1.',
  not_allowed: 'Ask for the right, or use another AWS_PROFILE.',
  not_deployed: 'Deploy it with `make deploy`, with the same STAGE, account and region.',
  no_secret: 'Put the connection string there with `MONGODB_URI=… make secret`.',
  wrong_secret: 'Write it anew with `MONGODB_URI=… make secret`.',
  no_database:
    'These commands read the ledger, so this machine must reach the database too: let it in there (Atlas: Network Access), or run them from a machine in its network.',
  not_reachable: 'Check the connection, AWS_REGION and AWS_ENDPOINT_URL.',
};

/**
 * @example
 * throw new FleetError('not_deployed', 'There is no stack goldpan-dev in eu-west-1');
 */
export class FleetError extends CrawlError {
  readonly code: FleetProblem;
  readonly retry = 'never';
  protected readonly defaultHint: string;

  constructor(
    problem: FleetProblem,
    message: string,
    details: Pick<CrawlErrorDetails, 'hint' | 'cause'> = {},
  ) {
    super(message, details);
    this.code = problem;
    this.defaultHint = HINTS[problem];
  }
}
