/** What the fleet's secret holds, as it is written by `goldpan fleet secret` and read by the function. */
import * as z from 'zod';

const secretSettings = z.object({
  MONGODB_URI: z.string().trim().min(1),
  GITHUB_TOKEN: z.string().trim().min(1).exactOptional(),
});

export type SecretSettings = z.output<typeof secretSettings>;

/**
 * Reads the text of the secret. What is wrong with it is told without a word of it: neither the text nor what a parser says
 * of it may be shown, as both may hold the password.
 *
 * @returns the settings, or the name of the first field that is wrong: '' where the text is no JSON object
 * @example
 * readSecretSettings('{"MONGODB_URI":"mongodb+srv://…"}'); // { settings: { MONGODB_URI: 'mongodb+srv://…' } }
 */
export function readSecretSettings(text = ''): {
  readonly settings?: SecretSettings;
  readonly wrong?: string;
} {
  const read = secretSettings.safeParse(parsed(text));
  if (read.success) return { settings: read.data };
  return { wrong: read.error.issues[0]?.path.join('.') ?? '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
