/** Whether the one connection of a process may still be the right one: its server may have moved, its user may be gone. */
let isInDoubt = false;

/** Something has failed in a way that a new address or password would mend. */
export function doubtConnection(): void {
  isInDoubt = true;
}

/** @returns whether there was a doubt; there is none any more */
export function settleDoubt(): boolean {
  const was = isInDoubt;
  isInDoubt = false;
  return was;
}
