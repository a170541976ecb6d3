/** docs/operations.md shows what the scripts compute, and the arithmetic is right where it can be done in one's head. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../bench/document.ts';
import { sections } from '../../bench/fleet/costs.ts';
import { billedSecondsOf, billOf, computeUsd, cpuSecondsIn } from '../../bench/fleet/model.ts';
import { picture } from '../../bench/fleet/picture.ts';
import { GUIDE, PICTURE, readSimulated } from '../../bench/fleet/simulated.ts';
import { simulationSection } from '../../bench/fleet/simulation-table.ts';

describe('the page on operations shows', () => {
  it.each(Object.entries(sections()))(
    'the table "%s" as `node bench/fleet/costs.ts` prints it',
    (name, text) => {
      expect(sectionOf(GUIDE, name)).toBe(text);
    },
  );

  it('the table and the picture of the simulation as they were computed', () => {
    const simulated = readSimulated();
    expect(sectionOf(GUIDE, 'simulation')).toBe(simulationSection(simulated));
    expect(readFileSync(PICTURE, 'utf8')).toBe(picture(simulated));
  });
});

describe('the arithmetic', () => {
  it('stretches CPU time by the share of a vCPU, and gains nothing above one', () => {
    expect(cpuSecondsIn(1_769 / 4, 0.1)).toBeCloseTo(0.4, 9);
    expect(cpuSecondsIn(10_240, 0.1)).toBe(0.1);
  });

  it('bills the pace where the work hides in it, and the work where it does not', () => {
    const link = { paceSeconds: 1, waitSeconds: 0.5, memoryMB: 1_769 };
    expect(billedSecondsOf({ ...link, cpuSeconds: 0.03 })).toBe(1);
    expect(billedSecondsOf({ ...link, cpuSeconds: 2 })).toBe(2.5);
  });

  it('comes to the prices of the list', () => {
    expect(computeUsd(3_600, 1_024)).toBeCloseTo(0.06, 5);
    const bill = billOf({
      links: 1e6,
      billedSeconds: 1e6,
      invocations: 200_000,
      returned: 0,
      memoryMB: 2_048,
      ephemeralMB: 1_536,
      logBytesALink: 1_000,
      documentBytesALink: 10_000,
      ledgerBytesALink: 500,
      commandsALink: 9,
      pageBytesALink: 200_000,
      secretReads: 1e6,
    });
    expect(bill.gbSeconds).toBe(2e6);
    expect(bill.sqsRequests).toBe(100_000 + 2 * 200_000);
    expect(bill.storedGb).toBeCloseTo(10.5, 9);
    expect(bill.usd.compute).toBeCloseTo(33.33, 2);
    expect(bill.usd.ephemeral).toBeCloseTo(0.0309, 6);
    expect(bill.usd.lambdaRequests).toBeCloseTo(0.04, 9);
    expect(bill.usd.queue).toBeCloseTo(0.25, 9);
    expect(bill.usd.logs).toBeCloseTo(1.12 * 0.53, 9);
    expect(bill.usd.secretReads).toBe(5);
    expect(bill.natUsd).toBeCloseTo(9, 9);
  });
});
