/** Where a publication stands, by what Substack's API says of it. */
import * as z from 'zod';

const publication = z.object({
  id: z.int().nullish().catch(undefined),
  subdomain: z.string().regex(/^[a-z0-9-]{1,63}$/i),
  custom_domain: z.string().nullish().catch(undefined),
  custom_domain_optional: z.boolean().nullish().catch(undefined),
});

/** The front page of a publication, as the API describes publications; `undefined` for what is none. */
export function homeOf(value: unknown): URL | undefined {
  const { data } = publication.safeParse(value);
  if (data === undefined) return undefined;
  const own = data.custom_domain_optional === true ? undefined : data.custom_domain;
  const isHost = own != null && /^[a-z0-9.-]+$/i.test(own);
  return URL.parse(`https://${isHost ? own : `${data.subdomain}.substack.com`}/`) ?? undefined;
}

/** The number of a publication in such a description. */
export function publicationId(value: unknown): number | undefined {
  return publication.safeParse(value).data?.id ?? undefined;
}
