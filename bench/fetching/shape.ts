/** How large the benchmark is. */
export const HOSTS = 50;
export const POSTS_EACH = 20;
export const LATENCY_MS = 100;
/** Links in flight, on both sides. */
export const AT_A_TIME = 32;

export const hostName = (host: number): string => `tides-${host}.example`;

/** Every post, host by turns: the k-th post of all hosts before the next of any. */
export const linksAt = (port: number): string[] =>
  Array.from(
    { length: HOSTS * POSTS_EACH },
    (_, index) => `https://${hostName(index % HOSTS)}:${port}/post/${Math.floor(index / HOSTS)}`,
  );
