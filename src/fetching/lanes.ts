/** Who keeps one pace together: the hosts of one lane, and how long a lane rests between two requests. */

export interface Lane {
  /** A host, or the domain that the setting names for all its sub-domains. */
  readonly name: string;
  /** From one start to the next, in milliseconds. */
  readonly paceMs: number;
}

export type LaneOf = (hostname: string) => Lane;

/**
 * Reads the setting PACE: seconds for every host, then domains with seconds of their own. The longest domain that fits
 * counts, for itself and all its sub-domains together.
 *
 * @example
 * const laneOf = readPace('1,medium.com=2');
 * laneOf('mara.medium.com'); // { name: 'medium.com', paceMs: 2000 }
 * laneOf('mara.example'); // { name: 'mara.example', paceMs: 1000 }
 */
export function readPace(setting: string): LaneOf {
  const [everywhere = '', ...domains] = setting.split(',');
  const everywhereMs = milliseconds(everywhere);
  const lanes = domains
    .map((entry): Lane => {
      const [name = '', seconds = ''] = entry.split('=');
      return { name, paceMs: milliseconds(seconds) };
    })
    .sort((a, b) => b.name.length - a.name.length);
  return (hostname) => {
    const host = hostname.replace(/\.$/, '');
    return (
      lanes.find(({ name }) => host === name || host.endsWith(`.${name}`)) ?? {
        name: host,
        paceMs: everywhereMs,
      }
    );
  };
}

const milliseconds = (seconds: string): number => Math.round(Number(seconds) * 1000);
