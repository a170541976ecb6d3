/**
 * Every setting there is, in one table: the only reader of `process.env`. `.env.example` is generated from it.
 */
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { InvalidEventError } from './errors.ts';

interface Setting {
  /** What the setting does, as the line above it in `.env.example`. */
  readonly doc: string;
  /** Shown as the example value where there is no default. */
  readonly example?: string;
  readonly schema: z.ZodType<unknown, string | undefined>;
}

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

export const SETTINGS = {
  MONGODB_URI: {
    doc: 'Where the documents go. Without it, an embedded server keeps them in DATA_DIR.',
    example: 'mongodb://127.0.0.1:27017',
    schema: text,
  },
  MONGODB_DATABASE: {
    doc: 'Name of the database.',
    schema: z
      .string()
      .regex(/^[\w-]{1,63}$/, 'takes letters, digits, _ and -')
      .default('twin'),
  },
  DATA_DIR: {
    doc: 'Folder of the embedded database.',
    schema: z.string().min(1).default('.data'),
  },
  CONTACT: {
    doc: 'How a site reaches you: an e-mail or web address, sent in the user agent with every request.',
    example: 'you@example.org',
    schema: text,
  },
  PACE: {
    doc: 'Seconds between two requests to a host, and to a domain with all its sub-domains where one is named; 0 for no pause.',
    schema: z
      .string()
      .regex(
        /^\d{1,4}(?:\.\d{1,3})?(?:,[a-z0-9.-]{1,253}=\d{1,4}(?:\.\d{1,3})?)*$/,
        'takes seconds, then domains with theirs, as in 1,medium.com=2',
      )
      .default('1,medium.com=2,linkedin.com=2'),
  },
  GITHUB_TOKEN: {
    doc: 'Raises the GitHub quota from 60 to 5,000 requests an hour. Sent to api.github.com only.',
    schema: text,
  },
  LINKEDIN_SESSION_COOKIE: {
    doc: 'The cookie li_at of your own LinkedIn session, to list your own posts from your own computer. Sent to www.linkedin.com only, refused on Lambda; treat it like a password.',
    schema: z
      .string()
      .trim()
      .regex(/^(?:li_at=)?[\w.~+/=-]+;?$/, 'takes the value of the cookie li_at alone')
      .transform((value) => value.replace(/^li_at=|;$/g, ''))
      .optional(),
  },
  QUEUE_URL: {
    doc: 'SQS queue for found links (set by the deployed stack). Without it they are followed in the same process.',
    schema: text,
  },
  SETTINGS_SECRET: {
    doc: 'Secret of AWS Secrets Manager with MONGODB_URI and GITHUB_TOKEN as JSON (set by the deployed stack).',
    example: 'goldpan/dev',
    schema: text,
  },
  MAX_RECEIVES: {
    doc: 'How often the queue hands out a link before it puts it to the dead letters (set by the deployed stack).',
    schema: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, 'takes a number from 1 to 999')
      .default('5')
      .transform(Number),
  },
  POWERTOOLS_SERVICE_NAME: {
    doc: 'What the Lambda calls itself in logs and metrics (set by the deployed stack).',
    schema: z.string().min(1).default('goldpan'),
  },
  LOG_LEVEL: {
    doc: 'DEBUG, INFO, WARN or ERROR.',
    schema: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  },
  HTTPS_PROXY: { doc: 'Proxy for https links.', example: 'http://127.0.0.1:8080', schema: text },
  HTTP_PROXY: {
    doc: 'Proxy for http links, and for https links where HTTPS_PROXY is not set.',
    schema: text,
  },
  NO_PROXY: { doc: 'Hosts that are reached without the proxy, separated by commas.', schema: text },
  ALLOW_HOSTS: {
    doc: 'Your own hosts that may have a private address or an odd port, exactly as in links, separated by commas.',
    example: 'blog.lan,192.168.1.20:8080',
    schema: text,
  },
  CHROMIUM_PATH: {
    doc: 'Chrome or Chromium to render pages with, instead of the one that comes with goldpan.',
    example: '/usr/bin/chromium',
    schema: text,
  },
  NODE_EXTRA_CA_CERTS: {
    doc: 'File with further certificate authorities (PEM), read by Node at start.',
    schema: text,
  },
} satisfies Record<string, Setting>;

export type Config = {
  readonly [Name in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[Name]['schema']>;
};

/**
 * Reads and checks the settings, those that the fleet keeps as a secret included.
 *
 * @param env the environment, `process.env` unless a test gives another
 * @throws InvalidEventError that names the setting and what it takes, never its value
 * @example
 * const { MONGODB_DATABASE } = loadConfig();
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    // curl and undici take the lower-case spelling of the proxy variables too.
    const spelled = env[name] ?? (name.endsWith('_PROXY') ? env[name.toLowerCase()] : undefined);
    const raw = (env === process.env ? secretSettings.get(name) : undefined) ?? spelled;
    const read = setting.schema.safeParse(raw === '' ? undefined : raw);
    if (!read.success) {
      throw new InvalidEventError(
        `${name}: ${read.error.issues[0]?.message ?? 'has a wrong value'}`,
        {
          hint: `Correct ${name} in the environment or in .env. It is: ${setting.doc}`,
        },
      );
    }
    config[name] = read.data;
  }
  return config as Config;
}

/** Known at run time only: never in the environment, where whoever may look at a function sees them. */
const secretSettings = new Map<string, string>();

/**
 * From now on these settings have these values; those that are undefined, the ones of the environment again.
 *
 * @example
 * useSecretSettings({ GITHUB_TOKEN: token });
 */
export function useSecretSettings(settings: { readonly GITHUB_TOKEN: string | undefined }): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) secretSettings.delete(name);
    else secretSettings.set(name, value);
  }
}

/** Is this a Lambda? Its runtime API, which every one of them is told, listens on loopback. */
export const runsOnLambda = (env: Record<string, string | undefined> = process.env): boolean =>
  env.AWS_LAMBDA_RUNTIME_API !== undefined;

/**
 * Reads `.env` of the working directory into the environment, if there is one. What is set already wins.
 * (Of NODE_EXTRA_CA_CERTS Node takes no notice after its start: set that one in the shell.)
 */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path);
}
