/** What a piece of work costs this process. */
export interface Cost {
  readonly linksPerSecond: number;
  readonly cpuMsALink: number;
  /** Of the process since its start. */
  readonly peakMB: number;
}

/** Measures the work itself, without loading the program. */
export async function cost(links: number, work: () => Promise<void>): Promise<Cost> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    linksPerSecond: links / ((performance.now() - startedAt) / 1_000),
    cpuMsALink: (user + system) / 1_000 / links,
    peakMB: process.resourceUsage().maxRSS / 1_024,
  };
}
