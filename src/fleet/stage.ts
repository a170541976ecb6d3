/** The stages of a fleet, and what its parts are called: infra/ makes them by these names, `goldpan fleet` finds them by these. */

export const STAGES = ['dev', 'prod'] as const;
export type Stage = (typeof STAGES)[number];

export const stackName = (stage: Stage): string => `goldpan-${stage}`;

/** Of the secret with the settings; `make destroy` leaves it. */
export const secretName = (stage: Stage): string => `goldpan/${stage}`;
