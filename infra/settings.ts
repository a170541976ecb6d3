/** What a deployer may decide: the CDK context, read and checked in one place. */
import { distance } from 'fastest-levenshtein';
import * as z from 'zod';
import { STAGES, type Stage } from '../src/fleet/stage.ts';

/** Where a value is written, for messages. */
const WHERE = 'Give it as -c name=value, or write it into "context" in cdk.json.';

/** Most that runs at once unless the deployer says otherwise. */
const CONCURRENCY = { dev: 10, prod: 50 } as const;
/** From 2, which is the least that AWS takes for an event source. */
const CONCURRENCY_TAKES = 'takes a number from 2 to 1000, or 0 to reserve nothing';

// From the command line every value is a string, from cdk.json it may be a number.
const whole = (least: number, most: number, what: string) =>
  z.coerce
    .number({ error: what })
    .int({ error: what })
    .min(least, { error: what })
    .max(most, { error: what });

const idList = (prefix: string) =>
  z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    )
    .pipe(
      z.array(
        z
          .string()
          .regex(new RegExp(`^${prefix}-[0-9a-f]+$`), `takes ids such as ${prefix}-0a1b2c3d`),
      ),
    )
    .default([]);

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional();

const context = z
  .object({
    stage: z.enum(STAGES, { error: 'takes dev or prod' }).default('dev'),
    timeout: whole(10, 900, 'takes whole seconds from 10 to 900').default(300),
    memory: whole(1024, 10_240, 'takes whole MB from 1024 to 10240').default(2048),
    concurrency: z.coerce
      .number({ error: CONCURRENCY_TAKES })
      .refine(
        (number) => number === 0 || (Number.isInteger(number) && number >= 2 && number <= 1000),
        { error: CONCURRENCY_TAKES },
      )
      .optional(),
    refreshEvery: z
      .string()
      .regex(
        /^(?:never|1 (?:hour|day)|(?:[2-9]|[1-9]\d{1,2}) (?:minutes|hours|days))$/,
        "takes a rate such as '1 hour', '30 minutes' or '2 days', or 'never'",
      )
      .default('1 hour'),
    // It goes into a header of every request.
    contact: optionalText.refine((text) => text === undefined || /^[ -~]{1,200}$/.test(text), {
      error: 'takes an e-mail or web address',
    }),
    alarmEmail: optionalText.pipe(z.email({ error: 'takes an e-mail address' }).optional()),
    subnetIds: idList('subnet'),
    securityGroupIds: idList('sg'),
  })
  .refine(
    ({ subnetIds, securityGroupIds }) =>
      (subnetIds.length === 0) === (securityGroupIds.length === 0),
    { path: ['subnetIds'], error: 'and securityGroupIds go together: give both or neither' },
  );

/** A network of the deployer's own to run in. */
export interface Network {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface Settings {
  readonly stage: Stage;
  /** Seconds that one invocation may take. */
  readonly timeout: number;
  /** MB; the share of processors grows with it. */
  readonly memory: number;
  /** Batches of the queue that are crawled at the same time. */
  readonly concurrency: number;
  /** Whether the account sets concurrency aside for the function alone. */
  readonly reserve: boolean;
  /** As in `rate(1 hour)`; never when missing. */
  readonly refreshEvery?: string;
  /** How a site reaches the deployer. */
  readonly contact?: string;
  readonly alarmEmail?: string;
  readonly network?: Network;
}

/** A value that the stack cannot be made with. */
export class InvalidSettingError extends Error {
  override readonly name = 'InvalidSettingError';
}

/**
 * Reads the settings of the fleet from the CDK context.
 *
 * @param given all of the context; keys that are not ours (CDK's own) are left alone
 * @throws InvalidSettingError that names the first wrong key, what it takes, and where to give it
 * @example
 * const { stage, timeout } = readSettings(app.node.getAllContext());
 */
export function readSettings(given: Readonly<Record<string, unknown>>): Settings {
  refuseMisspelt(Object.keys(given));
  const read = context.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new InvalidSettingError(`${issue?.path.join('.')} ${issue?.message}. ${WHERE}`);
  }
  const { concurrency, refreshEvery, contact, alarmEmail, subnetIds, securityGroupIds, ...rest } =
    read.data;
  return {
    ...rest,
    concurrency: concurrency || CONCURRENCY[rest.stage],
    reserve: concurrency !== 0,
    ...(refreshEvery !== 'never' && { refreshEvery }),
    ...(contact !== undefined && { contact }),
    ...(alarmEmail !== undefined && { alarmEmail }),
    ...(subnetIds.length > 0 && { network: { subnetIds, securityGroupIds } }),
  };
}

/** CDK takes any key without a word: `-c concurency=2` would deploy fifty. */
function refuseMisspelt(keys: readonly string[]): void {
  const names = Object.keys(context.shape);
  for (const key of keys) {
    const meant = names.find((name) => name !== key && distance(name, key) <= 2);
    if (meant !== undefined && !names.includes(key)) {
      throw new InvalidSettingError(`There is no setting ${key}: ${meant} is meant. ${WHERE}`);
    }
  }
}
