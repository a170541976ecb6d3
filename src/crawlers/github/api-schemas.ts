/** The parts of the answers of GitHub's REST API that goldpan uses. */
import * as z from 'zod';

const dateSchema = z.iso.datetime().transform((date) => new Date(date));

/** https://docs.github.com/rest/repos/repos#get-a-repository */
export const repositorySchema = z.object({
  id: z.int().positive(),
  name: z.string().min(1),
  full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  html_url: z.url({ protocol: /^https$/, hostname: /^github\.com$/ }),
  private: z.boolean(),
  fork: z.boolean(),
  archived: z.boolean(),
  default_branch: z.string().min(1),
  description: z.string().nullish(),
  topics: z.array(z.string()).default([]),
  // The API's own schema lets both be null.
  created_at: dateSchema.nullish(),
  pushed_at: dateSchema.nullish(),
});

export type Repository = z.infer<typeof repositorySchema>;

/** https://docs.github.com/rest/git/refs#list-matching-references */
export const refSchema = z.object({
  ref: z.string().regex(/^refs\/(?:heads|tags)\/./),
  object: z.object({ sha: z.string().regex(/^[\da-f]{40,64}$/) }),
});

const gistFields = {
  id: z.string().regex(/^[\da-f]{1,40}$/),
  html_url: z.url({ protocol: /^https$/, hostname: /^gist\.github\.com$/ }),
  public: z.boolean(),
  description: z.string().nullish(),
  created_at: dateSchema,
  updated_at: dateSchema,
};

/** https://docs.github.com/rest/gists/gists#list-gists-for-a-user */
export const gistSummarySchema = z.object({
  ...gistFields,
  files: z.record(z.string(), z.object({})),
});

export type GistSummary = z.infer<typeof gistSummarySchema>;

/** https://docs.github.com/rest/gists/gists#get-a-gist */
export const gistSchema = z.object({
  ...gistFields,
  /** Only the first 300 files came. */
  truncated: z.boolean().default(false),
  files: z.record(
    z.string(),
    z.object({
      filename: z.string().min(1),
      size: z.int().nonnegative(),
      raw_url: z.url({ protocol: /^https$/, hostname: /^gist\.githubusercontent\.com$/ }),
      /** Only the beginning came, or nothing: it is large, or there are many. */
      truncated: z.boolean().default(false),
      content: z.string().default(''),
      encoding: z.string().default('utf-8'),
    }),
  ),
});

export type Gist = z.infer<typeof gistSchema>;
