/** One line of the fleet's log: JSON by powertools, or a line of Lambda itself. */
import { z } from 'zod';

export interface LogLine {
  readonly at: Date;
  /** 'INFO', 'WARN', 'ERROR', 'DEBUG'; 'LAMBDA' for what Lambda says itself. */
  readonly level: string;
  readonly message: string;
  readonly user?: string;
  readonly link?: string;
  /** Everything else that the line holds. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const structured = z.looseObject({
  level: z.string(),
  message: z.string(),
  user: z.string().optional(),
  link: z.string().optional(),
});

/**
 * What Lambda says where a function logs JSON, as the stack's does.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
const platform = z.object({
  type: z.string().startsWith('platform.'),
  record: z.object({
    status: z.string().optional(),
    errorType: z.string().optional(),
    metrics: z
      .object({
        billedDurationMs: z.number().optional(),
        maxMemoryUsedMB: z.number().optional(),
      })
      .default({}),
  }),
});

/** The same in every line, or of use to machines only. */
const NOISE = new Set([
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'function_request_id',
  'messageId',
  'sampling_rate',
  'service',
  'timestamp',
  'xray_trace_id',
]);

/**
 * Reads a line.
 *
 * @returns undefined for lines that say nothing to a person: metrics, and Lambda's notes of starts and ends
 * @example
 * readLogLine('{"level":"INFO","message":"crawled","link":"https://mara.example/"}', new Date())?.message; // 'crawled'
 */
export function readLogLine(text: string, at: Date): LogLine | undefined {
  const json = parsed(text);
  if (typeof json === 'object' && json !== null && '_aws' in json) return undefined;
  const said = platform.safeParse(json);
  if (said.success) return platformLine(said.data, at);
  const read = structured.safeParse(json);
  if (!read.success) {
    const message = text.trim();
    return /^(?:$|START |END |INIT_START )/.test(message)
      ? undefined
      : { at, level: 'LAMBDA', message, fields: {} };
  }
  const { level, message, user, link, ...others } = read.data;
  return {
    at,
    level,
    message,
    ...(user !== undefined && { user }),
    ...(link !== undefined && { link }),
    fields: Object.fromEntries(Object.entries(others).filter(([name]) => !NOISE.has(name))),
  };
}

/** How an invocation ended, and what went wrong beside it; not that it began. */
function platformLine(
  { type, record: { status, errorType, metrics } }: z.output<typeof platform>,
  at: Date,
): LogLine | undefined {
  const isBad = (status !== undefined && status !== 'success') || errorType !== undefined;
  if (type !== 'platform.report' && !isBad) return undefined;
  const fields = Object.entries({ status, errorType, ...metrics });
  return {
    at,
    level: 'LAMBDA',
    message: type.slice('platform.'.length),
    fields: Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
